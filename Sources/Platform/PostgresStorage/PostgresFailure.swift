import CPQ
import Storage

/// Sorts PostgreSQL's error codes into storage's errors. Its messages may quote values, so they're kept out, except those
/// about the text of a statement.
enum PostgresFailure {
    private static func field(_ character: Character) -> Int32 { Int32(character.asciiValue ?? 0) }

    static func state(_ result: PostgresResult) -> String { result.errorField(field("C")) ?? "" }

    static func error(_ result: PostgresResult) -> StorageError {
        let state = state(result)
        let table = result.errorField(field("t")) ?? ""
        let column = result.errorField(field("c")) ?? ""
        let constraint = result.errorField(field("n")) ?? ""
        switch state {
        case "23505", "23P01": return .conflict(constraint: constraint)
        case "23502": return .constraint(.notNull, name: "\(table).\(column)")
        case "23503": return .constraint(.foreignKey, name: constraint)
        case "23514": return .constraint(.check, name: constraint)
        case "53100": return .full
        case "57014": return .cancelled
        case "55P03": return .timedOut
        case "25006": return .unavailable("the server only reads: it is a standby")
        case "0A000", "26000": return .invalidStatement(message(state, result))
        default: break
        }
        switch state.prefix(2) {
        case "22": return .constraint(.type, name: column)
        case "42": return .invalidStatement(message(state, result))
        case "08", "53", "57", "58", "XX", "": return .unavailable("PostgreSQL \(state)")
        case "40": return .unavailable("PostgreSQL \(state), a collision of transactions")
        default: return .invalidStatement("PostgreSQL \(state)")
        }
    }

    private static func message(_ state: String, _ result: PostgresResult) -> String {
        "PostgreSQL \(state) \(result.errorField(field("M")) ?? "")"
    }

    /// Deadlock or serialization: the same transaction may succeed at once.
    static func isCollision(_ state: String) -> Bool { state == "40001" || state == "40P01" }

    /// The tables changed under a prepared statement, or it's gone.
    static func isStalePlan(_ state: String) -> Bool { state == "26000" || state == "0A000" }
}
