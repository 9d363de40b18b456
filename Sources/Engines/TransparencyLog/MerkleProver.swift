/// Makes proofs from a store of perfect subtrees' hashes.
public struct MerkleProver {
    private let hasher: MerkleHasher
    private let source: (MerkleNode) -> [UInt8]?

    /// Makes a prover.
    ///
    /// - Parameter source: Gives the hash of a perfect subtree, as ``MerkleFrontier/append(_:hasher:completed:)``
    ///   reported it; `nil` if it is not there.
    public init(hasher: MerkleHasher, source: @escaping (MerkleNode) -> [UInt8]?) {
        self.hasher = hasher
        self.source = source
    }

    /// The root of the first `size` leaves.
    public func root(size: UInt64) throws(MerkleProofError) -> [UInt8] {
        size == 0 ? hasher.empty : try hash(from: 0, to: size)
    }

    /// The inclusion proof (audit path) of a leaf in the tree of the first `size` leaves (RFC 9162, §2.1.3.1),
    /// nearest the leaf first.
    public func inclusionProof(index: UInt64, size: UInt64) throws(MerkleProofError) -> [[UInt8]] {
        guard index < size else { throw MerkleProofError(.outOfRange) }
        var proof: [[UInt8]] = []
        var (low, high) = (UInt64(0), size)
        while high - low > 1 {
            let middle = low + Self.split(high - low)
            if index < middle {
                proof.append(try hash(from: middle, to: high))
                high = middle
            } else {
                proof.append(try hash(from: low, to: middle))
                low = middle
            }
        }
        proof.reverse()
        return proof
    }

    /// The proof that the tree of the first `old` leaves is the beginning of the tree of the first `new` leaves
    /// (RFC 9162, §2.1.4.1). Empty if the sizes are equal.
    public func consistencyProof(old: UInt64, new: UInt64) throws(MerkleProofError) -> [[UInt8]] {
        guard old > 0, old <= new else { throw MerkleProofError(.outOfRange) }
        if old == new { return [] }
        var proof: [[UInt8]] = []
        var (low, high) = (UInt64(0), new)
        // Whether everything left of `low` is in both trees as one perfect subtree that the verifier knows already.
        var complete = true
        while old < high {
            let middle = low + Self.split(high - low)
            if old <= middle {
                proof.append(try hash(from: middle, to: high))
                high = middle
            } else {
                proof.append(try hash(from: low, to: middle))
                low = middle
                complete = false
            }
        }
        if !complete { proof.append(try hash(from: low, to: high)) }
        proof.reverse()
        return proof
    }

    /// The greatest power of two smaller than `count` (which is at least two).
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    private func hash(from low: UInt64, to high: UInt64) throws(MerkleProofError) -> [UInt8] {
        let count = high - low
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            let place = MerkleNode(level: level, index: low >> UInt64(level))
            guard let hash = source(place) else { throw MerkleProofError(.nodeMissing, node: place) }
            return hash
        }
        let middle = low + Self.split(count)
        return hasher.node(try hash(from: low, to: middle), try hash(from: middle, to: high))
    }
}
