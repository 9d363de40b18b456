/// Reading one value.
extension JSON {
    /// Whether this is `null`.
    public var isNull: Bool { tag == TapeWord.Tag.null }

    /// The truth value, if this is a boolean.
    public var bool: Bool? {
        switch tag {
        case TapeWord.Tag.true: true
        case TapeWord.Tag.false: false
        default: nil
        }
    }

    /// The text, if this is a string.
    public var string: String? {
        guard tag == TapeWord.Tag.string else { return nil }
        return document.withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
    }

    /// The number, exactly, if this is one.
    public var number: JSONNumber? {
        guard tag == TapeWord.Tag.number else { return nil }
        return document.withBytes(at: index) { JSONNumber(validated: $0) }
    }

    /// The number as it was written, if this is one; the exact source for decimals.
    public var numberText: String? {
        guard tag == TapeWord.Tag.number else { return nil }
        return document.withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
    }

    /// The integer, if this is a number without a fraction that fits; `1.0` and `1e2` are integers (JSON Schema core §4.2.3).
    public var integer: Int? {
        guard tag == TapeWord.Tag.number else { return nil }
        return document.withBytes(at: index) { JSONNumber.plainInteger($0) ?? JSONNumber(validated: $0).integer }
    }

    /// The nearest double, if this is a number; infinite when it is out of range.
    public var double: Double? {
        guard tag == TapeWord.Tag.number else { return nil }
        return document.withBytes(at: index) { bytes in
            if let integer = JSONNumber.plainInteger(bytes) {
                return integer == 0 && bytes[0] == 0x2D ? -0.0 : Double(integer)
            }
            return Double(String(decoding: bytes, as: UTF8.self)) ?? .nan
        }
    }

    /// How many elements an array has, or members an object; 0 for other values.
    public var count: Int {
        tag >= TapeWord.Tag.array ? TapeWord.high(word) : 0
    }

    /// The value of an object's member; `nil` when this is no object or has no such member.
    public subscript(_ name: String) -> JSON? {
        guard tag == TapeWord.Tag.object else { return nil }
        var name = name
        let found = name.withUTF8 { document.value(named: $0, inObjectAt: index) }
        return found.map { JSON(document: document, index: $0) }
    }

    /// An array's element, from 0; `nil` when this is no array or is shorter.
    ///
    /// Takes time with the number of elements before it.
    public subscript(_ position: Int) -> JSON? {
        guard tag == TapeWord.Tag.array, position >= 0, position < count else { return nil }
        var place = index + 1
        for _ in 0..<position { place = document.next(after: place) }
        return JSON(document: document, index: place)
    }

    /// Gives the UTF-8 bytes of a string without copying them; `nil` when this is no string.
    @inline(__always)
    public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard tag == TapeWord.Tag.string else { return nil }
        return document.withBytes(at: index, body)
    }

    /// Whether this is a string of exactly these Unicode scalars.
    public func isString(_ other: String) -> Bool {
        guard tag == TapeWord.Tag.string else { return false }
        var other = other
        return other.withUTF8 { document.string(at: index, equals: $0) }
    }
}
