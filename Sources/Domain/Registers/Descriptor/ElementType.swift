/// The type of a data element; the raw value is written in packages.
package enum ElementType: String, Sendable, Hashable, CaseIterable {
    /// Free text.
    case text
    /// A whole number.
    case integer
    /// A decimal number, kept as digits.
    case decimal
    /// An amount in 分, a whole number.
    case money
    /// True or false.
    case boolean
    /// A civil date.
    case date
    /// A moment, UTC to the microsecond.
    case instant
    /// A code of a code table.
    case code
    /// A division code of 12 digits.
    case division
    /// An address as written.
    case address
    /// A citizen identity number (GB 11643).
    case idNumber = "id_number"
    /// A unified social credit code (GB 32100).
    case creditCode = "credit_code"
    /// A telephone number.
    case phone
    /// A geometry as WKT in CGCS2000.
    case geometry

    /// How a clear column of this type is stored.
    package var storage: ColumnStorage {
        switch self {
        case .integer, .money, .boolean, .instant: .integer
        default: .text
        }
    }
}
