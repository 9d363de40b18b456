extension FEELValue: CustomStringConvertible {
    /// The value as FEEL's `string()` writes it; empty for `null`.
    public var text: String {
        switch self {
        case .null: ""
        case .string(let value): value
        default: description
        }
    }

    /// The value as a FEEL expression would write it.
    public var description: String {
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .number(let value): return value.description
        case .string(let value): return Self.quoted(value)
        case .date(let value): return value.description
        case .time(let value): return value.description
        case .dateTime(let value): return value.description
        case .daysTimeDuration(let value): return value.description
        case .yearsMonthsDuration(let value): return value.description
        case .list(let elements): return "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .context(let context):
            let entries = context.entries.map { "\(Self.key($0.name)): \($0.value.description)" }
            return "{" + entries.joined(separator: ", ") + "}"
        case .range(let range): return Self.text(of: range)
        case .function(let function): return function.description
        }
    }

    private static func text(of range: FEELRange) -> String {
        switch range.form {
        case .interval:
            return "\(range.startIncluded ? "[" : "(")\(range.start)..\(range.end)\(range.endIncluded ? "]" : ")")"
        case .below: return "(\(range.endIncluded ? "<=" : "<") \(range.end))"
        case .above: return "(\(range.startIncluded ? ">=" : ">") \(range.start))"
        case .equal: return "(= \(range.start))"
        case .unequal: return "(!= \(range.start))"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func key(_ name: String) -> String {
        let isPlain =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { NameCharacters.isPart($0) || $0 == " " }
        return isPlain ? name : quoted(name)
    }
}
