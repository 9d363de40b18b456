package import ProcessEngine
import Storage
package import WorkCalendar

/// Something a post has to do, by a day.
package struct WorkflowTask: Sendable {
    /// Where a task stands.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// To be done.
        case open
        /// Waits for one that was put before it.
        case held
        /// Comes when the others of its step are done.
        case planned
        /// Rests until a day, or until somebody goes on with it.
        case suspended
        /// Done by somebody.
        case done
        /// Withdrawn.
        case cancelled
    }

    package let id: Int64
    package let instance: Int64
    package let activation: Int
    package let matter: Matter
    /// The element of the model, a stable name.
    package let element: String
    package let title: String
    /// The title in English, where the model gives one.
    package let englishTitle: String?
    package let form: String?
    package let post: String
    package let department: String
    package let division: String
    package let dueOn: CivilDate?
    /// Whether the day rests on a calendar that is not announced yet.
    package let isDueProvisional: Bool
    package let state: State
    package let createdAt: Int64
    /// The official who has it by somebody's act; without one it is its post's.
    package let holder: Int64?
    /// What it is to the others of its step.
    package let role: TaskRow.Role
    /// The activation of the task that it was added to; 0 for a task of the model.
    package let serves: Int
    /// When its holder began with it; microseconds since 1970, UTC.
    package let touchedAt: Int64?
    package let endedAt: Int64?
    package let endedBy: Int64?
    /// What it ended with, a word of the process.
    package let result: String?
    /// The day on which a resting task goes on by itself.
    package let resumesOn: CivilDate?
    /// How often it was urged.
    package let urged: Int

    package var isOpen: Bool { state == .open }
    /// Whether it is to be done still: now, or when it has rested.
    package var isUnderWay: Bool { state == .open || state == .suspended }

    static let columns = """
        id, instance, activation, matter_kind, matter, element, title, form, post, department, division, due_on,
        due_is_provisional, state, created_at, holder, role, serves, touched_at, ended_at, ended_by, result, title_en,
        resumes_on, urged
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
        state = State(rawValue: try row.text(13)) ?? .cancelled
        createdAt = try row.integer(14)
        holder = try row.optionalInteger(15)
        role = TaskRow.Role(rawValue: try row.text(16)) ?? .main
        serves = try row.int(17)
        touchedAt = try row.optionalInteger(18)
        endedAt = try row.optionalInteger(19)
        endedBy = try row.optionalInteger(20)
        result = try row.optionalText(21)
        englishTitle = try row.optionalText(22)
        resumesOn = try row.optionalText(23).flatMap { CivilDate(iso: $0) }
        urged = try row.int(24)
    }
}
