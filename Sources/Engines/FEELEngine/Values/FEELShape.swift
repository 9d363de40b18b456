import Synchronization

/// The names of a context in their order, shared by all contexts of one form.
public final class FEELShape: Sendable {
    /// The names.
    public let names: [String]
    /// A number that no other shape has.
    let id: UInt32
    private let hashes: [UInt64]
    private let index: [String: Int]?

    private static let lastID = Atomic<UInt32>(0)

    /// Makes a shape; of a name given twice the first place counts.
    public init(_ names: [String]) {
        self.names = names
        id = Self.lastID.wrappingAdd(1, ordering: .relaxed).newValue
        hashes = names.map(Self.hash)
        index =
            names.count > 12
            ? Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first }) : nil
    }

    /// No names.
    public static let empty = FEELShape([])

    /// The place of a name.
    public func place(of name: String) -> Int? { place(of: name, hash: Self.hash(name)) }

    /// The place of a name whose hash is known.
    func place(of name: String, hash: UInt64) -> Int? {
        if let index { return index[name] }
        for place in hashes.indices where hashes[place] == hash {
            if ScalarText.equal(names[place], name) { return place }
        }
        return nil
    }

    /// FNV-1a over the UTF-8 bytes.
    static func hash(_ name: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}
