/// The right edge of a growing tree: the roots of the perfect subtrees that its size is made of, one for each bit
/// that is set, greatest first. It is all that appending needs: at most 64 hashes.
public struct MerkleFrontier: Sendable, Hashable {
    /// The number of leaves.
    public private(set) var size: UInt64
    /// The subtrees' roots, from the greatest subtree to the smallest.
    public private(set) var peaks: [[UInt8]]

    /// The frontier of the empty tree.
    public init() {
        size = 0
        peaks = []
    }

    /// A frontier as it was stored.
    ///
    /// - Returns: `nil` when the number of peaks is not the number of bits set in the size.
    public init?(size: UInt64, peaks: [[UInt8]]) {
        guard peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// Appends a leaf.
    ///
    /// - Parameters:
    ///   - leafHash: The leaf's hash, from ``MerkleHasher/leaf(_:)``.
    ///   - completed: Called for the leaf and for each perfect subtree that it completes, lowest first; storing them
    ///     gives the source that proofs are made from.
    /// - Returns: The leaf's index.
    @discardableResult
    public mutating func append(
        _ leafHash: [UInt8], hasher: MerkleHasher, completed: (MerkleNode, [UInt8]) -> Void = { _, _ in }
    ) -> UInt64 {
        let index = size
        completed(MerkleNode(level: 0, index: index), leafHash)
        var hash = leafHash
        var level = 0
        var position = index
        while position & 1 == 1, let left = peaks.popLast() {
            hash = hasher.node(left, hash)
            position >>= 1
            level += 1
            completed(MerkleNode(level: level, index: position), hash)
        }
        peaks.append(hash)
        size += 1
        return index
    }

    /// The tree's root hash (RFC 9162, §2.1.1).
    public func root(hasher: MerkleHasher) -> [UInt8] {
        guard var hash = peaks.last else { return hasher.empty }
        for peak in peaks.dropLast().reversed() { hash = hasher.node(peak, hash) }
        return hash
    }

    /// The places of the peaks, in their order, for reading them back from a store of nodes.
    public static func places(size: UInt64) -> [MerkleNode] {
        var places: [MerkleNode] = []
        var start: UInt64 = 0
        for level in (0..<64).reversed() where size & (1 << UInt64(level)) != 0 {
            places.append(MerkleNode(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return places
    }
}
