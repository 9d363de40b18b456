import ProcessEngine
import Storage

/// The statements that write what a step changed.
enum ProcessStatements {
    static let insertInstance: SQL = """
        INSERT INTO process_instance
            (id, definition, matter_kind, matter, status, next_id, version, started_at, ended_at,
             caller, caller_activation)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let updateInstance: SQL = """
        UPDATE process_instance SET status = ?, next_id = ?, ended_at = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
    static let migrateInstance: SQL = """
        UPDATE process_instance SET definition = ?, next_id = ?, version = version + 1 WHERE id = ? AND version = ?
        """
    static let forgetRows: SQL = "DELETE FROM process_row WHERE instance = ?"
    static let forgetSubscriptions: SQL = "DELETE FROM process_subscription WHERE instance = ?"
    static let renameTask: SQL = """
        UPDATE workflow_task SET element = ?, title = ?, title_en = ? WHERE instance = ? AND activation = ?
        """
    static let insertLog: SQL = "INSERT INTO process_log (id, instance, at, step) VALUES (?, ?, ?, ?)"
    static let insertTask: SQL = """
        INSERT INTO workflow_task
            (id, instance, activation, matter_kind, matter, element, title, title_en, form, post, department, division,
             due_on, due_is_provisional, state, created_at, holder)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)
        """
    /// A task that was added to another is due when that one is.
    static let insertAddedTask: SQL = """
        INSERT INTO workflow_task
            (id, instance, activation, matter_kind, matter, element, title, title_en, form, post, department, division,
             due_on, due_is_provisional, state, created_at, holder, role, serves)
        SELECT ?, instance, ?, matter_kind, matter, element, title, title_en, form, post, department, division, due_on,
            due_is_provisional, ?, ?, ?, ?, activation
        FROM workflow_task WHERE instance = ? AND activation = ?
        """
    static let moveTask: SQL = """
        UPDATE workflow_task SET state = ?, holder = ?, resumes_on = CASE WHEN ? = 0 THEN NULL ELSE resumes_on END,
            touched_at = CASE WHEN ? = 0 THEN NULL ELSE COALESCE(touched_at, ?) END
        WHERE instance = ? AND activation = ?
        """
    static let cancelTask: SQL = """
        UPDATE workflow_task SET state = 'cancelled', ended_at = ?
        WHERE instance = ? AND activation = ? AND state IN ('open', 'held', 'planned', 'suspended')
        """
    /// A task that the process itself ended, such as by an event; one that a person ended is closed already.
    static let closeTask: SQL = """
        UPDATE workflow_task SET state = 'done', ended_at = ? WHERE instance = ? AND activation = ? AND state = 'open'
        """
    private static let add: SQL = "INSERT INTO process_row (instance, kind, id, body) VALUES (?, ?, ?, ?)"
    private static let put: SQL = """
        INSERT INTO process_row (instance, kind, id, body) VALUES (?, ?, ?, ?)
        ON CONFLICT (instance, kind, id) DO UPDATE SET body = excluded.body
        """
    private static let remove: SQL = "DELETE FROM process_row WHERE instance = ? AND kind = ? AND id = ?"
    private static let addSubscription: SQL = """
        INSERT INTO process_subscription (instance, id, kind, name) VALUES (?, ?, ?, ?)
        """
    private static let subscribe: SQL = """
        INSERT INTO process_subscription (instance, id, kind, name) VALUES (?, ?, ?, ?)
        ON CONFLICT (instance, id) DO NOTHING
        """
    private static let unsubscribe: SQL = "DELETE FROM process_subscription WHERE instance = ? AND id = ?"

    /// Appends the statement of one change. An ended process keeps its variables only: nothing runs in it any more.
    ///
    /// - Parameter isNew: whether nothing of the process is stored yet; its rows are added then, many at a time.
    static func append(
        _ change: ProcessChange, instance: Int64, isNew: Bool = false, isEnded: Bool, to writes: inout WriteSet
    ) {
        func put(_ kind: String, _ id: Int, _ body: String) {
            writes.append(
                Statement(
                    isNew ? ProcessStatements.add : ProcessStatements.put,
                    [.integer(instance), .text(kind), .integer(Int64(id)), .text(body)]))
        }
        func remove(_ kind: String, _ id: Int) {
            writes.append(
                Statement(ProcessStatements.remove, [.integer(instance), .text(kind), .integer(Int64(id))]))
        }
        switch change {
        case .instance: break
        case .token(let row): put("token", row.id, ProcessRowCoding.body(row))
        case .tokenRemoved(let id, _): remove("token", id)
        case .scope(let row): put("scope", row.id, ProcessRowCoding.body(row))
        case .scopeRemoved(let id, _): remove("scope", id)
        case .task(let row): put("task", row.id, ProcessRowCoding.body(row))
        case .taskRemoved(let row, _): remove("task", row.id)
        case .timer(let row): put("timer", row.id, ProcessRowCoding.body(row))
        case .timerRemoved(let id, _): remove("timer", id)
        case .join(let row): put("join", row.id, ProcessRowCoding.body(row))
        case .joinRemoved(let id, _): remove("join", id)
        case .compensation(let row): put("compensation", row.id, ProcessRowCoding.body(row))
        case .compensationRemoved(let id, _): remove("compensation", id)
        case .step(let row): put("step", row.id, ProcessRowCoding.body(row))
        case .stepRemoved(let id, _): remove("step", id)
        case .variable(let row): put("variable", row.id, ProcessRowCoding.body(row))
        case .variableRemoved(let id, _): remove("variable", id)
        case .subscription(let row):
            put("subscription", row.id, ProcessRowCoding.body(row))
            writes.append(
                Statement(
                    isNew ? addSubscription : subscribe,
                    [.integer(instance), .integer(Int64(row.id)), .text(row.kind.rawValue), .text(row.name)]))
        case .subscriptionRemoved(let id, _):
            remove("subscription", id)
            writes.append(Statement(unsubscribe, [.integer(instance), .integer(Int64(id))]))
        }
    }
}
