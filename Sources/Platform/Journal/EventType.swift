package import Diagnostics

/// A kind of event that the journal records, with the fields its leaf commits to.
///
/// Every kind is declared in `EventType+Catalogue.swift` and described in `docs/events.md`; a test holds the two together.
package struct EventType: Sendable, Hashable {
    /// The stable name, `noun.past-participle`.
    package let name: String
    /// What happened, for people.
    package let title: Text
    /// The names of the fields, in the order they are given; the leaf commits to each apart.
    package let fields: [String]
    /// Whether the event is about a natural person, whose chain of events it then continues.
    package let hasSubject: Bool

    /// The places of the fields in the order of their names, the subject's behind the last field.
    private let orderWithSubject: [Int]
    private let orderWithout: [Int]

    /// The name under which a leaf commits to its subject.
    static let subjectName = "subject"

    init(_ name: String, _ title: Text, fields: [String], hasSubject: Bool) {
        self.name = name
        self.title = title
        self.fields = fields
        self.hasSubject = hasSubject
        let named = fields + [EventType.subjectName]
        orderWithSubject = named.indices.sorted { named[$0].utf8.lexicographicallyPrecedes(named[$1].utf8) }
        orderWithout = orderWithSubject.filter { $0 < fields.count }
    }

    /// The places of the committed names, sorted by name as the canonical form wants.
    func order(withSubject: Bool) -> [Int] { withSubject ? orderWithSubject : orderWithout }
}
