package import WorkCalendar

/// One cell as the file holds it.
package enum Cell: Sendable, Hashable {
    case empty
    case text(String)
    case number(StoredNumber)
    case boolean(Bool)
    case date(CivilDate)
    /// A date with a time of day, in seconds.
    case moment(CivilDate, second: Int)
    /// A time of day or a duration, in seconds.
    case time(second: Int)
    /// What stands there cannot be trusted.
    case fault(CellFault)

    /// Whether nothing but space stands there.
    package var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text):
            text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } || text.allSatisfy(\.isWhitespace)
        default: false
        }
    }

    /// The cell as a person reads it, and as it is written back into a file.
    package var display: String {
        switch self {
        case .empty: ""
        case .text(let text): text
        case .number(let number): number.digits
        case .boolean(let flag): flag ? "TRUE" : "FALSE"
        case .date(let date): date.iso
        case .moment(let date, let second): date.iso + " " + Cell.clock(second)
        case .time(let second): Cell.clock(second)
        case .fault(let fault): fault.shown
        }
    }

    private static func clock(_ second: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
}

/// Why a cell cannot be trusted.
package enum CellFault: Sendable, Hashable {
    /// A formula's error, such as `#N/A`.
    case formulaError(String)
    /// A formula whose value the file does not hold.
    case noValue
    /// Bytes that are no character of the file's encoding, or characters lost before; the rest of the text.
    case lostCharacters(String)
    /// A number shown as a date that is none, such as 29 February 1900.
    case noSuchDate(String)
    /// A reference to a text that the workbook does not hold.
    case missingText

    /// What stands in the cell.
    package var shown: String {
        switch self {
        case .formulaError(let code): code
        case .noValue, .missingText: ""
        case .lostCharacters(let text), .noSuchDate(let text): text
        }
    }
}
