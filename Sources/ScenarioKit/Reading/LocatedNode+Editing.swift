import Definitions
import Diagnostics

/// What an edit of a document came to.
enum LocatedEdit: Error, Sendable, Hashable {
    /// There is nothing at the pointer.
    case missing
    /// The pointer does not name a list.
    case notAList
    /// No item has the id.
    case itemMissing(known: [String])
    /// An item with the id is already there.
    case itemExists
    /// The pointer is not one.
    case badPointer
}

extension LocatedNode {
    /// The keys by which an item of a list is known, the first that it has.
    static let itemKeys = ["id", "name", "case", "field", "from", "value", "rule", "package"]

    /// The name of an item of a list: the value of its first naming key, or the item itself when it is a text.
    var itemName: String? {
        switch value {
        case .string(let text): text
        case .mapping:
            Self.itemKeys.lazy.compactMap { key in
                switch self[key]?.value {
                case .string(let text): text
                case .number(let text): text
                default: nil
                }
            }.first
        default: nil
        }
    }

    /// The tokens of an RFC 6901 pointer; a list's item may also be written `[id]`.
    static func tokens(_ pointer: String) throws(LocatedEdit) -> [String] {
        if pointer.isEmpty { return [] }
        guard pointer.hasPrefix("/") else { throw .badPointer }
        return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { token in
            String(token).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    /// The part at a pointer.
    func part(at tokens: some Collection<String>) throws(LocatedEdit) -> LocatedNode {
        guard let token = tokens.first else { return self }
        return try child(token).part(at: tokens.dropFirst())
    }

    private func child(_ token: String) throws(LocatedEdit) -> LocatedNode {
        if case .list(let items) = value {
            guard let index = Self.index(token, in: items) else { throw .missing }
            return items[index]
        }
        guard let node = self[token] else { throw .missing }
        return node
    }

    private static func index(_ token: String, in items: [LocatedNode]) -> Int? {
        if token.hasPrefix("["), token.hasSuffix("]") {
            let name = String(token.dropFirst().dropLast())
            return items.firstIndex { $0.itemName == name }
        }
        guard let index = Int(token), items.indices.contains(index) else { return nil }
        return index
    }

    /// Changes the part at a pointer.
    mutating func change(
        at tokens: ArraySlice<String>, _ body: (inout LocatedNode) throws(LocatedEdit) -> Void
    ) throws(LocatedEdit) {
        guard let token = tokens.first else { return try body(&self) }
        switch value {
        case .list(var items):
            guard let index = Self.index(token, in: items) else { throw .missing }
            try items[index].change(at: tokens.dropFirst(), body)
            value = .list(items)
        case .mapping(var entries):
            guard let index = entries.firstIndex(where: { $0.key == token }) else { throw .missing }
            try entries[index].node.change(at: tokens.dropFirst(), body)
            value = .mapping(entries)
        default: throw .missing
        }
    }

    /// Sets the value at a pointer; a mapping may get a new key.
    mutating func set(_ node: LocatedNode, at tokens: [String]) throws(LocatedEdit) {
        guard let last = tokens.last else {
            self = node
            return
        }
        try change(at: tokens.dropLast()) { (parent) throws(LocatedEdit) in
            switch parent.value {
            case .list(var items):
                guard let index = Self.index(last, in: items) else { throw .missing }
                items[index] = node
                parent.value = .list(items)
            case .mapping(var entries):
                if let index = entries.firstIndex(where: { $0.key == last }) {
                    entries[index].node = node
                } else {
                    entries.append(Entry(key: last, location: node.location, node: node))
                }
                parent.value = .mapping(entries)
            default: throw .missing
            }
        }
    }

    /// Appends an item to the list at a pointer.
    mutating func append(_ item: LocatedNode, at tokens: [String]) throws(LocatedEdit) {
        try change(at: tokens[...]) { (list) throws(LocatedEdit) in
            guard case .list(var items) = list.value else { throw .notAList }
            if let name = item.itemName, items.contains(where: { $0.itemName == name }) { throw .itemExists }
            items.append(item)
            list.value = .list(items)
        }
    }

    /// Replaces or removes (`nil`) the item with a name in the list at a pointer.
    mutating func replace(_ name: String, with item: LocatedNode?, at tokens: [String]) throws(LocatedEdit) {
        try change(at: tokens[...]) { (list) throws(LocatedEdit) in
            guard case .list(var items) = list.value else { throw .notAList }
            guard let index = items.firstIndex(where: { $0.itemName == name }) else {
                throw .itemMissing(known: items.compactMap(\.itemName))
            }
            if let item { items[index] = item } else { items.remove(at: index) }
            list.value = .list(items)
        }
    }
}
