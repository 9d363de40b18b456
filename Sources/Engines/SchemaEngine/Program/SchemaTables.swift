import JSONTree
import PatternEngine

/// The tables of a program while they are filled.
struct SchemaTables {
    /// A number that instances are compared with.
    struct Limit {
        let exact: JSONNumber
        /// The same, if it is a whole number that a register holds.
        let integer: Int?

        init(_ number: JSONNumber) {
            exact = number
            integer = number.integer
        }
    }

    /// The values of an `enum`.
    enum Values {
        /// Texts only: their slots.
        case names(TableRange)
        case any(Set<JSON>)
    }

    /// A name's bytes in ``nameBytes``.
    struct Name {
        let start: Int32
        let count: Int32
    }

    /// A place in an open hash table of names.
    struct Slot {
        var name: Int32 = -1
        var node: Int32 = -1
    }

    /// A named format, and how it is judged.
    struct Format {
        let name: String
        let check: FormatCheck
    }

    var nodes: [SchemaNode] = []
    var locations: [String] = []
    var rules: [SchemaRule] = []
    /// Lists of nodes, of names, and of patterns with their nodes.
    var entries: [Int32] = []
    var names: [Name] = []
    var nameBytes: [UInt8] = []
    var slots: [Slot] = []
    var limits: [Limit] = []
    var constants: [JSON] = []
    var values: [Values] = []
    var patterns: [Pattern] = []
    var formats: [Format] = []
    var anchors: [String] = []

    mutating func list(_ numbers: [Int32]) -> TableRange {
        let start = Int32(entries.count)
        entries += numbers
        return TableRange(start: start, end: Int32(entries.count))
    }

    mutating func name(_ text: String) -> Int32 {
        names.append(Name(start: Int32(nameBytes.count), count: Int32(text.utf8.count)))
        nameBytes += Array(text.utf8)
        return Int32(names.count - 1)
    }

    mutating func list(names texts: [String]) -> TableRange {
        let numbers = texts.map { name($0) }
        return list(numbers)
    }

    mutating func limit(_ number: JSONNumber) -> Int32 {
        limits.append(Limit(number))
        return Int32(limits.count - 1)
    }

    mutating func constant(_ value: JSON) -> Int32 {
        constants.append(value)
        return Int32(constants.count - 1)
    }

    mutating func enumeration(_ list: JSON) -> Int32 {
        let texts = list.elements.compactMap(\.string)
        if texts.count == list.count {
            values.append(.names(table(texts.map { ($0, 0) })))
        } else {
            values.append(.any(Set(list.elements)))
        }
        return Int32(values.count - 1)
    }

    mutating func pattern(_ pattern: Pattern) -> Int32 {
        patterns.append(pattern)
        return Int32(patterns.count - 1)
    }

    mutating func format(_ name: String, _ check: FormatCheck) -> Int32 {
        formats.append(Format(name: name, check: check))
        return Int32(formats.count - 1)
    }

    mutating func anchor(_ name: String) -> Int32 {
        anchors.append(name)
        return Int32(anchors.count - 1)
    }

    /// An open hash table, at most half full, of names with their nodes; of a name given twice the last counts.
    mutating func table(_ members: [(name: String, node: Int32)]) -> TableRange {
        var size = 2
        while size < members.count * 2 { size *= 2 }
        var table = [Slot](repeating: Slot(), count: size)
        for (text, node) in members {
            let bytes = Array(text.utf8)
            var place = bytes.withUnsafeBufferPointer { Int(truncatingIfNeeded: NameHash.value(of: $0)) & (size - 1) }
            while table[place].name >= 0, self.bytes(of: table[place].name) != bytes[...] {
                place = (place + 1) & (size - 1)
            }
            if table[place].name < 0 { table[place].name = name(text) }
            table[place].node = node
        }
        let start = Int32(slots.count)
        slots += table
        return TableRange(start: start, end: Int32(slots.count))
    }

    private func bytes(of number: Int32) -> ArraySlice<UInt8> {
        let name = names[Int(number)]
        return nameBytes[Int(name.start)..<Int(name.start + name.count)]
    }
}

/// A quick hash of names. The table's names are the schema's own; those of instances only ask.
enum NameHash {
    @inline(__always)
    static func value(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let count = bytes.count
        var first: UInt64 = 0
        var last: UInt64 = 0
        if let start = UnsafeRawPointer(bytes.baseAddress) {
            if count >= 8 {
                first = start.loadUnaligned(as: UInt64.self)
                last = (start + count - 8).loadUnaligned(as: UInt64.self)
            } else if count >= 4 {
                first = UInt64(start.loadUnaligned(as: UInt32.self))
                last = UInt64((start + count - 4).loadUnaligned(as: UInt32.self))
            } else if count > 0 {
                first = UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]) << 16
            }
        }
        let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15)) &+ UInt64(count)
        let product = mixed &* 0xFF51_AFD7_ED55_8CCD
        return product ^ product >> 32
    }
}
