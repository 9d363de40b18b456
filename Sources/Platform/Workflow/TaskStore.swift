package import Storage

/// The one inbox: tasks of posts, by the day they are due.
package struct TaskStore: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    private static let open = SQL(
        """
        SELECT \(WorkflowTask.columns) FROM workflow_task WHERE state = 'open' AND post = ? AND department = ?
        ORDER BY due_on NULLS LAST, id LIMIT ? OFFSET ?
        """)
    private static let byID = SQL("SELECT \(WorkflowTask.columns) FROM workflow_task WHERE id = ?")
    private static let ofMatter = SQL(
        "SELECT \(WorkflowTask.columns) FROM workflow_task WHERE matter = ? AND matter_kind = ? ORDER BY id LIMIT 200")
    private static let finish: SQL = """
        UPDATE workflow_task SET state = 'done', ended_at = ?, ended_by = ?, result = ? WHERE id = ? AND state = 'open'
        """

    /// Open tasks of a post in its department, the most urgent first.
    package func open(
        post: String, department: String, page: Int = 1, size: Int = 30
    ) async throws -> [WorkflowTask] {
        try await storage.query(
            TaskStore.open,
            [
                .text(post), .text(department), .integer(Int64(size)),
                .integer(Int64(min(max(0, page - 1), 1 << 20) * size)),
            ],
            limit: size
        ) { try WorkflowTask($0) }
    }

    /// A task.
    package func task(_ id: Int64, reader: any SnapshotReader) throws -> WorkflowTask? {
        try reader.point(TaskStore.byID, [.integer(id)]) { try WorkflowTask($0) }
    }

    /// The open tasks of a matter.
    package func open(of matter: Matter, reader: any SnapshotReader) throws -> [WorkflowTask] {
        try reader.rows(TaskStore.ofMatter, [.integer(matter.id), .text(matter.kind)], limit: 200) {
            try WorkflowTask($0)
        }.filter(\.isOpen)
    }

    /// The tasks of a matter, open and ended.
    package func tasks(of matter: Matter) async throws -> [WorkflowTask] {
        try await storage.few(TaskStore.ofMatter, [.integer(matter.id), .text(matter.kind)]) { try WorkflowTask($0) }
    }

    /// The statement that ends a task; it fails on the guard when somebody else ended it first.
    package func finishing(_ task: WorkflowTask, by official: Int64, result: String, now: Int64) -> Statement {
        Statement(
            TaskStore.finish, [.integer(now), .integer(official), .text(result), .integer(task.id)], expect: .rows(1),
            otherwise: WorkflowError.Code.taskGone.rawValue)
    }
}
