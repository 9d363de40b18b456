package import Storage

/// The tables of imports: what was asked and how far it is, the file until it is done, and the rows handed back.
package enum ImportTables {
    package static let migrations = ModuleMigrations(
        module: "import",
        [
            Migration(number: 1, name: "create-imports") { _ in
                [
                    """
                    CREATE TABLE register_import (
                        id BIGINT NOT NULL PRIMARY KEY, request_key TEXT NOT NULL, register TEXT NOT NULL,
                        department TEXT NOT NULL, official TEXT NOT NULL, file_name TEXT NOT NULL,
                        file_hash BYTES NOT NULL, file_size BIGINT NOT NULL, rung TEXT NOT NULL, sheet TEXT NOT NULL,
                        chosen TEXT NOT NULL, mode TEXT NOT NULL, state TEXT NOT NULL, step BIGINT NOT NULL,
                        rows_read BIGINT NOT NULL, rejected BIGINT NOT NULL, passed BIGINT NOT NULL,
                        added BIGINT NOT NULL, changed BIGINT NOT NULL, unchanged BIGINT NOT NULL,
                        permille BIGINT NOT NULL, was_empty BIGINT NOT NULL, failure TEXT, created_at BIGINT NOT NULL,
                        started_at BIGINT NOT NULL, finished_at BIGINT)
                    """,
                    "CREATE UNIQUE INDEX register_import_request ON register_import (request_key)",
                    "CREATE INDEX register_import_department ON register_import (department, id)",
                    """
                    CREATE TABLE register_import_part (
                        id BIGINT NOT NULL PRIMARY KEY, import_id BIGINT NOT NULL, number BIGINT NOT NULL,
                        body BYTES NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX register_import_part_place ON register_import_part (import_id, number)",
                    """
                    CREATE TABLE register_import_row (
                        id BIGINT NOT NULL PRIMARY KEY, import_id BIGINT NOT NULL, number BIGINT NOT NULL,
                        cells BYTES NOT NULL, problems TEXT NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX register_import_row_place ON register_import_row (import_id, number)",
                ]
            }
        ])
}
