package import Storage

/// The module's namespace.
package enum WorkflowTables {
    /// The tables of processes and tasks.
    package static let migrations = ModuleMigrations(
        module: "workflow",
        [
            Migration(number: 1, name: "create-processes") { _ in
                [
                    """
                    CREATE TABLE process_instance (
                        id BIGINT NOT NULL PRIMARY KEY, definition TEXT NOT NULL, matter_kind TEXT NOT NULL,
                        matter BIGINT NOT NULL, status TEXT NOT NULL, next_id BIGINT NOT NULL, version BIGINT NOT NULL,
                        started_at BIGINT NOT NULL, ended_at BIGINT)
                    """,
                    "CREATE INDEX process_instance_matter ON process_instance (matter, id)",
                    """
                    CREATE TABLE process_row (
                        instance BIGINT NOT NULL, kind TEXT NOT NULL, id BIGINT NOT NULL, body TEXT NOT NULL,
                        PRIMARY KEY (instance, kind, id)) WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE process_log (
                        id BIGINT NOT NULL PRIMARY KEY, instance BIGINT NOT NULL, at BIGINT NOT NULL, step TEXT NOT NULL)
                    """,
                    "CREATE INDEX process_log_instance ON process_log (instance, id)",
                    """
                    CREATE TABLE process_subscription (
                        instance BIGINT NOT NULL, id BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
                        PRIMARY KEY (instance, id)) WITHOUT ROWID
                    """,
                    "CREATE INDEX process_subscription_name ON process_subscription (kind, name, instance)",
                    """
                    CREATE TABLE workflow_task (
                        id BIGINT NOT NULL PRIMARY KEY, instance BIGINT NOT NULL, activation BIGINT NOT NULL,
                        matter_kind TEXT NOT NULL, matter BIGINT NOT NULL, element TEXT NOT NULL, title TEXT NOT NULL,
                        form TEXT, post TEXT NOT NULL, department TEXT NOT NULL, division TEXT NOT NULL, due_on TEXT,
                        due_is_provisional BOOLEAN NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL,
                        ended_at BIGINT, ended_by BIGINT, result TEXT)
                    """,
                    "CREATE INDEX workflow_task_open ON workflow_task (post, due_on, id) WHERE state = 'open'",
                    "CREATE INDEX workflow_task_matter ON workflow_task (matter, id)",
                    "CREATE UNIQUE INDEX workflow_task_activation ON workflow_task (instance, activation)",
                    """
                    CREATE VIEW v_task AS
                    SELECT id, matter_kind, matter, element, post, department, division, due_on, due_is_provisional, state,
                        created_at, ended_at
                    FROM workflow_task
                    """,
                ]
            },
            Migration(number: 2, name: "create-calendar-in-force") { _ in
                ["CREATE TABLE workflow_calendar (id BIGINT NOT NULL PRIMARY KEY, digest TEXT NOT NULL)"]
            },
            Migration(number: 3, name: "create-task-acts") { _ in
                [
                    // Who has it by somebody's act; without one it is its post's.
                    "ALTER TABLE workflow_task ADD COLUMN holder BIGINT",
                    "ALTER TABLE workflow_task ADD COLUMN role TEXT NOT NULL DEFAULT 'main'",
                    // The activation that it was added to.
                    "ALTER TABLE workflow_task ADD COLUMN serves BIGINT NOT NULL DEFAULT 0",
                    "ALTER TABLE workflow_task ADD COLUMN touched_at BIGINT",
                    "CREATE INDEX workflow_task_holder ON workflow_task (holder, due_on, id) WHERE state = 'open'",
                    "CREATE INDEX workflow_task_office ON workflow_task (department, due_on, id) WHERE state = 'open'",
                    "CREATE INDEX workflow_task_done ON workflow_task (ended_by, ended_at) WHERE ended_by IS NOT NULL",
                    """
                    CREATE TABLE task_act (
                        id BIGINT NOT NULL PRIMARY KEY, matter_kind TEXT NOT NULL, matter BIGINT NOT NULL,
                        task BIGINT NOT NULL, at BIGINT NOT NULL, act TEXT NOT NULL, official BIGINT NOT NULL,
                        target TEXT NOT NULL, reason BYTES NOT NULL)
                    """,
                    "CREATE INDEX task_act_matter ON task_act (matter, id)",
                ]
            },
            Migration(number: 4, name: "find-held-tasks") { _ in
                [
                    "DROP INDEX workflow_task_holder",
                    "DROP INDEX workflow_task_office",
                    "DROP INDEX workflow_task_open",
                    "CREATE INDEX workflow_task_open ON workflow_task (post, state, due_on, id)",
                    "CREATE INDEX workflow_task_office ON workflow_task (department, state, due_on, id)",
                    """
                    CREATE INDEX workflow_task_holder ON workflow_task (holder, state, due_on, id)
                    WHERE holder IS NOT NULL
                    """,
                ]
            },
            Migration(number: 5, name: "create-clocks-and-english-titles") { _ in
                [
                    """
                    CREATE TABLE work_clock (
                        id BIGINT NOT NULL PRIMARY KEY, matter_kind TEXT NOT NULL, matter BIGINT NOT NULL,
                        name TEXT NOT NULL, state TEXT NOT NULL, due_at BIGINT, warn_at BIGINT, due_on TEXT,
                        is_provisional BOOLEAN NOT NULL, is_late BOOLEAN NOT NULL, body TEXT NOT NULL,
                        version BIGINT NOT NULL)
                    """,
                    "ALTER TABLE workflow_task ADD COLUMN title_en TEXT",
                    "CREATE INDEX work_clock_matter ON work_clock (matter, id)",
                    "CREATE INDEX work_clock_running ON work_clock (id) WHERE state <> 'ended'",
                    """
                    CREATE VIEW v_clock AS
                    SELECT id, matter_kind, matter, name, state, due_at, warn_at, due_on, is_provisional, is_late
                    FROM work_clock
                    """,
                ]
            },
            Migration(number: 6, name: "create-incidents") { _ in
                [
                    """
                    CREATE TABLE process_incident (
                        id BIGINT NOT NULL PRIMARY KEY, instance BIGINT NOT NULL, token BIGINT NOT NULL,
                        element TEXT NOT NULL, code TEXT NOT NULL, raised_at BIGINT NOT NULL, resolved_at BIGINT)
                    """,
                    "CREATE INDEX process_incident_open ON process_incident (id) WHERE resolved_at IS NULL",
                    "CREATE INDEX process_incident_instance ON process_incident (instance, token)",
                ]
            },
            Migration(number: 7, name: "create-inbox-views") { _ in
                [
                    """
                    CREATE TABLE inbox_view (
                        id BIGINT NOT NULL PRIMARY KEY, official BIGINT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL)
                    """,
                    "CREATE INDEX inbox_view_official ON inbox_view (official, id)",
                ]
            },
            Migration(number: 8, name: "find-copies") { _ in
                ["CREATE INDEX task_act_copy ON task_act (target, id) WHERE act = 'copy'"]
            },
            Migration(number: 9, name: "let-tasks-rest") { dialect in
                [
                    // Timers that run already get the key by which they can rest.
                    """
                    UPDATE job SET job_key = 'timer:' || replace(\(dialect.text(ofBytes: "payload")), ' ', ':') || ':0'
                    WHERE kind = 'process.timer' AND job_key IS NULL AND state = 0
                    """,
                    "ALTER TABLE workflow_task ADD COLUMN resumes_on TEXT",
                    // How often it was urged.
                    "ALTER TABLE workflow_task ADD COLUMN urged BIGINT NOT NULL DEFAULT 0",
                ]
            },
            Migration(number: 10, name: "let-processes-call-others") { _ in
                [
                    "ALTER TABLE process_instance ADD COLUMN caller BIGINT",
                    "ALTER TABLE process_instance ADD COLUMN caller_activation BIGINT",
                    """
                    CREATE INDEX process_instance_caller ON process_instance (caller, caller_activation)
                    WHERE caller IS NOT NULL
                    """,
                ]
            },
        ])
}
