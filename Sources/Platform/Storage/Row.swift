/// One row, read by column number from 0. It's valid only inside the closure it was given to.
///
/// A value of another kind than asked for, or a missing one, is a `StorageError.malformedRow`.
package struct Row {
    private let cursor: any RowCursor

    package init(_ cursor: any RowCursor) { self.cursor = cursor }

    package var count: Int { cursor.columnCount }
    package func isNull(_ index: Int) -> Bool { kind(index) == .null }

    package func optionalInteger(_ index: Int) throws(StorageError) -> Int64? {
        switch kind(index) {
        case .null: return nil
        case .integer: return cursor.integer(at: index)
        default: throw mismatch(index, "an integer")
        }
    }

    package func optionalText(_ index: Int) throws(StorageError) -> String? {
        switch kind(index) {
        case .null: return nil
        case .text: return String(decoding: cursor.bytes(at: index), as: UTF8.self)
        default: throw mismatch(index, "a text")
        }
    }

    package func optionalBytes(_ index: Int) throws(StorageError) -> [UInt8]? {
        switch kind(index) {
        case .null: return nil
        case .bytes: return Array(cursor.bytes(at: index))
        default: throw mismatch(index, "bytes")
        }
    }

    package func optionalBool(_ index: Int) throws(StorageError) -> Bool? {
        guard let value = try optionalInteger(index) else { return nil }
        guard value == 0 || value == 1 else { throw mismatch(index, "0 or 1") }
        return value == 1
    }

    package func optionalInt(_ index: Int) throws(StorageError) -> Int? {
        guard let value = try optionalInteger(index) else { return nil }
        return Int(value)
    }

    package func integer(_ index: Int) throws(StorageError) -> Int64 { try present(optionalInteger(index), index) }
    package func int(_ index: Int) throws(StorageError) -> Int { Int(try integer(index)) }
    package func text(_ index: Int) throws(StorageError) -> String { try present(optionalText(index), index) }
    package func bytes(_ index: Int) throws(StorageError) -> [UInt8] { try present(optionalBytes(index), index) }
    package func bool(_ index: Int) throws(StorageError) -> Bool { try present(optionalBool(index), index) }

    /// A number as a floating-point value, for averages and the like; never for money.
    package func double(_ index: Int) throws(StorageError) -> Double {
        switch kind(index) {
        case .integer, .real: return cursor.double(at: index)
        default: throw mismatch(index, "a number")
        }
    }

    /// Reads the bytes of a text or of bytes in place; the buffer is good only inside `body`.
    package func withBytes<Result>(
        _ index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        switch kind(index) {
        case .text, .bytes: return try body(cursor.bytes(at: index))
        default: throw mismatch(index, "text or bytes")
        }
    }

    package func value(_ index: Int) throws(StorageError) -> SQLValue {
        switch kind(index) {
        case .null: return .null
        case .integer: return .integer(cursor.integer(at: index))
        case .text: return .text(String(decoding: cursor.bytes(at: index), as: UTF8.self))
        case .bytes: return .bytes(Array(cursor.bytes(at: index)))
        case .real, .foreign: throw mismatch(index, "a value of the four portable kinds")
        }
    }

    package var values: [SQLValue] {
        get throws(StorageError) {
            var values: [SQLValue] = []
            values.reserveCapacity(count)
            for index in 0..<count { values.append(try value(index)) }
            return values
        }
    }

    private func kind(_ index: Int) -> RowValueKind {
        index >= 0 && index < cursor.columnCount ? cursor.kind(at: index) : .foreign
    }

    private func present<Value>(_ value: Value?, _ index: Int) throws(StorageError) -> Value {
        guard let value else { throw .malformedRow("column \(index) is null") }
        return value
    }

    private func mismatch(_ index: Int, _ wanted: String) -> StorageError {
        .malformedRow("column \(index) of \(count) is \(kind(index)), not \(wanted)")
    }
}
