import CPQ
import Foundation
import Storage

/// Appends many rows with COPY in its binary form.
enum PostgresBulk {
    private static let header: [UInt8] =
        [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    private static let chunk = 262_144

    static func append(
        _ rows: RowBatch, to table: String, columns: [String], on connection: PostgresConnection
    ) throws(StorageError) {
        let names = columns.map(SQL.quoted).joined(separator: ", ")
        let text = "COPY \(SQL.quoted(table)) (\(names)) FROM STDIN (FORMAT binary)"
        guard let raw = PQexec(connection.handle, text) else { throw connection.lost() }
        let start = PostgresResult(raw)
        guard start.status == PGRES_COPY_IN else {
            _ = try connection.checked(start)
            throw .invalidStatement("COPY did not begin")
        }
        do throws(StorageError) {
            try send(rows, on: connection)
        } catch {
            PQputCopyEnd(connection.handle, "refused by the sender")
            drain(connection)
            throw error
        }
        guard PQputCopyEnd(connection.handle, nil) == 1 else { throw .outcomeUnknown }
        try finish(connection)
    }

    private static func send(_ rows: RowBatch, on connection: PostgresConnection) throws(StorageError) {
        var buffer = header
        buffer.reserveCapacity(chunk + 65_536)
        var column = 0
        for value in rows.values {
            if column == 0 { append(UInt16(truncatingIfNeeded: rows.columns), to: &buffer) }
            switch value {
            case .null: append(UInt32.max, to: &buffer)
            case .integer(let integer):
                append(UInt32(8), to: &buffer)
                append(UInt64(bitPattern: integer), to: &buffer)
            case .text(let text):
                append(UInt32(truncatingIfNeeded: text.utf8.count), to: &buffer)
                let start = buffer.count
                buffer.append(contentsOf: text.utf8)
                if buffer[start...].contains(0) { throw .constraint(.type, name: "NUL in text column \(column)") }
            case .bytes(let bytes):
                append(UInt32(truncatingIfNeeded: bytes.count), to: &buffer)
                buffer.append(contentsOf: bytes)
            }
            column += 1
            if column == rows.columns { column = 0 }
            if buffer.count >= chunk { try flush(&buffer, connection) }
        }
        append(UInt16.max, to: &buffer)
        try flush(&buffer, connection)
    }

    private static func append<Number: FixedWidthInteger>(_ number: Number, to buffer: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
    }

    private static func flush(_ buffer: inout [UInt8], _ connection: PostgresConnection) throws(StorageError) {
        let sent = buffer.withUnsafeBytes { bytes in
            PQputCopyData(
                connection.handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(truncatingIfNeeded: bytes.count))
        }
        buffer.removeAll(keepingCapacity: true)
        guard sent == 1 else { throw connection.lost() }
    }

    private static func finish(_ connection: PostgresConnection) throws(StorageError) {
        var failure: StorageError?
        while let raw = PQgetResult(connection.handle) {
            do throws(StorageError) {
                _ = try connection.checked(PostgresResult(raw))
            } catch {
                failure = failure ?? error
            }
            if connection.isBroken { throw .outcomeUnknown }
        }
        if let failure { throw failure }
    }

    private static func drain(_ connection: PostgresConnection) {
        while !connection.isBroken, let raw = PQgetResult(connection.handle) { PQclear(raw) }
    }
}
