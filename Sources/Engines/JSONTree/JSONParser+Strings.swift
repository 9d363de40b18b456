/// Strings: scanned eight bytes at a time, checked as UTF-8, decoded only when an escape asks for it.
extension JSONParser {
    /// A word with the high bit of each byte set that is a quote, a backslash, a control character or not ASCII.
    ///
    /// A byte behind the first marked one may be marked wrongly by a borrow, so only the first mark counts.
    @inline(__always)
    private func marks(at offset: Int) -> UInt64 {
        let word = UInt64(littleEndian: UnsafeRawPointer(source + offset).loadUnaligned(as: UInt64.self))
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        return ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word | word)
            & highs
    }

    /// Moves over text that needs nothing but UTF-8 checking; stops at a quote, a backslash or a control character.
    @inline(__always)
    private mutating func skipPlain() throws(Failure) {
        while true {
            while position + 8 <= count {
                let found = marks(at: position)
                if found != 0 {
                    position += found.trailingZeroBitCount >> 3
                    break
                }
                position += 8
            }
            guard position < count else { throw Failure(code: .unexpectedEnd, offset: count) }
            let byte = source[position]
            if byte >= 0x80 {
                try skipMultibyte()
            } else if byte < 0x20 || byte == 0x22 || byte == 0x5C {
                return
            } else {
                position += 1
            }
        }
    }

    /// Moves over scalars beyond ASCII (the well-formed sequences of Unicode, table 3-7).
    private mutating func skipMultibyte() throws(Failure) {
        while position < count, source[position] >= 0x80 {
            let lead = source[position]
            let length: Int
            var lowest: UInt8 = 0x80
            var highest: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0:
                length = 3
                lowest = 0xA0
            case 0xED:
                length = 3
                highest = 0x9F
            case 0xE1...0xEF: length = 3
            case 0xF0:
                length = 4
                lowest = 0x90
            case 0xF1...0xF3: length = 4
            case 0xF4:
                length = 4
                highest = 0x8F
            default: throw Failure(code: .invalidUTF8, offset: position)
            }
            guard position + length <= count else { throw Failure(code: .invalidUTF8, offset: position) }
            let second = source[position + 1]
            guard second >= lowest, second <= highest,
                length < 3 || source[position + 2] & 0xC0 == 0x80,
                length < 4 || source[position + 3] & 0xC0 == 0x80
            else { throw Failure(code: .invalidUTF8, offset: position) }
            position += length
        }
    }

    mutating func readString() throws(Failure) {
        position += 1
        let start = position
        try skipPlain()
        if source[position] == 0x22 {
            tape.append(TapeWord.make(TapeWord.Tag.string, high: position - start, low: start))
            position += 1
            return
        }
        try readEscapedString(from: start)
    }

    private mutating func readEscapedString(from start: Int) throws(Failure) {
        let decodedStart = decoded.count
        var plainStart = start
        while true {
            decoded.append(contentsOf: UnsafeBufferPointer(start: source + plainStart, count: position - plainStart))
            switch source[position] {
            case 0x22:
                tape.append(
                    TapeWord.make(
                        TapeWord.Tag.string, high: decoded.count - decodedStart, low: count + decodedStart))
                position += 1
                return
            case 0x5C: try readEscape()
            default: throw Failure(code: .controlCharacter, offset: position)
            }
            plainStart = position
            try skipPlain()
        }
    }

    private mutating func readEscape() throws(Failure) {
        let start = position
        position += 1
        let letter = try peek()
        position += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            var value = try readHex(from: start)
            if value & 0xFC00 == 0xD800, position + 1 < count, source[position] == 0x5C,
                source[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try readHex(from: start)
                guard low & 0xFC00 == 0xDC00 else { throw Failure(code: .loneSurrogate, offset: start) }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw Failure(code: .loneSurrogate, offset: start) }
            decoded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw Failure(code: .invalidEscape, offset: start)
        }
    }

    private mutating func readHex(from start: Int) throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit = try peek()
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(digit - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(digit - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(digit - 0x37)
            default: throw Failure(code: .invalidEscape, offset: start)
            }
            position += 1
        }
        return value
    }
}
