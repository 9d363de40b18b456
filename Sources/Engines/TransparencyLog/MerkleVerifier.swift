/// Checks proofs; needs nothing but the hashes in them.
public struct MerkleVerifier: Sendable {
    private let hasher: MerkleHasher

    /// Makes a verifier.
    public init(hasher: MerkleHasher) {
        self.hasher = hasher
    }

    /// Checks that a leaf is in a tree (RFC 9162, §2.1.3.2).
    ///
    /// Throws `outOfRange`, `wrongShape` or `rootMismatch`.
    public func verifyInclusion(
        index: UInt64, size: UInt64, leafHash: [UInt8], proof: [[UInt8]], root: [UInt8]
    ) throws(MerkleProofError) {
        guard index < size else { throw MerkleProofError(.outOfRange) }
        try checkLengths(proof + [leafHash])
        var place = index
        var last = size - 1
        var hash = leafHash
        for sibling in proof {
            guard last > 0 else { throw MerkleProofError(.wrongShape) }
            if place & 1 == 1 || place == last {
                hash = hasher.node(sibling, hash)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = hasher.node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw MerkleProofError(.wrongShape) }
        guard hash == root else { throw MerkleProofError(.rootMismatch) }
    }

    /// Checks that a tree only grew (RFC 9162, §2.1.4.2).
    ///
    /// A proof from the empty tree says nothing and is refused. Throws `outOfRange`, `wrongShape` or `rootMismatch`.
    public func verifyConsistency(
        old: UInt64, new: UInt64, oldRoot: [UInt8], newRoot: [UInt8], proof: [[UInt8]]
    ) throws(MerkleProofError) {
        guard old > 0, old <= new else { throw MerkleProofError(.outOfRange) }
        try checkLengths(proof)
        if old == new {
            guard proof.isEmpty else { throw MerkleProofError(.wrongShape) }
            guard oldRoot == newRoot else { throw MerkleProofError(.rootMismatch) }
            return
        }
        var path = proof[...]
        // A perfect old tree is itself the first node of the path.
        if old.nonzeroBitCount == 1 { path = ([oldRoot] + proof)[...] }
        guard let first = path.popFirst() else { throw MerkleProofError(.wrongShape) }
        var place = old - 1
        var last = new - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var oldHash = first
        var newHash = first
        for sibling in path {
            guard last > 0 else { throw MerkleProofError(.wrongShape) }
            if place & 1 == 1 || place == last {
                oldHash = hasher.node(sibling, oldHash)
                newHash = hasher.node(sibling, newHash)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                newHash = hasher.node(newHash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw MerkleProofError(.wrongShape) }
        guard oldHash == oldRoot, newHash == newRoot else { throw MerkleProofError(.rootMismatch) }
    }

    private func checkLengths(_ hashes: [[UInt8]]) throws(MerkleProofError) {
        guard hashes.allSatisfy({ $0.count == hasher.length }) else { throw MerkleProofError(.wrongShape) }
    }
}
