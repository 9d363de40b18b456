package import JSONTree
package import Storage

/// What one event recorded, in clear, for those whom it concerns.
package struct Receipt: Sendable {
    package let leafID: Int64
    package let type: String
    package let department: String
    package let subject: [UInt8]?
    package let sequence: Int64
    package let caseID: Int64?
    package let details: JSON
    /// Microseconds since 1970, UTC.
    package let recordedAt: Int64

    package static let columns = "leaf_id, type, department, subject, sequence, case_id, details, recorded_at"

    package init(_ row: Row) throws {
        leafID = try row.integer(0)
        type = try row.text(1)
        department = try row.text(2)
        subject = try row.optionalBytes(3)
        sequence = try row.integer(4)
        caseID = try row.optionalInteger(5)
        details = try JSON(parsing: try row.text(6))
        recordedAt = try row.integer(7)
    }

    /// One field of the event.
    package subscript(field: String) -> String { details[field]?.string ?? "" }
}
