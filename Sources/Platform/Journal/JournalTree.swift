package import Cryptography
import TransparencyLog

/// The Merkle tree of the journal's leaves as far as a root needs it (RFC 9162, section 2.1).
package struct JournalTree: Sendable {
    private var peaks: MerkleFrontier
    private static let hasher = MerkleHasher(digest: { Digest.sha256.hash($0) })

    /// An empty tree.
    package init() { peaks = MerkleFrontier() }

    /// A tree from its stored form: the size, and the peaks' hashes one after the other.
    package init(size: Int64, frontier: [UInt8]) throws(CryptoError) {
        let hashes = stride(from: 0, to: frontier.count, by: 32).map {
            Array(frontier[$0..<min($0 + 32, frontier.count)])
        }
        guard size >= 0, let peaks = MerkleFrontier(size: UInt64(size), peaks: hashes) else {
            throw CryptoError(.notAuthentic)
        }
        self.peaks = peaks
    }

    /// How many leaves.
    package var size: Int64 { Int64(peaks.size) }

    /// The stored form of the peaks.
    package var frontier: [UInt8] { peaks.peaks.flatMap { $0 } }

    /// The root hash.
    package var root: [UInt8] { peaks.root(hasher: JournalTree.hasher) }

    /// Adds a leaf by its RFC 6962 hash.
    package mutating func append(leafHash: [UInt8]) {
        _ = peaks.append(leafHash, hasher: JournalTree.hasher) { _, _ in }
    }
}
