package import Storage

/// The module's namespace.
package enum NoticeTables {
    /// The table of what people were told.
    package static let migrations = ModuleMigrations(
        module: "notices",
        [
            Migration(number: 1, name: "create-notices") { _ in
                [
                    """
                    CREATE TABLE notice (
                        id BIGINT NOT NULL PRIMARY KEY, message_key TEXT NOT NULL, recipient BYTES NOT NULL,
                        case_number TEXT NOT NULL, code TEXT NOT NULL, content BYTES NOT NULL, at BIGINT NOT NULL,
                        read_at BIGINT)
                    """,
                    "CREATE UNIQUE INDEX notice_message_key ON notice (message_key)",
                    "CREATE INDEX notice_recipient ON notice (recipient, id)",
                ]
            }
        ])
}
