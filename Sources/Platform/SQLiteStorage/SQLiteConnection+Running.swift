import Foundation
import GRDBSQLite
import Storage

/// SQLite copies the value while binding.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension SQLiteConnection {
    // MARK: Binding

    /// Binds values that SQLite copies: for reads, which may run inside each other.
    private func bindCopied(_ values: [SQLValue], to statement: SQLiteStatement) throws(StorageError) {
        try checkCount(values.count, statement)
        let somewhere = UnsafePointer(scratch.start.assumingMemoryBound(to: CChar.self))
        for index in values.indices {
            let position = Int32(truncatingIfNeeded: index + 1)
            let code: Int32
            switch values[index] {
            case .null: code = sqlite3_bind_null(statement.handle, position)
            case .integer(let value): code = sqlite3_bind_int64(statement.handle, position, value)
            case .text(var value):
                let outcome = value.withUTF8 { utf8 -> Int32? in
                    if Self.hasNUL(UnsafeRawBufferPointer(utf8)) { return nil }
                    return utf8.withMemoryRebound(to: CChar.self) { characters in
                        // An empty string may have no address, and no address would be NULL.
                        sqlite3_bind_text(
                            statement.handle, position, characters.baseAddress ?? somewhere,
                            Int32(characters.count), copied)
                    }
                }
                guard let outcome else { throw Self.nulInText(position) }
                code = outcome
            case .bytes(let value):
                code = value.withUnsafeBytes { bytes in
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement.handle, position, 0)
                        : sqlite3_bind_blob(
                            statement.handle, position, bytes.baseAddress, Int32(bytes.count), copied)
                }
            }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// Binds values that stay in the scratch memory until the statement has run: for the writer, one after another.
    func bindInScratch(_ values: ArraySlice<SQLValue>, to statement: SQLiteStatement) throws(StorageError) {
        try checkCount(values.count, statement)
        var needed = 0
        for value in values {
            switch value {
            case .text(let text): needed += text.utf8.count + 1
            case .bytes(let bytes): needed += bytes.count + 1
            case .null, .integer: break
            }
        }
        scratch.reserve(needed)
        var free = scratch.start
        var position: Int32 = 0
        for value in values {
            position += 1
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(statement.handle, position)
            case .integer(let value): code = sqlite3_bind_int64(statement.handle, position, value)
            case .text(var text):
                let count = text.withUTF8 { utf8 in
                    if let start = utf8.baseAddress { free.copyMemory(from: start, byteCount: utf8.count) }
                    return utf8.count
                }
                if Self.hasNUL(UnsafeRawBufferPointer(start: free, count: count)) { throw Self.nulInText(position) }
                code = sqlite3_bind_text(
                    statement.handle, position, free.assumingMemoryBound(to: CChar.self), Int32(count), nil)
                free += count + 1
            case .bytes(let bytes):
                let count = bytes.count
                bytes.withUnsafeBytes { source in
                    if let start = source.baseAddress { free.copyMemory(from: start, byteCount: count) }
                }
                code =
                    count == 0
                    ? sqlite3_bind_zeroblob(statement.handle, position, 0)
                    : sqlite3_bind_blob(statement.handle, position, free, Int32(count), nil)
                free += count + 1
            }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// PostgreSQL has no NUL in texts, so SQLite gets none either.
    private static func hasNUL(_ text: UnsafeRawBufferPointer) -> Bool {
        text.baseAddress.map { memchr($0, 0, text.count) != nil } ?? false
    }

    private static func nulInText(_ position: Int32) -> StorageError {
        .constraint(.type, name: "NUL in text parameter \(position)")
    }

    private func checkCount(_ count: Int, _ statement: SQLiteStatement) throws(StorageError) {
        guard count == statement.parameterCount else {
            throw .invalidStatement("\(count) values for \(statement.parameterCount) placeholders: \(statement.text)")
        }
    }

    // MARK: Reading

    /// Visits the rows until `visit` returns `false`. May run inside a visit of another statement, or of the same.
    func read(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) throws {
        let kept = try statement(for: sql)
        let isNested = kept.isRunning
        let statement = isNested ? try prepare(sql.text, persistent: false) : kept
        statement.isRunning = true
        defer {
            sqlite3_reset(statement.handle)
            statement.isRunning = false
            if isNested { sqlite3_finalize(statement.handle) }
        }
        try bindCopied(values, to: statement)
        var isFirst = true
        let row = Row(statement)
        while true {
            let code = sqlite3_step(statement.handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code) }
            if isFirst { statement.refreshColumns() }
            isFirst = false
            guard try visit(row) else { return }
        }
    }

    // MARK: Writing

    /// Runs a statement to its end; returns how many rows it changed or returned.
    func run(_ statement: Statement, returned: inout [[SQLValue]]?) throws(StorageError) -> Int {
        let prepared = try self.statement(for: statement.sql)
        defer { sqlite3_reset(prepared.handle) }
        try bindInScratch(statement.values[...], to: prepared)
        if prepared.returnsRows {
            return try collect(prepared, into: &returned, wanted: statement.returning)
        }
        let code = sqlite3_step(prepared.handle)
        guard code == SQLITE_DONE else { throw failure(code) }
        return Int(sqlite3_changes64(handle))
    }

    /// Runs a statement that won't come again, such as a migration's, without keeping it.
    func runOnce(_ statement: Statement, returned: inout [[SQLValue]]?) throws(StorageError) -> Int {
        let prepared = try prepare(statement.sql.text, persistent: false)
        defer { sqlite3_finalize(prepared.handle) }
        try bindInScratch(statement.values[...], to: prepared)
        if prepared.returnsRows {
            return try collect(prepared, into: &returned, wanted: statement.returning)
        }
        let code = sqlite3_step(prepared.handle)
        guard code == SQLITE_DONE else { throw failure(code) }
        return Int(sqlite3_changes64(handle))
    }

    private func collect(
        _ prepared: SQLiteStatement, into returned: inout [[SQLValue]]?, wanted: Bool
    ) throws(StorageError) -> Int {
        var count = 0
        var rows: [[SQLValue]] = []
        let row = Row(prepared)
        while true {
            let code = sqlite3_step(prepared.handle)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else { throw failure(code) }
            if count == 0 { prepared.refreshColumns() }
            count += 1
            if wanted { rows.append(try row.values) }
        }
        if wanted { returned = rows }
        return count
    }

    /// Runs a text without values and without keeping the statement.
    func execute(_ text: String) throws(StorageError) {
        var message: UnsafeMutablePointer<CChar>?
        let code = sqlite3_exec(handle, text, nil, nil, &message)
        sqlite3_free(message)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    func integer(_ text: String) throws(StorageError) -> Int64? {
        let statement = try prepare(text, persistent: false)
        defer { sqlite3_finalize(statement.handle) }
        return sqlite3_step(statement.handle) == SQLITE_ROW ? sqlite3_column_int64(statement.handle, 0) : nil
    }

    func text(_ text: String) throws(StorageError) -> String? {
        let statement = try prepare(text, persistent: false)
        defer { sqlite3_finalize(statement.handle) }
        guard sqlite3_step(statement.handle) == SQLITE_ROW, let start = sqlite3_column_text(statement.handle, 0) else {
            return nil
        }
        return String(cString: start)
    }

    /// Whether a transaction is open; SQLite closes it by itself after some errors.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
}
