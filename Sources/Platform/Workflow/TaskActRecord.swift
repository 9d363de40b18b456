package import ProcessEngine
package import Storage

/// Something that an official did with a task besides doing it: who, when, to whom or where, and why.
package struct TaskActRecord: Sendable {
    /// What was done.
    package enum Kind: Sendable, Hashable {
        /// What the model lets people do with a task.
        case act(TaskOperation)
        /// Somebody who was asked has answered.
        case opinion
        /// Something was begun that the process offers; then ``target`` is the event and ``task`` is 0.
        case offer
        /// A standstill was mended; then ``target`` is the element and ``task`` is 0.
        case mend
        /// A task that rested goes on.
        case resumed

        init?(name: String) {
            switch name {
            case "opinion": self = .opinion
            case "offer": self = .offer
            case "mend": self = .mend
            case "resumed": self = .resumed
            default:
                guard let operation = TaskOperation(rawValue: name) else { return nil }
                self = .act(operation)
            }
        }

        var name: String {
            switch self {
            case .act(let operation): operation.rawValue
            case .opinion: "opinion"
            case .offer: "offer"
            case .mend: "mend"
            case .resumed: "resumed"
            }
        }
    }

    package let id: Int64
    package let matter: Matter
    /// The task's id.
    package let task: Int64
    /// Microseconds since 1970, UTC.
    package let at: Int64
    package let kind: Kind
    /// The official's id; 0 for the program itself.
    package let official: Int64
    /// The other official's id, or the element that it went back to; empty where there is neither.
    package let target: String
    /// The reason, sealed by the module that owns the matter: it may speak of people.
    package let reason: [UInt8]

    package init(
        id: Int64, matter: Matter, task: Int64, at: Int64, kind: Kind, official: Int64, target: String,
        reason: [UInt8]
    ) {
        self.id = id
        self.matter = matter
        self.task = task
        self.at = at
        self.kind = kind
        self.official = official
        self.target = target
        self.reason = reason
    }

    /// The operation, where it was one.
    package var act: TaskOperation? { if case .act(let operation) = kind { operation } else { nil } }

    private static let insert: SQL = """
        INSERT INTO task_act (id, matter_kind, matter, task, at, act, official, target, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let ofMatter: SQL = """
        SELECT id, matter_kind, matter, task, at, act, official, target, reason FROM task_act
        WHERE matter = ? AND matter_kind = ? ORDER BY id LIMIT 200
        """

    /// What was sent to somebody to know of (抄送), the newest first.
    static let copies: SQL = """
        SELECT id, matter_kind, matter, task, at, act, official, target, reason FROM task_act
        WHERE act = 'copy' AND target = ? ORDER BY id DESC LIMIT ? OFFSET ?
        """

    /// The statement that keeps it.
    package var inserting: Statement {
        Statement(
            TaskActRecord.insert,
            [
                .integer(id), .text(matter.kind), .integer(matter.id), .integer(task), .integer(at),
                .text(kind.name), .integer(official), .text(target), .bytes(reason),
            ], expect: .rows(1))
    }

    /// `nil` for an act that this version does not know.
    static func decode(_ row: Row) throws -> TaskActRecord? {
        guard let kind = Kind(name: try row.text(5)) else { return nil }
        return TaskActRecord(
            id: try row.integer(0), matter: Matter(kind: try row.text(1), id: try row.integer(2)),
            task: try row.integer(3), at: try row.integer(4), kind: kind, official: try row.integer(6),
            target: try row.text(7), reason: try row.bytes(8))
    }
}
