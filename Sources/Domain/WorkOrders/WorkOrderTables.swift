package import Storage

/// The tables of work orders.
package enum WorkOrderTables {
    package static let migrations = ModuleMigrations(
        module: "work-orders",
        [
            Migration(number: 1, name: "create-work-orders") { _ in
                [
                    """
                    CREATE TABLE work_order (
                        id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL,
                        register_row BIGINT, register_version BIGINT, about TEXT, request_kind TEXT, class TEXT,
                        urgency TEXT, division TEXT NOT NULL, town TEXT, caller BYTES, place_key BYTES,
                        department TEXT, assisting TEXT NOT NULL, merged_into BIGINT, founder BIGINT,
                        received_at BIGINT NOT NULL, upper_due_at BIGINT, dispatched_at BIGINT, replied_at BIGINT,
                        finished_at BIGINT, contacted BOOLEAN, claimed BOOLEAN, solved BOOLEAN,
                        satisfied TEXT, sent_at BIGINT,
                        reopened BIGINT NOT NULL, extended BIGINT NOT NULL, overridden BOOLEAN NOT NULL, colour TEXT,
                        judged TEXT, content BYTES, reply BYTES, changed_at BIGINT NOT NULL, version BIGINT NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX work_order_number ON work_order (kind, number)",
                    "CREATE INDEX work_order_state ON work_order (kind, state, upper_due_at, id)",
                    "CREATE INDEX work_order_received ON work_order (kind, received_at, id)",
                    "CREATE INDEX work_order_due ON work_order (kind, upper_due_at, id)",
                    "CREATE INDEX work_order_department ON work_order (department, kind, state, upper_due_at, id)",
                    "CREATE INDEX work_order_caller ON work_order (caller, received_at) WHERE caller IS NOT NULL",
                    "CREATE INDEX work_order_place ON work_order (place_key, received_at) WHERE place_key IS NOT NULL",
                    "CREATE INDEX work_order_unsent ON work_order (kind, finished_at, id) WHERE sent_at IS NULL",
                    "CREATE INDEX work_order_merged ON work_order (merged_into) WHERE merged_into IS NOT NULL",
                    "CREATE INDEX work_order_about ON work_order (about) WHERE about IS NOT NULL",
                    "CREATE INDEX work_order_changed ON work_order (kind, changed_at, id)",
                    """
                    CREATE TABLE work_order_event (
                        id BIGINT NOT NULL PRIMARY KEY, order_id BIGINT NOT NULL, code TEXT NOT NULL, at BIGINT NOT NULL,
                        office TEXT NOT NULL, post TEXT NOT NULL, official BIGINT, element TEXT, data TEXT NOT NULL,
                        note BYTES)
                    """,
                    "CREATE INDEX work_order_event_order ON work_order_event (order_id, id)",
                    // What lists, figures and outside tools may read: nothing about a person.
                    """
                    CREATE VIEW v_work_order AS
                    SELECT id, kind, number, state, request_kind, class, urgency, division, department, assisting,
                        received_at, upper_due_at, dispatched_at, replied_at, finished_at, contacted, claimed, solved,
                        satisfied, sent_at, reopened, extended, overridden, colour
                    FROM work_order
                    """,
                ]
            }
        ])
}
