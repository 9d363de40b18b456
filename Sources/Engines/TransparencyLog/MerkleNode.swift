/// The place of a perfect subtree's root: node `index` of `level` covers the leaves from `index << level` to
/// `(index + 1) << level`, the end not among them. Level 0 holds the leaf hashes.
public struct MerkleNode: Sendable, Hashable {
    /// The height above the leaves, 0…63.
    public let level: Int
    /// The number within the level, from 0.
    public let index: UInt64

    /// Makes a place.
    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }
}
