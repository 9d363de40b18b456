/// Equality by the data model of JSON Schema (core §4.2.2).
extension JSON: Hashable {
    /// Numbers by value, strings by scalars, arrays by order, objects whatever the order.
    public static func == (left: JSON, right: JSON) -> Bool {
        if left.document === right.document, left.index == right.index { return true }
        switch (left.tag, right.tag) {
        case (TapeWord.Tag.number, TapeWord.Tag.number): return left.number == right.number
        case (TapeWord.Tag.string, TapeWord.Tag.string):
            return right.document.withBytes(at: right.index) { left.document.string(at: left.index, equals: $0) }
        case (TapeWord.Tag.array, TapeWord.Tag.array):
            return left.count == right.count && zip(left.elements, right.elements).allSatisfy { $0 == $1 }
        case (TapeWord.Tag.object, TapeWord.Tag.object):
            return left.count == right.count && haveEqualMembers(left, right)
        case (let one, let other): return one == other
        }
    }

    private static func haveEqualMembers(_ left: JSON, _ right: JSON) -> Bool {
        if left.count > 16 {
            return zip(left.sortedEntries, right.sortedEntries).allSatisfy {
                $0.name == $1.name && $0.value == $1.value
            }
        }
        for (name, value) in left.entries {
            let found = left.document.withBytes(at: name.index) {
                right.document.value(named: $0, inObjectAt: right.index)
            }
            guard let found, value == JSON(document: right.document, index: found) else { return false }
        }
        return true
    }

    /// An object's members by the order of their names in UTF-16 (RFC 8785 §3.2.3).
    var sortedEntries: [(name: JSON, value: JSON)] {
        var sorted = Array(entries)
        if sorted.count > 1 { sorted.sort { $0.name.precedesInUTF16($1.name) } }
        return sorted
    }

    private func precedesInUTF16(_ other: JSON) -> Bool {
        document.withBytes(at: index) { left in
            other.document.withBytes(at: other.index) { right in
                for position in 0..<min(left.count, right.count) where left[position] != right[position] {
                    // A scalar beyond the basic plane (lead byte F0 or more) is a surrogate pair there, which comes before
                    // U+E000 (lead bytes EE and EF).
                    let (one, two) = (left[position], right[position])
                    if one >= 0xF0, two == 0xEE || two == 0xEF { return true }
                    if two >= 0xF0, one == 0xEE || one == 0xEF { return false }
                    return one < two
                }
                return left.count < right.count
            }
        }
    }

    /// Feeds what equality looks at.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(tag)
        switch tag {
        case TapeWord.Tag.number: hasher.combine(number)
        case TapeWord.Tag.string:
            document.withBytes(at: index) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case TapeWord.Tag.array:
            hasher.combine(count)
            for element in elements { element.hash(into: &hasher) }
        case TapeWord.Tag.object:
            var sum = 0
            for (name, value) in entries {
                var own = hasher
                name.hash(into: &own)
                value.hash(into: &own)
                sum &+= own.finalize()
            }
            hasher.combine(sum)
        default: break
        }
    }
}
