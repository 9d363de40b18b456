package import ProcessEngine
package import Storage

/// Something that an official did with a task besides doing it: who, when, to whom or where, and why.
package struct TaskActRecord: Sendable {
    package let id: Int64
    package let matter: Matter
    /// The task's id.
    package let task: Int64
    /// Microseconds since 1970, UTC.
    package let at: Int64
    /// `nil` for the opinion of somebody who was asked, and for what was begun without a task.
    package let act: TaskOperation?
    /// Whether something was begun that the process offers; then ``target`` is the event and ``task`` is 0.
    package let isOffer: Bool
    /// Whether a standstill was mended; then ``target`` is the element and ``task`` is 0.
    package let isMend: Bool
    /// The official's id.
    package let official: Int64
    /// The other official's id, or the element that it went back to; empty where there is neither.
    package let target: String
    /// The reason, sealed by the module that owns the matter: it may speak of people.
    package let reason: [UInt8]

    package init(
        id: Int64, matter: Matter, task: Int64, at: Int64, act: TaskOperation?, official: Int64, target: String,
        reason: [UInt8], isOffer: Bool = false, isMend: Bool = false
    ) {
        self.id = id
        self.matter = matter
        self.task = task
        self.at = at
        self.act = act
        self.official = official
        self.target = target
        self.reason = reason
        self.isOffer = isOffer
        self.isMend = isMend
    }

    private static let opinion = "opinion"
    private static let offer = "offer"
    private static let mend = "mend"

    private var name: String {
        act?.rawValue ?? (isOffer ? TaskActRecord.offer : isMend ? TaskActRecord.mend : TaskActRecord.opinion)
    }
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
                .text(name), .integer(official),
                .text(target), .bytes(reason),
            ], expect: .rows(1))
    }

    /// `nil` for an act that this version does not know.
    static func decode(_ row: Row) throws -> TaskActRecord? {
        let name = try row.text(5)
        let act = TaskOperation(rawValue: name)
        guard act != nil || [opinion, offer, mend].contains(name) else { return nil }
        return TaskActRecord(
            id: try row.integer(0), matter: Matter(kind: try row.text(1), id: try row.integer(2)),
            task: try row.integer(3), at: try row.integer(4), act: act, official: try row.integer(6),
            target: try row.text(7), reason: try row.bytes(8), isOffer: name == offer, isMend: name == mend)
    }
}
