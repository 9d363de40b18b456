import Storage
package import WorkCalendar

/// Something a post has to do, by a day.
package struct WorkflowTask: Sendable {
    package let id: Int64
    package let instance: Int64
    package let activation: Int
    package let matter: Matter
    /// The element of the model, a stable name.
    package let element: String
    package let title: String
    package let form: String?
    package let post: String
    package let department: String
    package let division: String
    package let dueOn: CivilDate?
    /// Whether the day rests on a calendar that is not announced yet.
    package let isDueProvisional: Bool
    package let isOpen: Bool
    package let createdAt: Int64

    static let columns = """
        id, instance, activation, matter_kind, matter, element, title, form, post, department, division, due_on,
        due_is_provisional, state, created_at
        """

    init(_ row: Row) throws {
        id = try row.integer(0)
        instance = try row.integer(1)
        activation = try row.int(2)
        matter = Matter(kind: try row.text(3), id: try row.integer(4))
        element = try row.text(5)
        title = try row.text(6)
        form = try row.optionalText(7)
        post = try row.text(8)
        department = try row.text(9)
        division = try row.text(10)
        dueOn = try row.optionalText(11).flatMap { CivilDate(iso: $0) }
        isDueProvisional = try row.bool(12)
        isOpen = try row.text(13) == "open"
        createdAt = try row.integer(14)
    }
}
