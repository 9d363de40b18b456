import Foundation
import JSONTree
import SQLiteStorage
import Storage

extension DiagnosisBundle {
    private static let counted = [
        "service_case", "workflow_task", "process_instance", "journal_leaf", "receipt", "outbox", "notice", "job",
        "session",
        "citizen", "official", "register_import", "case_document", "correction",
    ]

    /// What is asked of both databases, by the names under which the answers stand.
    private static let questions: [(name: String, sql: SQL)] = [
        ("migrations", "SELECT module, number, name FROM schema_migration ORDER BY module, number"),
        ("cases", "SELECT service, state, COUNT(*) FROM service_case GROUP BY service, state ORDER BY 1, 2"),
        ("jobs", "SELECT kind, state, last_error, COUNT(*), MAX(attempts) FROM job GROUP BY kind, state, last_error"),
        (
            "outbox_state",
            "SELECT adapter, state, last_error, COUNT(*), MAX(attempts) FROM outbox GROUP BY adapter, state, last_error"
        ),
        (
            "process_incidents",
            "SELECT code, COUNT(*) FROM process_incident WHERE resolved_at IS NULL GROUP BY code ORDER BY code"
        ),
        ("leaves_waiting", "SELECT COUNT(*) FROM journal_leaf WHERE position IS NULL"),
        (
            "imports",
            "SELECT register, state, failure, COUNT(*) FROM register_import GROUP BY register, state, failure"
        ),
    ]

    private static let serverSettings: SQL = """
        SELECT name, setting FROM pg_settings WHERE name IN ('server_encoding', 'fsync', 'full_page_writes',
          'synchronous_commit', 'data_checksums', 'wal_level', 'max_connections', 'default_transaction_isolation')
        ORDER BY name
        """

    /// The state of the database; its error's code where it cannot be opened.
    func database() async -> JSON {
        let storage: any Storage
        do {
            storage = try await StorageOpening.openExisting(configuration)
        } catch {
            return ["error": .string(CommandFailure.words(error).code)]
        }
        var members: [(String, JSON)] = []
        if configuration.usesSQLite {
            members.append(("database_version", await rows("SELECT sqlite_version()", from: storage)))
            members.append(("safety", fileSettings))
        } else {
            members.append(
                ("database_version", await rows("SELECT current_setting('server_version')", from: storage)))
            members.append(("safety", await rows(DiagnosisBundle.serverSettings, from: storage)))
        }
        for table in DiagnosisBundle.counted {
            members.append((table, await rows(SQL("SELECT COUNT(*) FROM \(table)"), from: storage)))
        }
        for question in DiagnosisBundle.questions {
            members.append((question.name, await rows(question.sql, from: storage)))
        }
        await storage.close()
        return .object(members)
    }

    /// How SQLite's writing connections are set up.
    private var fileSettings: JSON {
        guard let settings = try? SQLiteInspection.settings(StorageOpening.file(configuration).path) else {
            return DiagnosisBundle.missing
        }
        return .array(settings.map { JSON.array([JSON.string($0.name), JSON.string($0.value)]) })
    }

    private static let missing: JSON = "not to be had"

    private func rows(_ sql: SQL, from storage: any Storage) async -> JSON {
        let found = try? await storage.query(sql, limit: 500, timeLimit: .seconds(20)) { row in
            JSON.array(
                try row.values.map { value -> JSON in
                    switch value {
                    case .null: .null
                    case .integer(let number): .integer(number)
                    case .text(let text): .string(text)
                    case .bytes: "(bytes)"
                    }
                })
        }
        return found.map { JSON.array($0) } ?? DiagnosisBundle.missing
    }
}
