import Cryptography
import Definitions
import Foundation
package import Journal
package import ScenarioKit
package import Storage
package import WorkCalendar

/// Keeps the definitions of packages in the database: immutable bytes by hash. Publishing the same bytes again changes
/// nothing.
package struct DefinitionPublisher: Sendable {
    /// The table of definitions.
    package static let migrations = ModuleMigrations(
        module: "definitions",
        [
            Migration(number: 1, name: "create-definitions") { _ in
                [
                    """
                    CREATE TABLE definition (
                        hash TEXT NOT NULL, package TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
                        version TEXT NOT NULL, overlay TEXT, effective TEXT NOT NULL, body BYTES NOT NULL,
                        published_at BIGINT NOT NULL, PRIMARY KEY (hash, package, kind, id))
                    """,
                    "CREATE INDEX definition_kind ON definition (kind, id)",
                ]
            }
        ])

    private static let known: SQL = "SELECT hash, package, kind, id FROM definition"
    private static let insert: SQL = """
        INSERT INTO definition (hash, package, kind, id, version, overlay, effective, body, published_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let processes: SQL = "SELECT hash, body, id, package FROM definition WHERE kind = 'process'"

    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    /// Publishes what is new in a package.
    ///
    /// - Returns: how many definitions were new.
    package func publish(
        _ package: ScenarioPackage, by official: String, journal: Journal, today: CivilDate, now: Int64
    ) async throws -> Int {
        let definitions = try package.definitions(effective: today) { Digest.sha256.hash($0) }
        let known = Set(
            try await storage.query(DefinitionPublisher.known, limit: 100_000) { row in
                "\(try row.text(0)) \(try row.text(1)) \(try row.text(2)) \(try row.text(3))"
            })
        let fresh = definitions.filter { definition in
            !known.contains(
                "\(definition.hash.hex) \(definition.package) \(definition.kind.rawValue) \(definition.id)")
        }
        guard !fresh.isEmpty else { return 0 }
        var statements = WriteSet()
        for definition in fresh {
            statements.append(
                Statement(
                    DefinitionPublisher.insert,
                    [
                        .text(definition.hash.hex), .text(definition.package), .text(definition.kind.rawValue),
                        .text(definition.id), .text(definition.version.description), SQLValue(definition.overlay),
                        .text(definition.effective.iso), .bytes(definition.bytes), .integer(now),
                    ], expect: .rows(1)))
        }
        let event = JournalEvent(
            .definitionsPublished, department: "data",
            [
                "package": package.id, "version": package.manifest.version.description,
                "definitions": fresh.map { $0.hash.hex }.joined(separator: ","), "official": official,
            ])
        let prepared = statements
        let writes = try await storage.snapshot { reader in
            var writes = prepared
            try journal.record([event], at: now, to: &writes, reader: reader)
            return writes
        }
        try await storage.commit(writes)
        return fresh.count
    }

    private static let decisions: SQL = "SELECT hash, body FROM definition WHERE kind = 'decision'"

    /// Every decision that was ever published, by hash: cases handed in stay on the rule of that day.
    package func publishedDecisions() async throws -> [String: [UInt8]] {
        let rows = try await storage.query(DefinitionPublisher.decisions, limit: 10_000) { row in
            (try row.text(0), try row.bytes(1))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Every process that was ever published, by hash: running cases keep the version they began with.
    package func publishedProcesses() async throws -> [(hash: String, bytes: [UInt8], id: String, package: String)] {
        try await storage.query(DefinitionPublisher.processes, limit: 10_000) { row in
            (hash: try row.text(0), bytes: try row.bytes(1), id: try row.text(2), package: try row.text(3))
        }
    }
}
