package import ProcessEngine
package import Storage
package import WorkCalendar

/// The one inbox: tasks of posts and of officials, by the day they are due.
package struct TaskStore: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    /// Whose tasks.
    package enum Box: Sendable, Hashable {
        /// What an official has to do: what came to them by somebody's act, and what nobody of their post has taken.
        case mine
        /// Everything open in the department.
        case office
        /// What the official has ended, the latest first.
        case done
        /// What rests in the department.
        case resting
    }

    /// Somebody for whom the one who looks stands in.
    package struct Other: Sendable, Hashable {
        package let official: Int64
        package let post: String
        package let department: String

        package init(official: Int64, post: String, department: String) {
            self.official = official
            self.post = post
            self.department = department
        }
    }

    /// Who looks.
    package struct Holder: Sendable, Hashable {
        package let official: Int64
        package let post: String
        package let department: String
        /// The divisions that the official covers, as ranges of their codes; empty for all.
        package let divisions: [ClosedRange<String>]
        /// For whom the official stands in.
        package let others: [Other]

        package init(
            official: Int64, post: String, department: String, divisions: [ClosedRange<String>] = [],
            others: [Other] = []
        ) {
            self.official = official
            self.post = post
            self.department = department
            self.divisions = divisions
            self.others = others
        }

        /// The officials whose tasks these are.
        var holders: [Int64] { [official] + others.map(\.official) }

        /// The posts whose tasks these are, each once.
        var posts: [(post: String, department: String)] {
            var posts = [(post: post, department: department)]
            for other in others where !posts.contains(where: { $0 == (other.post, other.department) }) {
                posts.append((other.post, other.department))
            }
            return posts
        }

        /// What of the department's and the post's tasks lies within reach.
        var reach: String {
            if divisions.isEmpty { return "" }
            let parts = divisions.map { _ in "division BETWEEN ? AND ?" }
            return " AND (\(parts.joined(separator: " OR ")))"
        }

        var reachValues: [SQLValue] { divisions.flatMap { [.text($0.lowerBound), .text($0.upperBound)] } }
    }

    /// What a box is narrowed to: tasks of one kind of matter, of one step.
    package struct Filter: Sendable, Hashable {
        package var matterKind: String?
        package var element: String?
        /// Only those due on this day or before; of the official's own tasks.
        package var dueBy: CivilDate?

        package init(matterKind: String? = nil, element: String? = nil, dueBy: CivilDate? = nil) {
            self.matterKind = matterKind
            self.element = element
            self.dueBy = dueBy
        }

        var condition: String {
            (matterKind == nil ? "" : " AND matter_kind = ?") + (element == nil ? "" : " AND element = ?")
                + (dueBy == nil ? "" : " AND due_on <= ?")
        }

        var values: [SQLValue] {
            [matterKind, element, dueBy?.iso].compactMap { $0.map { .text($0) } }
        }
    }

    /// Tasks of one step in a box: what can be done together.
    package struct Group: Sendable, Hashable {
        package let matterKind: String
        package let element: String
        package let title: String
        package let englishTitle: String?
        package let count: Int
    }

    private static func select(_ rest: String) -> SQL {
        SQL("SELECT \(WorkflowTask.columns) FROM workflow_task \(rest)")
    }

    /// What came to an official, and what nobody of their post has taken: each from its own index.
    private static let held = "WHERE state = 'open' AND holder = ?"
    private static let ofPost = "WHERE state = 'open' AND post = ? AND department = ? AND holder IS NULL"
    private static func own(_ and: String, of holder: Holder) -> SQL {
        let heldBy = holder.holders.map { _ in "SELECT \(WorkflowTask.columns) FROM workflow_task \(held)\(and)" }
        let ofPosts = holder.posts.map { _ in
            "SELECT \(WorkflowTask.columns) FROM workflow_task \(ofPost)\(and)\(holder.reach)"
        }
        return SQL(
            (heldBy + ofPosts).joined(separator: " UNION ALL ") + " ORDER BY due_on NULLS LAST, id LIMIT ? OFFSET ?")
    }

    private static func office(_ and: String, reach: String) -> SQL {
        select("WHERE state = 'open' AND department = ?\(and)\(reach) ORDER BY due_on NULLS LAST, id LIMIT ? OFFSET ?")
    }
    private static func resting(_ and: String, reach: String) -> SQL {
        select(
            "WHERE state = 'suspended' AND department = ?\(and)\(reach) ORDER BY due_on NULLS LAST, id LIMIT ? OFFSET ?"
        )
    }
    private static func done(_ and: String) -> SQL {
        select("WHERE ended_by = ?\(and) ORDER BY ended_at DESC, id DESC LIMIT ? OFFSET ?")
    }
    /// Counting stops here, so that a full box costs no more than an empty one.
    private static let most = 1000
    private static let heldDays: SQL = SQL(
        "SELECT due_on FROM workflow_task \(held) ORDER BY due_on NULLS LAST, id LIMIT \(most)")
    private static func postDays(reach: String) -> SQL {
        SQL("SELECT due_on FROM workflow_task \(ofPost)\(reach) ORDER BY due_on NULLS LAST, id LIMIT \(most)")
    }
    private static func officeIDs(_ state: String, reach: String) -> SQL {
        SQL("SELECT id FROM workflow_task WHERE state = '\(state)' AND department = ?\(reach) LIMIT \(most)")
    }
    private static let heldAnyhow = select(
        "WHERE holder = ? AND state IN ('open', 'held', 'planned', 'suspended') ORDER BY id LIMIT ?")
    private static let byID = select("WHERE id = ?")
    private static let ofMatter = select("WHERE matter = ? AND matter_kind = ? ORDER BY id LIMIT 200")
    private static let move: SQL = """
        UPDATE workflow_task SET due_on = ?
        WHERE matter = ? AND matter_kind = ? AND due_on = ? AND state IN ('open', 'held', 'planned', 'suspended')
        """
    private static let finish: SQL = """
        UPDATE workflow_task SET state = 'done', ended_at = ?, ended_by = ?, result = ? WHERE id = ? AND state = 'open'
        """

    /// Tasks of a box, the most urgent first.
    package func list(
        _ box: Box, of holder: Holder, filter: Filter = Filter(), page: Int = 1, size: Int = 30
    ) async throws -> [WorkflowTask] {
        let part: [SQLValue] = [
            .integer(Int64(size)), .integer(Int64(min(max(0, page - 1), 1 << 20) * size)),
        ]
        let (and, more) = (filter.condition, filter.values)
        let (sql, values): (SQL, [SQLValue]) =
            switch box {
            case .mine:
                (
                    TaskStore.own(and, of: holder),
                    holder.holders.flatMap { [.integer($0)] + more }
                        + holder.posts.flatMap { [.text($0.post), .text($0.department)] + more + holder.reachValues }
                )
            case .office:
                (TaskStore.office(and, reach: holder.reach), [.text(holder.department)] + more + holder.reachValues)
            case .resting:
                (TaskStore.resting(and, reach: holder.reach), [.text(holder.department)] + more + holder.reachValues)
            case .done: (TaskStore.done(and), [.integer(holder.official)] + more)
            }
        return try await storage.query(sql, values + part, limit: size) { try WorkflowTask($0) }
    }

    /// The steps that an official's own tasks are at, the most frequent first; counting stops at a thousand tasks.
    package func groups(of holder: Holder, dueBy: CivilDate? = nil) async throws -> [Group] {
        let tasks = try await list(.mine, of: holder, filter: Filter(dueBy: dueBy), size: TaskStore.most)
        var groups: [[String]: (first: WorkflowTask, count: Int)] = [:]
        for task in tasks {
            groups[[task.matter.kind, task.element], default: (task, 0)].count += 1
        }
        return groups.values.map { first, count in
            Group(
                matterKind: first.matter.kind, element: first.element, title: first.title,
                englishTitle: first.englishTitle, count: count)
        }.sorted { ($1.count, $0.element) < ($0.count, $1.element) }
    }

    /// How many there are; counting stops at a thousand.
    package struct Counts: Sendable, Hashable {
        package let mine: Int
        package let soon: Int
        package let office: Int
        /// Of the department.
        package let resting: Int
    }

    /// Counts the boxes; what is due by the day counts as soon.
    package func counts(of holder: Holder, dueBy: CivilDate) async throws -> Counts {
        var days: [String?] = []
        let held = holder.holders.map { (TaskStore.heldDays, [SQLValue.integer($0)]) }
        let ofPosts = holder.posts.map {
            (
                TaskStore.postDays(reach: holder.reach),
                [SQLValue.text($0.post), .text($0.department)] + holder.reachValues
            )
        }
        let own: [(SQL, [SQLValue])] = held + ofPosts
        for (sql, values) in own {
            days += try await storage.query(sql, values, limit: TaskStore.most) { try $0.optionalText(0) }
        }
        func office(_ state: String) async throws -> Int {
            try await storage.query(
                TaskStore.officeIDs(state, reach: holder.reach), [.text(holder.department)] + holder.reachValues,
                limit: TaskStore.most
            ) { try $0.integer(0) }.count
        }
        return Counts(
            mine: min(days.count, TaskStore.most), soon: days.count { $0.map { $0 <= dueBy.iso } ?? false },
            office: try await office("open"), resting: try await office("suspended"))
    }

    /// What an official has by somebody's act and has not ended, those that wait for others included.
    package func unfinished(of official: Int64, limit: Int = 500) async throws -> [WorkflowTask] {
        try await storage.query(
            TaskStore.heldAnyhow, [.integer(official), .integer(Int64(limit))], limit: limit
        ) { try WorkflowTask($0) }
    }

    /// A task.
    package func task(_ id: Int64, reader: any SnapshotReader) throws -> WorkflowTask? {
        try reader.point(TaskStore.byID, [.integer(id)]) { try WorkflowTask($0) }
    }

    /// A task.
    package func task(_ id: Int64) async throws -> WorkflowTask? {
        try await storage.point(TaskStore.byID, [.integer(id)]) { try WorkflowTask($0) }
    }

    /// The open tasks of a matter.
    package func open(of matter: Matter, reader: any SnapshotReader) throws -> [WorkflowTask] {
        try tasks(of: matter, reader: reader).filter(\.isOpen)
    }

    /// The tasks of a matter, open and ended.
    package func tasks(of matter: Matter, reader: any SnapshotReader) throws -> [WorkflowTask] {
        try reader.rows(TaskStore.ofMatter, [.integer(matter.id), .text(matter.kind)], limit: 200) {
            try WorkflowTask($0)
        }
    }

    /// The tasks of a matter, open and ended.
    package func tasks(of matter: Matter) async throws -> [WorkflowTask] {
        try await storage.few(TaskStore.ofMatter, [.integer(matter.id), .text(matter.kind)]) { try WorkflowTask($0) }
    }

    /// What was done with the tasks of a matter besides doing them, the oldest first.
    package func acts(of matter: Matter) async throws -> [TaskActRecord] {
        try await storage.few(TaskActRecord.ofMatter, [.integer(matter.id), .text(matter.kind)]) {
            try TaskActRecord.decode($0)
        }.compactMap { $0 }
    }

    /// What colleagues have sent to an official to know of, the newest first.
    package func copies(to official: Int64, page: Int, size: Int) async throws -> [TaskActRecord] {
        try await storage.query(
            TaskActRecord.copies,
            [.text(String(official)), .integer(Int64(size)), .integer(Int64(min(max(0, page - 1), 1 << 20) * size))],
            limit: size
        ) { try TaskActRecord.decode($0) }.compactMap { $0 }
    }

    /// The same in a plan.
    package func acts(of matter: Matter, reader: any SnapshotReader) throws -> [TaskActRecord] {
        try reader.rows(TaskActRecord.ofMatter, [.integer(matter.id), .text(matter.kind)], limit: 200) {
            try TaskActRecord.decode($0)
        }.compactMap { $0 }
    }

    /// The statement that moves the day of a matter's open tasks that are due with a clock which was lengthened.
    package func moving(of matter: Matter, dueOn before: CivilDate, to after: CivilDate) -> Statement {
        Statement(
            TaskStore.move, [.text(after.iso), .integer(matter.id), .text(matter.kind), .text(before.iso)])
    }

    private static let lastAct: SQL = """
        SELECT act, official, target, at FROM task_act WHERE matter = ? AND matter_kind = ? AND task = ?
        ORDER BY id DESC LIMIT 1
        """

    /// Whether an official has done the same with a task within the last minute: the button was pressed twice.
    package func hasJust(
        _ operation: TaskOperation, on task: WorkflowTask, by official: Int64, target: String, now: Int64,
        reader: any SnapshotReader
    ) throws -> Bool {
        try reader.point(
            TaskStore.lastAct, [.integer(task.matter.id), .text(task.matter.kind), .integer(task.id)]
        ) { row in
            try row.text(0) == operation.rawValue && row.integer(1) == official && row.text(2) == target
                && now - row.integer(3) < 60_000_000
        } ?? false
    }

    private static let urge: SQL = "UPDATE workflow_task SET urged = urged + 1 WHERE id = ?"
    private static let urgeAll: SQL = """
        UPDATE workflow_task SET urged = urged + 1
        WHERE matter = ? AND matter_kind = ? AND state IN ('open', 'held', 'suspended')
        """

    /// The statement that marks a task as urged.
    package func urging(_ task: WorkflowTask) -> Statement { Statement(TaskStore.urge, [.integer(task.id)]) }

    /// The statement that marks all that is under way in a matter as urged.
    package func urging(_ matter: Matter) -> Statement {
        Statement(TaskStore.urgeAll, [.integer(matter.id), .text(matter.kind)])
    }

    /// The statement that ends a task; it fails on the guard when somebody else ended it first.
    package func finishing(_ task: WorkflowTask, by official: Int64, result: String, now: Int64) -> Statement {
        Statement(
            TaskStore.finish, [.integer(now), .integer(official), .text(result), .integer(task.id)], expect: .rows(1),
            otherwise: WorkflowError.Code.taskGone.rawValue)
    }
}
