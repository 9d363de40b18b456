/// An organisation code by GB 11714-1997: eight characters and a check character.
public struct OrganisationCode: Sendable, Hashable {
    /// The nine characters without hyphen.
    public let text: String

    /// Reads a code; the hyphen before the check character may be there or not.
    ///
    /// - Throws: ``CodeError`` naming the first thing that is wrong.
    public init(_ text: String) throws(CodeError) {
        let bytes = CodeText.normalised(text)
        guard !bytes.isEmpty else { throw CodeError(.organisationCode, .empty) }
        guard bytes.count == 9 else { throw CodeError(.organisationCode, .length(bytes.count)) }
        for (index, byte) in bytes.enumerated() {
            guard CodeText.isDigit(byte) || (0x41...0x5A).contains(byte) else {
                throw CodeError(.organisationCode, .character(index + 1))
            }
        }
        guard OrganisationCode.checkCharacter(for: bytes[..<8]) == bytes[8] else {
            throw CodeError(.organisationCode, .check)
        }
        self.text = CodeText.string(bytes)
    }

    /// The check character for the first eight; `nil` unless they are eight digits or capital letters.
    public static func checkCharacter(for eight: some Collection<UInt8>) -> UInt8? {
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        guard eight.count == 8 else { return nil }
        var sum = 0
        for (byte, weight) in zip(eight, weights) {
            switch byte {
            case 0x30...0x39: sum += Int(byte - 0x30) * weight
            case 0x41...0x5A: sum += (Int(byte) - 0x41 + 10) * weight
            default: return nil
            }
        }
        let check = 11 - sum % 11
        return check == 10 ? UInt8(ascii: "X") : check == 11 ? 0x30 : UInt8(check) + 0x30
    }
}
