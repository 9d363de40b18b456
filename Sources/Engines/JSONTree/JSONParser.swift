/// Reads a JSON text onto a tape.
///
/// A value on the stack of the recursion costs one frame, and the depth is limited, so a hostile text ends in an error.
struct JSONParser {
    /// Why reading stopped; made into a `JSONError` with line and column once, at the end.
    struct Failure: Error {
        let code: JSONError.Code
        let offset: Int
    }

    let source: UnsafePointer<UInt8>
    let count: Int
    let options: JSONOptions
    var position = 0
    var depth = 0
    var tape: [UInt64] = []
    /// Strings that had escapes, decoded; they will stand behind the source text.
    var decoded: [UInt8] = []
    /// Tape indices of the names of all objects that are open.
    var names: [Int] = []

    static func parse(_ bytes: [UInt8], options: JSONOptions) throws(JSONError) -> JSONDocument {
        guard bytes.count <= options.maximumBytes else {
            throw JSONError(.tooLong, offset: options.maximumBytes, in: bytes)
        }
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<([UInt64], [UInt8]), Failure> in
            guard let start = buffer.baseAddress else { return .failure(Failure(code: .unexpectedEnd, offset: 0)) }
            var parser = JSONParser(source: start, count: buffer.count, options: options)
            parser.tape.reserveCapacity(buffer.count / 8 + 4)
            do throws(Failure) {
                try parser.readText()
            } catch {
                return .failure(error)
            }
            return .success((parser.tape, parser.decoded))
        }
        switch outcome {
        case .success((let tape, let decoded)):
            return JSONDocument(text: decoded.isEmpty ? bytes : bytes + decoded, tape: tape)
        case .failure(let failure):
            throw JSONError(failure.code, offset: failure.offset, in: bytes)
        }
    }

    init(source: UnsafePointer<UInt8>, count: Int, options: JSONOptions) {
        self.source = source
        self.count = count
        self.options = options
    }

    mutating func readText() throws(Failure) {
        skipSpace()
        try readValue()
        skipSpace()
        if position < count { throw Failure(code: .trailingText, offset: position) }
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < count {
            let byte = source[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    /// The next byte, without taking it.
    @inline(__always)
    func peek() throws(Failure) -> UInt8 {
        guard position < count else { throw Failure(code: .unexpectedEnd, offset: count) }
        return source[position]
    }

    mutating func readValue() throws(Failure) {
        switch try peek() {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): try readObject()
        case UInt8(ascii: "["): try readArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readWord("true", TapeWord.true)
        case UInt8(ascii: "f"): try readWord("false", TapeWord.false)
        case UInt8(ascii: "n"): try readWord("null", TapeWord.null)
        default: throw Failure(code: .syntax, offset: position)
        }
    }

    private mutating func readWord(_ word: StaticString, _ value: UInt64) throws(Failure) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard position + offset < count else { throw Failure(code: .unexpectedEnd, offset: count) }
            guard source[position + offset] == word.utf8Start[offset] else {
                throw Failure(code: .syntax, offset: position + offset)
            }
        }
        position += word.utf8CodeUnitCount
        tape.append(value)
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        if depth > options.maximumDepth { throw Failure(code: .tooDeep, offset: position) }
        position += 1
    }

    private mutating func readArray() throws(Failure) {
        try enter()
        let start = tape.count
        tape.append(0)
        var elements = 0
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            position += 1
        } else {
            while true {
                try readValue()
                elements += 1
                skipSpace()
                let byte = try peek()
                guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
                    throw Failure(code: .syntax, offset: position)
                }
                position += 1
                if byte == UInt8(ascii: "]") { break }
                skipSpace()
            }
        }
        tape[start] = TapeWord.make(TapeWord.Tag.array, high: elements, low: tape.count)
        depth -= 1
    }

    private mutating func readObject() throws(Failure) {
        try enter()
        let start = tape.count
        let firstName = names.count
        tape.append(0)
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            position += 1
        } else {
            while true {
                guard try peek() == UInt8(ascii: "\"") else { throw Failure(code: .syntax, offset: position) }
                names.append(tape.count)
                try readString()
                skipSpace()
                guard try peek() == UInt8(ascii: ":") else { throw Failure(code: .syntax, offset: position) }
                position += 1
                skipSpace()
                try readValue()
                skipSpace()
                let byte = try peek()
                guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
                    throw Failure(code: .syntax, offset: position)
                }
                position += 1
                if byte == UInt8(ascii: "}") { break }
                skipSpace()
            }
        }
        var members = names.count - firstName
        if members > 1 { members -= try settleDuplicates(objectAt: start, firstName: firstName) }
        names.removeLast(names.count - firstName)
        tape[start] = TapeWord.make(TapeWord.Tag.object, high: members, low: tape.count)
        depth -= 1
    }
}
