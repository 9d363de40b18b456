/// An event about to be recorded.
package struct JournalEvent: Sendable {
    package let type: EventType
    /// The department responsible, in clear in the leaf.
    package let department: String
    /// The person it is about: the sixteen bytes of the subject key.
    package let subject: [UInt8]?
    /// The case it belongs to, for the receipt; the leaf holds a commitment only.
    package let caseID: Int64?
    /// The values of the type's fields, in the type's order.
    package let values: [String]

    /// Makes an event; values that are not given are empty.
    package init(
        _ type: EventType, department: String, subject: [UInt8]? = nil, caseID: Int64? = nil,
        _ values: KeyValuePairs<String, String>
    ) {
        self.type = type
        self.department = department
        self.subject = subject
        self.caseID = caseID
        self.values = type.fields.map { field in values.first { $0.key == field }?.value ?? "" }
    }

    /// Makes an event whose values stand in the type's order.
    package init(
        _ type: EventType, department: String, subject: [UInt8]? = nil, caseID: Int64? = nil, values: [String]
    ) {
        self.type = type
        self.department = department
        self.subject = subject
        self.caseID = caseID
        self.values = values + Array(repeating: "", count: max(0, type.fields.count - values.count))
    }
}
