import JSONTree
import PatternEngine

/// A schema as evaluators run it: flat tables that stay where they are as long as it lives.
final class SchemaProgram: @unchecked Sendable {
    let tables: FlatTables

    init(_ tables: SchemaTables, dynamicAnchors: [[String: Int32]]) {
        self.tables = FlatTables(tables, dynamicAnchors: tables.anchors.isEmpty ? [] : dynamicAnchors)
    }

    deinit { tables.deallocate() }
}

/// The tables of a program by their addresses, so that reading them counts no references. The program owns them.
struct FlatTables {
    let nodes: UnsafeMutableBufferPointer<SchemaNode>
    let rules: UnsafeMutableBufferPointer<SchemaRule>
    let entries: UnsafeMutableBufferPointer<Int32>
    let names: UnsafeMutableBufferPointer<SchemaTables.Name>
    let nameBytes: UnsafeMutableBufferPointer<UInt8>
    let slots: UnsafeMutableBufferPointer<SchemaTables.Slot>
    let limits: UnsafeMutableBufferPointer<SchemaTables.Limit>
    let constants: UnsafeMutableBufferPointer<JSON>
    let values: UnsafeMutableBufferPointer<SchemaTables.Values>
    let patterns: UnsafeMutableBufferPointer<Pattern>
    let formats: UnsafeMutableBufferPointer<SchemaTables.Format>
    /// The nodes' absolute URIs.
    let locations: UnsafeMutableBufferPointer<String>
    /// For each resource, the nodes that its dynamic anchors lead to; empty if no reference asks.
    let dynamicAnchors: UnsafeMutableBufferPointer<[String: Int32]>
    let anchors: UnsafeMutableBufferPointer<String>

    init(_ tables: SchemaTables, dynamicAnchors: [[String: Int32]]) {
        nodes = Self.keep(tables.nodes)
        rules = Self.keep(tables.rules)
        entries = Self.keep(tables.entries)
        names = Self.keep(tables.names)
        nameBytes = Self.keep(tables.nameBytes)
        slots = Self.keep(tables.slots)
        limits = Self.keep(tables.limits)
        constants = Self.keep(tables.constants)
        values = Self.keep(tables.values)
        patterns = Self.keep(tables.patterns)
        formats = Self.keep(tables.formats)
        locations = Self.keep(tables.locations)
        self.dynamicAnchors = Self.keep(dynamicAnchors)
        anchors = Self.keep(tables.anchors)
    }

    private static func keep<Entry>(_ entries: [Entry]) -> UnsafeMutableBufferPointer<Entry> {
        let kept = UnsafeMutableBufferPointer<Entry>.allocate(capacity: entries.count)
        _ = kept.initialize(from: entries)
        return kept
    }

    private static func free<Entry>(_ kept: UnsafeMutableBufferPointer<Entry>) {
        kept.deinitialize()
        kept.deallocate()
    }

    func deallocate() {
        Self.free(nodes)
        Self.free(rules)
        Self.free(entries)
        Self.free(names)
        Self.free(nameBytes)
        Self.free(slots)
        Self.free(limits)
        Self.free(constants)
        Self.free(values)
        Self.free(patterns)
        Self.free(formats)
        Self.free(locations)
        Self.free(dynamicAnchors)
        Self.free(anchors)
    }

    /// The bytes of a name.
    @inline(__always)
    func bytes(of number: Int) -> UnsafeBufferPointer<UInt8> {
        let name = names[number]
        return UnsafeBufferPointer(
            rebasing: UnsafeBufferPointer(nameBytes)[Int(name.start)..<Int(name.start + name.count)])
    }

    /// A name as text.
    func text(of number: Int) -> String { String(decoding: bytes(of: number), as: UTF8.self) }

    /// The node of a name in an open hash table; `nil` if it has no such name.
    @inline(__always)
    func node(named name: UnsafeBufferPointer<UInt8>, in table: TableRange) -> Int32? {
        let mask = Int(table.end - table.start) - 1
        var place = Int(truncatingIfNeeded: NameHash.value(of: name)) & mask
        while true {
            let slot = slots[Int(table.start) + place]
            guard slot.name >= 0 else { return nil }
            if Bytes.equal(bytes(of: Int(slot.name)), name) { return slot.node }
            place = (place + 1) & mask
        }
    }
}

/// Bytes side by side.
enum Bytes {
    @inline(__always)
    static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        guard let a = UnsafeRawPointer(left.baseAddress), let b = UnsafeRawPointer(right.baseAddress) else {
            return true
        }
        var place = 0
        while place + 8 <= left.count {
            if (a + place).loadUnaligned(as: UInt64.self) != (b + place).loadUnaligned(as: UInt64.self) { return false }
            place += 8
        }
        while place < left.count {
            if left[place] != right[place] { return false }
            place += 1
        }
        return true
    }
}
