import Foundation
import GRDBSQLite
import Storage

/// One connection, opened and kept by GRDB; statements are bound and stepped on its handle directly.
///
/// Not for use from two threads at a time: who holds it sees to that.
final class SQLiteConnection {
    enum Role {
        case writer
        case reader
    }

    private static let keptStatements = 256

    let handle: OpaquePointer
    let role: Role
    private let opened: OpenedDatabase
    private var byKey: [ObjectIdentifier: SQLiteStatement] = [:]
    private var byText: [String: SQLiteStatement] = [:]
    private var uses: UInt64 = 0
    private var constraintNames: [String: String] = [:]
    var scratch = BindScratch()

    init(role: Role, settings: SQLiteConfiguration) throws(StorageError) {
        opened = try OpenedDatabase(path: settings.path, isWriter: role == .writer)
        handle = opened.handle
        self.role = role
        try configure(settings)
    }

    private func configure(_ settings: SQLiteConfiguration) throws(StorageError) {
        let cache = role == .writer ? settings.writerCache : settings.readerCache
        try execute("PRAGMA cache_size = -\(cache)")
        try execute("PRAGMA temp_store = MEMORY")
        // As on PostgreSQL; it also lets LIKE 'x%' use an index.
        try execute("PRAGMA case_sensitive_like = ON")
        if role == .writer {
            // GRDB leaves NORMAL behind when it switches to WAL, and NORMAL loses commits when the power fails.
            try execute("PRAGMA synchronous = FULL")
            try execute("PRAGMA fullfsync = ON")
            try execute("PRAGMA secure_delete = FAST")
            try execute("PRAGMA wal_autocheckpoint = \(settings.checkpointPages)")
            try execute("PRAGMA journal_size_limit = 67108864")
            if let pages = settings.maximumPages { try execute("PRAGMA max_page_count = \(pages)") }
            guard try integer("PRAGMA synchronous") == 2 else { throw .misconfigured("PRAGMA synchronous is not FULL") }
        }
        guard try text("PRAGMA journal_mode") == "wal" else { throw .misconfigured("PRAGMA journal_mode is not wal") }
        guard try integer("PRAGMA foreign_keys") == 1 else { throw .misconfigured("PRAGMA foreign_keys is off") }
        guard try text("PRAGMA encoding") == "UTF-8" else {
            throw .misconfigured("the database's encoding is not UTF-8")
        }
    }

    func close() {
        for statement in byText.values { sqlite3_finalize(statement.handle) }
        byText.removeAll()
        byKey.removeAll()
        opened.close()
    }

    // MARK: Statements

    /// The kept statement for `sql`, prepared at its first use.
    func statement(for sql: SQL) throws(StorageError) -> SQLiteStatement {
        uses &+= 1
        if let statement = byKey[sql.key] {
            statement.lastUse = uses
            return statement
        }
        if let statement = byText[sql.text] {
            statement.lastUse = uses
            remember(statement, for: sql)
            return statement
        }
        if byText.count >= Self.keptStatements { forgetOldStatements() }
        let statement = try prepare(sql.text, persistent: true)
        statement.lastUse = uses
        byText[sql.text] = statement
        remember(statement, for: sql)
        return statement
    }

    private func remember(_ statement: SQLiteStatement, for sql: SQL) {
        // A text that is built anew for each use is found by its text; its passing identities aren't kept.
        guard statement.identities.count < 8 else { return }
        statement.identities.append(sql.identity)
        byKey[sql.key] = statement
    }

    private func forgetOldStatements() {
        let oldest = byText.values.filter { !$0.isRunning }.sorted { $0.lastUse < $1.lastUse }
        for statement in oldest.prefix(Self.keptStatements / 4) {
            byText[statement.text] = nil
            for identity in statement.identities { byKey[ObjectIdentifier(identity)] = nil }
            sqlite3_finalize(statement.handle)
        }
    }

    func prepare(_ text: String, persistent: Bool) throws(StorageError) -> SQLiteStatement {
        var handle: OpaquePointer?
        var hasMore = false
        let code = text.utf8CString.withUnsafeBufferPointer { buffer -> Int32 in
            var tail: UnsafePointer<CChar>?
            let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
            let code = sqlite3_prepare_v3(
                self.handle, buffer.baseAddress, Int32(buffer.count), flags, &handle, &tail)
            while let next = tail, next.pointee != 0 {
                if !isspace(Int32(next.pointee)).isNonzero, next.pointee != 0x3B { hasMore = true }
                tail = next + 1
            }
            return code
        }
        guard code == SQLITE_OK else { throw failure(code) }
        guard let handle else { throw .invalidStatement("an empty statement") }
        guard !hasMore else {
            sqlite3_finalize(handle)
            throw .invalidStatement("more than one statement in a text")
        }
        return SQLiteStatement(handle: handle, text: text)
    }

    // MARK: Failures

    /// What the last result code of this connection means.
    func failure(_ code: Int32) -> StorageError {
        let message = String(cString: sqlite3_errmsg(handle))
        let extended = sqlite3_extended_errcode(handle)
        let failure = SQLiteFailure(code: extended & 0xFF == code & 0xFF ? extended : code, message: message)
        guard case .conflict(let columns) = failure.error, failure.namesColumns else { return failure.error }
        return .conflict(constraint: constraintName(columns: columns, isKey: failure.isKey))
    }

    /// SQLite names the columns of the key that was met; programs know it by its index's name.
    private func constraintName(columns: String, isKey: Bool) -> String {
        let cacheKey = (isKey ? "key " : "") + columns
        if let known = constraintNames[cacheKey] { return known }
        let name = (try? lookUpConstraint(columns: columns, isKey: isKey)) ?? columns
        constraintNames[cacheKey] = name
        return name
    }

    private func lookUpConstraint(columns: String, isKey: Bool) throws(StorageError) -> String {
        let parts = columns.components(separatedBy: ", ").map {
            $0.split(separator: ".", maxSplits: 1).map(String.init)
        }
        guard let table = parts.first?.first else { return columns }
        if isKey { return "\(table)_pkey" }
        let names = parts.compactMap(\.last)
        for index in try SQLiteSchema.indexes(of: table, on: self) where index.isUnique && index.columns == names {
            return index.name
        }
        return "\(table)_\(names.joined(separator: "_"))_key"
    }

    func forgetConstraintNames() { constraintNames.removeAll() }
}

extension Int32 {
    fileprivate var isNonzero: Bool { self != 0 }
}
