import CPQ
import Storage

/// The row of a binary result that is being looked at.
final class PostgresCursor: RowCursor {
    /// Object identifiers of the types that portable SQL gives back.
    private enum TypeIdentifier {
        static let bool: Oid = 16
        static let bytea: Oid = 17
        static let name: Oid = 19
        static let int8: Oid = 20
        static let int2: Oid = 21
        static let int4: Oid = 23
        static let text: Oid = 25
        static let oid: Oid = 26
        static let float4: Oid = 700
        static let float8: Oid = 701
        static let unknown: Oid = 705
        static let bpchar: Oid = 1042
        static let varchar: Oid = 1043
        static let numeric: Oid = 1700
    }

    private let result: PostgresResult
    var row: Int32 = 0
    let columnCount: Int

    init(_ result: PostgresResult) {
        self.result = result
        columnCount = Int(PQnfields(result.handle))
    }

    func kind(at index: Int) -> RowValueKind {
        let column = Int32(truncatingIfNeeded: index)
        if PQgetisnull(result.handle, row, column) == 1 { return .null }
        switch PQftype(result.handle, column) {
        case TypeIdentifier.int8, TypeIdentifier.int4, TypeIdentifier.int2, TypeIdentifier.bool, TypeIdentifier.oid:
            return .integer
        case TypeIdentifier.text, TypeIdentifier.varchar, TypeIdentifier.name, TypeIdentifier.bpchar,
            TypeIdentifier.unknown:
            return .text
        case TypeIdentifier.bytea: return .bytes
        case TypeIdentifier.float8, TypeIdentifier.float4: return .real
        case TypeIdentifier.numeric: return PostgresNumeric(bytes(at: index)).integer == nil ? .real : .integer
        default: return .foreign
        }
    }

    func integer(at index: Int) -> Int64 {
        let bytes = bytes(at: index)
        switch PQftype(result.handle, Int32(truncatingIfNeeded: index)) {
        case TypeIdentifier.numeric: return PostgresNumeric(bytes).integer ?? 0
        case TypeIdentifier.bool, TypeIdentifier.oid: return bytes.reduce(0) { $0 << 8 | Int64($1) }
        default:
            // Big-endian, two's complement, of 2, 4 or 8 bytes.
            var value: Int64 = bytes.first.map { Int64(Int8(bitPattern: $0)) } ?? 0
            for byte in bytes.dropFirst() { value = value << 8 | Int64(byte) }
            return value
        }
    }

    func double(at index: Int) -> Double {
        let bytes = bytes(at: index)
        switch PQftype(result.handle, Int32(truncatingIfNeeded: index)) {
        case TypeIdentifier.numeric: return PostgresNumeric(bytes).double
        case TypeIdentifier.float8: return Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })
        case TypeIdentifier.float4: return Double(Float(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) }))
        default: return Double(integer(at: index))
        }
    }

    func bytes(at index: Int) -> UnsafeRawBufferPointer {
        let column = Int32(truncatingIfNeeded: index)
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result.handle, row, column), count: Int(PQgetlength(result.handle, row, column)))
    }
}
