/// A unified social credit code by GB 32100-2015: registering department, category, division, subject, check character.
public struct CreditCode: Sendable, Hashable, Comparable {
    /// The 18 characters.
    public let text: String

    /// The value of each character in the standard's alphabet, which leaves out I, O, S, V and Z; 255 elsewhere.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
        return table
    }()
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    /// Reads a code as people type it; full-width and lower-case forms, spaces and hyphens are accepted.
    ///
    /// - Throws: ``CodeError`` naming the first thing that is wrong.
    public init(_ text: String) throws(CodeError) {
        let bytes = CodeText.normalised(text)
        guard !bytes.isEmpty else { throw CodeError(.creditCode, .empty) }
        guard bytes.count == 18 else { throw CodeError(.creditCode, .length(bytes.count)) }
        for (index, byte) in bytes.enumerated() where CreditCode.values[Int(byte)] == 255 {
            throw CodeError(.creditCode, .character(index + 1))
        }
        for index in 2..<8 where !CodeText.isDigit(bytes[index]) {
            throw CodeError(.creditCode, .character(index + 1))
        }
        guard CreditCode.checkCharacter(for: bytes[..<17]) == bytes[17] else { throw CodeError(.creditCode, .check) }
        self.text = CodeText.string(bytes)
    }

    /// The check character for the first seventeen (weights are powers of 3 modulo 31); `nil` for other characters.
    public static func checkCharacter(for seventeen: some Collection<UInt8>) -> UInt8? {
        guard seventeen.count == 17 else { return nil }
        var sum = 0
        var weight = 1
        for byte in seventeen {
            let value = values[Int(byte)]
            guard value != 255 else { return nil }
            sum += Int(value) * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// The registering department's character, `9` for market regulation (工商).
    public var departmentCode: String { String(text.prefix(1)) }
    /// The category's character within the department; for market regulation `1` company, `2` individual business.
    public var categoryCode: String { String(text.dropFirst().prefix(1)) }
    /// The division of registration; `nil` when the six digits cannot be one.
    public var division: DivisionCode? { try? DivisionCode(String(text.dropFirst(2).prefix(6))) }
    /// The nine characters of the subject, an organisation code for most.
    public var subject: String { String(text.dropFirst(8).prefix(9)) }
    /// The subject as an organisation code; `nil` for those whose subject has no valid check character of its own.
    public var organisationCode: OrganisationCode? { try? OrganisationCode(subject) }

    /// Orders by the characters.
    public static func < (left: CreditCode, right: CreditCode) -> Bool { left.text < right.text }
}
