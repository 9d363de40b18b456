import JSONTree
import PatternEngine

/// Keywords that look at the instance alone.
extension SchemaEvaluator {
    mutating func evaluateAssertion(_ rule: SchemaRule, node: Int32, _ place: Int) throws(Stopped) -> Bool {
        let tag = tape.tag(at: place)
        switch rule.test {
        case .enumeration(let number): return keep(isListed(number, place), .enumeration, node)
        case .constant(let number):
            return keep(root.value(at: place) == program.constants[Int(number)], .constant, node)
        case .multipleOf(let number), .maximum(let number), .exclusiveMaximum(let number), .minimum(let number),
            .exclusiveMinimum(let number):
            guard tag == JSONTape.Tag.number else { return true }
            let limit = program.limits[Int(number)]
            if keeps(rule.test, limit, place) { return true }
            if Purpose.collects {
                report(rule.keyword, node: node, ["limit": JSON.number(text: limit.exact.description) ?? .null])
            }
            return false
        case .maxLength(let limit):
            guard tag == JSONTape.Tag.string else { return true }
            let bytes = tape.bytes(at: place)
            return keep(bytes.count <= limit || Self.length(bytes) <= limit, .maxLength, node, limit: limit)
        case .minLength(let limit):
            guard tag == JSONTape.Tag.string else { return true }
            let bytes = tape.bytes(at: place)
            return keep(bytes.count >= limit && Self.length(bytes) >= limit, .minLength, node, limit: limit)
        case .pattern(let number):
            guard tag == JSONTape.Tag.string else { return true }
            return keep(try matches(number, place), .pattern, node)
        case .format(let number):
            guard tag == JSONTape.Tag.string else { return true }
            let format = program.formats[Int(number)]
            if format.check.holds(tape.bytes(at: place)) { return true }
            if Purpose.collects { report(.format, node: node, ["name": .string(format.name)]) }
            return false
        case .maxItems(let limit):
            return keep(
                tag != JSONTape.Tag.array || tape.count(at: place) <= limit, .maxItems, node, limit: limit)
        case .minItems(let limit):
            return keep(
                tag != JSONTape.Tag.array || tape.count(at: place) >= limit, .minItems, node, limit: limit)
        case .maxProperties(let limit):
            return keep(
                tag != JSONTape.Tag.object || tape.count(at: place) <= limit, .maxProperties, node, limit: limit)
        case .minProperties(let limit):
            return keep(
                tag != JSONTape.Tag.object || tape.count(at: place) >= limit, .minProperties, node, limit: limit)
        case .uniqueItems: return keep(tag != JSONTape.Tag.array || areUnique(place), .uniqueItems, node)
        default: return true
        }
    }

    @inline(__always)
    private mutating func keep(_ isKept: Bool, _ keyword: SchemaKeyword, _ node: Int32, limit: Int? = nil) -> Bool {
        if Purpose.collects, !isKept {
            report(keyword, node: node, limit.map { ["limit": .integer($0)] } ?? [:])
        }
        return isKept
    }

    @inline(__always)
    func matches(_ types: JSONTypes, _ place: Int) -> Bool {
        switch tape.tag(at: place) {
        case JSONTape.Tag.string: types.contains(.string)
        case JSONTape.Tag.object: types.contains(.object)
        case JSONTape.Tag.array: types.contains(.array)
        case JSONTape.Tag.number:
            types.contains(.number)
                || (types.contains(.integer)
                    && (tape.plainInteger(at: place) != nil || tape.number(at: place).isInteger))
        case JSONTape.Tag.null: types.contains(.null)
        default: types.contains(.boolean)
        }
    }

    private func isListed(_ number: Int32, _ place: Int) -> Bool {
        switch program.values[Int(number)] {
        case .names(let table):
            tape.tag(at: place) == JSONTape.Tag.string
                && program.node(named: tape.bytes(at: place), in: table) != nil
        case .any(let values): values.contains(root.value(at: place))
        }
    }

    private func keeps(_ test: SchemaRule.Test, _ limit: SchemaTables.Limit, _ place: Int) -> Bool {
        if let bound = limit.integer, let number = tape.plainInteger(at: place) {
            switch test {
            case .maximum: return number <= bound
            case .exclusiveMaximum: return number < bound
            case .minimum: return number >= bound
            case .exclusiveMinimum: return number > bound
            default: return number % bound == 0
            }
        }
        let number = tape.number(at: place)
        return switch test {
        case .maximum: number <= limit.exact
        case .exclusiveMaximum: number < limit.exact
        case .minimum: number >= limit.exact
        case .exclusiveMinimum: number > limit.exact
        default: number.isMultiple(of: limit.exact)
        }
    }

    /// Whether a pattern matches; one that takes too many steps ends the whole evaluation.
    func matches(_ pattern: Int32, _ place: Int) throws(Stopped) -> Bool {
        do throws(PatternError) {
            return try program.patterns[Int(pattern)].matches(utf8: tape.bytes(at: place))
        } catch {
            throw Stopped()
        }
    }

    /// A string's length in Unicode scalars: the bytes that begin one.
    private static func length(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    private func areUnique(_ place: Int) -> Bool {
        if tape.count(at: place) < 2 { return true }
        var seen: Set<JSON> = []
        return root.value(at: place).elements.allSatisfy { seen.insert($0).inserted }
    }
}
