/// The migrations of all modules, applied in the order of the modules and of the numbers within each.
package struct Migrations: Sendable {
    package let modules: [ModuleMigrations]

    package init(_ modules: [ModuleMigrations]) { self.modules = modules }

    private static let ledger =
        "CREATE TABLE IF NOT EXISTS schema_migration (module TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, "
        + "hash TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (module, number))"
    private static let recorded: SQL = "SELECT hash FROM schema_migration WHERE module = ? AND number = ?"
    private static let recordedOfModule: SQL =
        "SELECT number, hash FROM schema_migration WHERE module = ? ORDER BY number"
    private static let record: SQL =
        "INSERT INTO schema_migration (module, number, name, hash, applied_at) VALUES (?, ?, ?, ?, ?)"

    /// Applies what isn't applied yet, each migration in a transaction of its own; returns their names.
    ///
    /// Refuses before the first change when a number occurs twice, when an applied migration reads differently now, or
    /// when the database knows a migration that this program doesn't.
    @discardableResult
    package func apply(to storage: any Storage, now: Int64) async throws(StorageError) -> [String] {
        try checkNumbers()
        try await storage.alter([Self.ledger])
        var pending: [(ModuleMigrations, Migration)] = []
        for module in modules { pending += try await pendingMigrations(of: module, in: storage).map { (module, $0) } }

        var applied: [String] = []
        for (module, migration) in pending {
            let statements = migration.statements(storage.dialect)
            var definitions: [Statement] = []
            for text in statements { definitions.append(Statement(SQL(try storage.dialect.definition(text)))) }
            let hash = Self.hash(statements)
            let label = "\(module.module) \(migration.number) \(migration.name)"
            let entry = Statement(
                Self.record,
                [
                    .text(module.module), SQLValue(migration.number), .text(migration.name), .text(hash),
                    .integer(now),
                ], expect: .rows(1))
            let steps = definitions + [entry]
            try await storage.migrate { reader in
                let existing = try reader.point(
                    Self.recorded, [.text(module.module), SQLValue(migration.number)]
                ) { row in try row.text(0) }
                if let existing, existing != hash { throw StorageError.migrationRefused("\(label) was changed") }
                return existing == nil ? steps : []
            }
            applied.append(label)
        }
        return applied
    }

    /// Looks whether ``apply(to:now:)`` takes a database, and changes nothing.
    ///
    /// - Returns: how many migrations it would apply.
    /// - Throws: what `apply` refuses with.
    package func pending(in storage: any Storage) async throws(StorageError) -> Int {
        try checkNumbers()
        guard try await storage.describe(table: "schema_migration") != nil else {
            return modules.reduce(0) { $0 + $1.migrations.count }
        }
        var count = 0
        for module in modules { count += try await pendingMigrations(of: module, in: storage).count }
        return count
    }

    private func checkNumbers() throws(StorageError) {
        var names: Set<String> = []
        for module in modules {
            guard names.insert(module.module).inserted else {
                throw .migrationRefused("module \(module.module) is listed twice")
            }
            var last = 0
            for migration in module.migrations {
                guard migration.number > last else {
                    throw .migrationRefused("\(module.module) \(migration.number) is out of order")
                }
                last = migration.number
            }
        }
    }

    private func pendingMigrations(
        of module: ModuleMigrations, in storage: any Storage
    ) async throws(StorageError) -> [Migration] {
        let known: [(Int, String)]
        do {
            known = try await storage.few(Self.recordedOfModule, [.text(module.module)], limit: .max) { row in
                (try row.int(0), try row.text(1))
            }
        } catch {
            throw StorageError.wrapping(error)
        }
        var hashes = Dictionary(known, uniquingKeysWith: { first, _ in first })
        var pending: [Migration] = []
        for migration in module.migrations {
            guard let hash = hashes.removeValue(forKey: migration.number) else {
                pending.append(migration)
                continue
            }
            guard hash == Self.hash(migration.statements(storage.dialect)) else {
                throw .migrationRefused("\(module.module) \(migration.number) \(migration.name) was changed")
            }
        }
        if let newer = hashes.keys.min() {
            throw .migrationRefused("\(module.module) \(newer) is not known to this program")
        }
        return pending
    }

    /// FNV-1a over the statements: it notices an edit, it isn't meant against an attacker.
    static func hash(_ statements: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        for statement in statements {
            for byte in statement.utf8 { mix(byte) }
            mix(0)
        }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
