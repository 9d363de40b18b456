/// Why a proof could not be made or does not hold.
public struct MerkleProofError: Error, Sendable, Hashable {
    /// The reason.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The leaf or the smaller tree is not within the tree.
        case outOfRange = "out-of-range"
        /// The source of nodes lacks one of a perfect subtree.
        case nodeMissing = "node-missing"
        /// The proof has too few or too many hashes, or one of the wrong length.
        case wrongShape = "wrong-shape"
        /// The hashes lead to another root.
        case rootMismatch = "root-mismatch"
    }

    /// The reason.
    public let code: Code
    /// The node that is missing, if that is the reason.
    public let node: MerkleNode?

    /// Makes an error.
    public init(_ code: Code, node: MerkleNode? = nil) {
        self.code = code
        self.node = node
    }
}
