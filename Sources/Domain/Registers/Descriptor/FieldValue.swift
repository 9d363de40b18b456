package import WorkCalendar

/// The value of one field of a row, as contracts, imports and tests see it.
package enum FieldValue: Sendable, Hashable {
    /// Nothing is known.
    case null
    /// Text, and everything kept as text: codes, divisions, addresses, identity numbers, geometries.
    case text(String)
    /// A whole number; money in 分.
    case integer(Int)
    /// A decimal number in its digits.
    case decimal(String)
    /// True or false.
    case boolean(Bool)
    /// A civil date.
    case date(CivilDate)
    /// Microseconds since 1970 UTC.
    case instant(Int64)

    /// Whether nothing is known.
    package var isNull: Bool { self == .null }

    /// The value as canonical text, the form that is sealed and indexed; `nil` for null.
    package var canonicalText: String? {
        switch self {
        case .null: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let digits): digits
        case .boolean(let flag): flag ? "true" : "false"
        case .date(let date): date.iso
        case .instant(let moment): String(moment)
        }
    }
}
