/// Numbers: checked against the grammar and kept as they are written.
extension JSONParser {
    /// How many characters a number may have, and how many digits its exponent.
    static let maximumNumberLength = 1_000
    static let maximumExponentDigits = 9

    mutating func readNumber() throws(Failure) {
        let start = position
        if source[position] == UInt8(ascii: "-") { position += 1 }
        let first = try peek()
        let integral = position
        try skipDigits(from: start)
        if first == UInt8(ascii: "0"), position - integral > 1 {
            throw Failure(code: .invalidNumber, offset: start)
        }
        if position < count, source[position] == UInt8(ascii: ".") {
            position += 1
            try skipDigits(from: start)
        }
        if position < count, source[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            let sign = try peek()
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            var exponent = position
            try skipDigits(from: start)
            // Zeros before it say nothing (RFC 8259 §6).
            while exponent < position - 1, source[exponent] == UInt8(ascii: "0") { exponent += 1 }
            if position - exponent > Self.maximumExponentDigits {
                throw Failure(code: .numberTooLarge, offset: start)
            }
        }
        guard position - start <= Self.maximumNumberLength else {
            throw Failure(code: .numberTooLarge, offset: start)
        }
        tape.append(TapeWord.make(TapeWord.Tag.number, high: position - start, low: start))
    }

    private mutating func skipDigits(from start: Int) throws(Failure) {
        let digits = position
        while position < count, source[position] &- 0x30 < 10 { position += 1 }
        if position == digits {
            if position == count { throw Failure(code: .unexpectedEnd, offset: count) }
            throw Failure(code: .invalidNumber, offset: start)
        }
    }
}
