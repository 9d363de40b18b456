/// A value that goes into a statement or comes out of a row, the same on both databases.
///
/// There are four kinds only. Booleans are 0 and 1, instants are UTC microseconds, amounts of money are 分, civil dates
/// are `YYYY-MM-DD`; a geometry is WKT text, a sealed field is bytes.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

extension SQLValue {
    @inlinable package init(_ value: Int64) { self = .integer(value) }
    @inlinable package init(_ value: Int) { self = .integer(Int64(value)) }
    @inlinable package init(_ value: Bool) { self = .integer(value ? 1 : 0) }
    @inlinable package init(_ value: String) { self = .text(value) }
    @inlinable package init(_ value: [UInt8]) { self = .bytes(value) }
    @inlinable package init(_ value: Int64?) { self = value.map(SQLValue.integer) ?? .null }
    @inlinable package init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    @inlinable package init(_ value: Bool?) { self = value.map { .integer($0 ? 1 : 0) } ?? .null }
    @inlinable package init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
    @inlinable package init(_ value: [UInt8]?) { self = value.map(SQLValue.bytes) ?? .null }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral,
    ExpressibleByBooleanLiteral
{
    @inlinable package init(integerLiteral value: Int64) { self = .integer(value) }
    @inlinable package init(stringLiteral value: String) { self = .text(value) }
    @inlinable package init(nilLiteral: ()) { self = .null }
    @inlinable package init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
}

extension SQLValue {
    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    package var isNull: Bool { if case .null = self { true } else { false } }
}
