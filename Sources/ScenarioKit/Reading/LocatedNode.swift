import Diagnostics

/// A value of a YAML document with its place: what is read, overlaid and then turned into JSON.
struct LocatedNode: Sendable, Hashable {
    /// The value itself.
    indirect enum Value: Sendable, Hashable {
        case null
        case boolean(Bool)
        /// A number in JSON's spelling.
        case number(String)
        case string(String)
        case list([LocatedNode])
        case mapping([Entry])
    }

    /// One entry of a mapping.
    struct Entry: Sendable, Hashable {
        let key: String
        /// Where the key stands.
        let location: SourceLocation
        var node: LocatedNode
    }

    var value: Value
    /// Where the value begins.
    var location: SourceLocation

    /// The entries of a mapping; empty for anything else.
    var entries: [Entry] { if case .mapping(let entries) = value { entries } else { [] } }

    /// The items of a list; empty for anything else.
    var items: [LocatedNode] { if case .list(let items) = value { items } else { [] } }

    /// The string, when it is one.
    var string: String? { if case .string(let text) = value { text } else { nil } }

    /// The value of a mapping's key.
    subscript(key: String) -> LocatedNode? { entries.first { $0.key == key }?.node }

    /// Whether two values are equal wherever they stand.
    func isEqual(to other: LocatedNode) -> Bool {
        switch (value, other.value) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1) }
        case (.mapping(let a), .mapping(let b)):
            a.count == b.count
                && a.allSatisfy { entry in other[entry.key].map { entry.node.isEqual(to: $0) } ?? false }
        default: false
        }
    }
}
