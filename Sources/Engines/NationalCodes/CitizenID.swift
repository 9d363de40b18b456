public import WorkCalendar

/// A citizen identity number by GB 11643-1999: division, date of birth, sequence, check character.
///
/// Always held in its 18-character form; the 15-digit form of before October 1999 is converted. Whether the division
/// ever existed is not checked here, because divisions change and counties keep their own history of them.
public struct CitizenID: Sendable, Hashable, Comparable {
    private let bytes: InlineBytes18
    /// The date of birth.
    public let birthDate: CivilDate

    /// Reads a number as people type it.
    ///
    /// Full-width characters, spaces and hyphens, a lower-case x and the 15-digit form are accepted.
    /// - Throws: ``CodeError`` naming the first thing that is wrong.
    public init(_ text: String) throws(CodeError) {
        try self.init(normalised: CodeText.normalised(text))
    }

    /// Reads a number from ASCII bytes that need no normalising but may have 15 digits.
    public init(ascii: some Collection<UInt8>) throws(CodeError) {
        try self.init(normalised: Array(ascii))
    }

    private init(normalised given: [UInt8]) throws(CodeError) {
        guard !given.isEmpty else { throw CodeError(.citizenID, .empty) }
        for (index, byte) in given.enumerated() where !CodeText.isDigit(byte) {
            guard byte == UInt8(ascii: "X"), index == 17 else { throw CodeError(.citizenID, .character(index + 1)) }
        }
        let full: [UInt8]
        switch given.count {
        case 18: full = given
        case 15: full = CitizenID.extended(given)
        default: throw CodeError(.citizenID, .length(given.count))
        }
        guard full[0] != UInt8(ascii: "0") else { throw CodeError(.citizenID, .division) }
        guard let date = CivilDate(compactBytes: full[6..<14]) else { throw CodeError(.citizenID, .birthDate) }
        guard CitizenID.checkCharacter(for: full[..<17]) == full[17] else { throw CodeError(.citizenID, .check) }
        bytes = InlineBytes18(full)
        birthDate = date
    }

    /// The 18 characters of a 15-digit number (GB 11643-1999, annex on conversion).
    ///
    /// Sequence numbers 996 to 999 of the old form were kept for people of a hundred years and more.
    private static func extended(_ short: [UInt8]) -> [UInt8] {
        let century: [UInt8] = CodeText.number(short[12...]) >= 996 ? [0x31, 0x38] : [0x31, 0x39]
        let seventeen = Array(short[..<6]) + century + Array(short[6...])
        return seventeen + [checkCharacter(for: seventeen) ?? 0]
    }

    /// The number's 18 characters, or `nil` when the text is no valid number.
    public static func normalised(_ text: String) -> String? {
        (try? CitizenID(text))?.text
    }

    /// Whether a text is a valid number in either form.
    public static func isValid(_ text: String) -> Bool { (try? CitizenID(text)) != nil }

    /// The check character for the first seventeen digits (ISO 7064 MOD 11-2); `nil` unless there are 17 digits.
    public static func checkCharacter(for seventeen: some Collection<UInt8>) -> UInt8? {
        var sum = 0
        var count = 0
        for byte in seventeen {
            guard CodeText.isDigit(byte), count < 17 else { return nil }
            sum = (sum + Int(byte) - 0x30) * 2 % 11
            count += 1
        }
        guard count == 17 else { return nil }
        let check = (12 - sum) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(check) + 0x30
    }

    /// The 18 characters.
    public var text: String { bytes.string(0..<18) }

    /// The division of first registration, six digits.
    ///
    /// Codes that are no valid division shape give `nil`.
    public var division: DivisionCode? { try? DivisionCode(bytes.string(0..<6)) }

    /// The sequence number among those born that day in that division, 0 to 999.
    public var sequence: Int { bytes.number(14..<17) }

    /// The sex.
    public var sex: Sex { sequence % 2 == 1 ? .male : .female }

    /// The 15-digit form that departments may still hold; `nil` for people not born in 1900–1999.
    public var fifteenDigits: String? {
        guard bytes.number(6..<8) == 19, sequence < 996 else { return nil }
        return bytes.string(0..<6) + bytes.string(8..<17)
    }

    /// The number with eleven of its characters hidden, as lists in public show it.
    public var masked: String { bytes.string(0..<4) + "***********" + bytes.string(15..<18) }

    /// Compares the numbers.
    public static func == (left: CitizenID, right: CitizenID) -> Bool { left.bytes == right.bytes }

    /// Hashes the number.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// Orders by the 18 characters.
    public static func < (left: CitizenID, right: CitizenID) -> Bool { left.bytes < right.bytes }
}
