package import Storage

/// The module's namespace.
package enum DirectoryTables {
    /// The tables of departments, posts, people, territory and sessions.
    package static let migrations = ModuleMigrations(
        module: "directory",
        [
            Migration(number: 1, name: "create-organisation") { _ in
                [
                    """
                    CREATE TABLE department (
                        code TEXT NOT NULL PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, level TEXT NOT NULL,
                        division TEXT, phone TEXT)
                    """,
                    """
                    CREATE TABLE post (
                        code TEXT NOT NULL PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
                        department TEXT NOT NULL, permissions TEXT NOT NULL)
                    """,
                    """
                    CREATE TABLE official (
                        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL,
                        department TEXT NOT NULL, post TEXT NOT NULL, divisions TEXT NOT NULL, password TEXT NOT NULL,
                        is_active BOOLEAN NOT NULL, failures BIGINT NOT NULL, locked_until BIGINT NOT NULL,
                        signed_in_at BIGINT)
                    """,
                    "CREATE UNIQUE INDEX official_account ON official (account)",
                    """
                    CREATE TABLE division (
                        code TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, level TEXT NOT NULL,
                        parent TEXT, valid_from TEXT, valid_to TEXT, successors TEXT NOT NULL, PRIMARY KEY (code))
                    """,
                    "CREATE INDEX division_parent ON division (parent)",
                ]
            },
            Migration(number: 2, name: "create-citizens") { _ in
                [
                    """
                    CREATE TABLE citizen (
                        id BIGINT NOT NULL PRIMARY KEY, subject BYTES NOT NULL, id_number BYTES NOT NULL,
                        name BYTES NOT NULL, phone BYTES, assurance BIGINT NOT NULL, provider TEXT NOT NULL,
                        created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX citizen_subject ON citizen (subject)",
                    """
                    CREATE TABLE delegation (
                        id BIGINT NOT NULL PRIMARY KEY, principal BYTES NOT NULL, agent BIGINT NOT NULL,
                        kind TEXT NOT NULL, proof TEXT NOT NULL, proof_reference TEXT NOT NULL, service TEXT,
                        valid_from TEXT NOT NULL, valid_until TEXT NOT NULL, ended_at BIGINT)
                    """,
                    "CREATE INDEX delegation_agent ON delegation (agent, principal)",
                    """
                    CREATE TABLE activation_code (
                        id BIGINT NOT NULL PRIMARY KEY, subject BYTES NOT NULL, code BYTES NOT NULL,
                        id_number BYTES NOT NULL, name BYTES NOT NULL, phone BYTES, issued_by BIGINT NOT NULL,
                        issued_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, tries BIGINT NOT NULL)
                    """,
                    "CREATE INDEX activation_code_subject ON activation_code (subject, id)",
                    """
                    CREATE TABLE session (
                        token BYTES NOT NULL PRIMARY KEY, kind TEXT NOT NULL, principal BIGINT NOT NULL,
                        created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL) WITHOUT ROWID
                    """,
                    "CREATE INDEX session_principal ON session (kind, principal)",
                ]
            },
            Migration(number: 3, name: "create-stand-ins") { _ in
                [
                    """
                    CREATE TABLE stand_in (
                        id BIGINT NOT NULL PRIMARY KEY, official BIGINT NOT NULL, deputy BIGINT NOT NULL,
                        from_on TEXT NOT NULL, through_on TEXT NOT NULL, made_by BIGINT NOT NULL,
                        made_at BIGINT NOT NULL, ended_at BIGINT)
                    """,
                    "CREATE INDEX stand_in_deputy ON stand_in (deputy, through_on)",
                    "CREATE INDEX stand_in_official ON stand_in (official, through_on)",
                ]
            },
        ])
}
