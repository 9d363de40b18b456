/// A JSON Pointer (RFC 6901): the way to one value inside another.
public struct JSONPointer: Hashable, Sendable {
    /// The names and indices from the outside in, without escapes.
    public let tokens: [String]

    /// The pointer to the whole value.
    public init() { tokens = [] }

    /// Makes a pointer from names and indices.
    public init(_ tokens: [String]) { self.tokens = tokens }

    /// Reads the string form, such as `/a/0`, or `~1` and `~0` for a slash and a tilde in a name.
    public init(parsing text: String) throws(JSONError) {
        guard !text.utf8.isEmpty else {
            self.init()
            return
        }
        let bytes = Array(text.utf8)
        guard bytes[0] == UInt8(ascii: "/") else { throw JSONError(.invalidPointer, offset: 0, in: bytes) }
        var tokens: [String] = []
        var token: [UInt8] = []
        var position = 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "/"):
                tokens.append(String(decoding: token, as: UTF8.self))
                token = []
            case UInt8(ascii: "~"):
                position += 1
                guard position < bytes.count, bytes[position] == 0x30 || bytes[position] == 0x31 else {
                    throw JSONError(.invalidPointer, offset: position - 1, in: bytes)
                }
                token.append(bytes[position] == 0x30 ? UInt8(ascii: "~") : UInt8(ascii: "/"))
            default: token.append(bytes[position])
            }
            position += 1
        }
        tokens.append(String(decoding: token, as: UTF8.self))
        self.init(tokens)
    }

    /// This pointer, one step further.
    public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }

    /// This pointer, one element further.
    public func appending(_ index: Int) -> JSONPointer { JSONPointer(tokens + [String(index)]) }

    /// The pointer as the fragment of a URI (§6), such as `#/a%20b`.
    public var fragment: String {
        var result = "#"
        for byte in description.utf8 {
            let isPlain =
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
                }
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0" + hex : "%" + hex
            }
        }
        return result
    }

    /// The index that a token names in an array: digits without a leading zero (§4).
    static func arrayIndex(_ token: String) -> Int? {
        let digits = token.utf8
        guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }), digits.count == 1 || digits.first != 0x30 else {
            return nil
        }
        return Int(token)
    }
}

extension JSONPointer {
    /// Names are the same if their code points are (RFC 6901 §4): not if they only look the same.
    public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.count == right.tokens.count
            && zip(left.tokens, right.tokens).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    /// By code points, as equality is.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(tokens.count)
        for token in tokens {
            for byte in token.utf8 { hasher.combine(byte) }
            hasher.combine(UInt8(0xFF))
        }
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The string form.
    public var description: String { tokens.map { "/" + Self.escape($0) }.joined() }

    private static func escape(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
        var result: [UInt8] = []
        for byte in token.utf8 {
            switch byte {
            case 0x7E: result += [0x7E, 0x30]
            case 0x2F: result += [0x7E, 0x31]
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension JSON {
    /// The value that a pointer leads to from here.
    public subscript(_ pointer: JSONPointer) -> JSON? {
        var value = self
        for token in pointer.tokens {
            let next =
                switch value.kind {
                case .object: value[token]
                case .array: JSONPointer.arrayIndex(token).flatMap { value[$0] }
                default: nil as JSON?
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
