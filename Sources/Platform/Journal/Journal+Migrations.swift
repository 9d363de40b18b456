package import Storage

extension Journal {
    /// The tables of the journal.
    package static let migrations = ModuleMigrations(
        module: "journal",
        [
            Migration(number: 1, name: "create-journal") { _ in
                [
                    """
                    CREATE TABLE journal_leaf (
                        id BIGINT NOT NULL PRIMARY KEY, body BYTES NOT NULL, hash BYTES NOT NULL, position BIGINT)
                    """,
                    "CREATE INDEX journal_leaf_waiting ON journal_leaf (id) WHERE position IS NULL",
                    """
                    CREATE UNIQUE INDEX journal_leaf_position ON journal_leaf (position) WHERE position IS NOT NULL
                    """,
                    """
                    CREATE TABLE journal_tree (
                        size BIGINT NOT NULL PRIMARY KEY, root BYTES NOT NULL, frontier BYTES NOT NULL,
                        sequenced_at BIGINT NOT NULL)
                    """,
                    """
                    CREATE TABLE journal_subject (subject BYTES NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL) WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE receipt (
                        leaf_id BIGINT NOT NULL PRIMARY KEY, type TEXT NOT NULL, department TEXT NOT NULL, subject BYTES,
                        sequence BIGINT NOT NULL, case_id BIGINT, details TEXT NOT NULL, salts BYTES NOT NULL,
                        recorded_at BIGINT NOT NULL)
                    """,
                    "CREATE INDEX receipt_subject ON receipt (subject, leaf_id)",
                    "CREATE INDEX receipt_case ON receipt (case_id, leaf_id)",
                ]
            }
        ])
}
