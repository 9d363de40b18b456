/// The hashing of a Merkle tree (RFC 9162, §2.1.1; the same as RFC 6962), over any hash function.
///
/// The function comes in as a value, so that the tree works with SHA-256 and SM3 alike and this module needs no
/// cryptographic library.
public struct MerkleHasher: Sendable {
    /// The length of a hash in bytes.
    public let length: Int
    /// The hash of the empty tree: of no bytes at all.
    public let empty: [UInt8]
    private let digest: @Sendable ([UInt8]) -> [UInt8]

    /// Makes a hasher.
    ///
    /// - Parameter digest: A cryptographic hash function; its output's length must not vary.
    public init(digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.digest = digest
        empty = digest([])
        length = empty.count
    }

    /// The hash of a leaf: `HASH(0x00 || data)`.
    public func leaf(_ data: some Collection<UInt8>) -> [UInt8] {
        var input: [UInt8] = []
        input.reserveCapacity(data.count + 1)
        input.append(0)
        input.append(contentsOf: data)
        return digest(input)
    }

    /// The hash of an inner node: `HASH(0x01 || left || right)`.
    public func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var input: [UInt8] = []
        input.reserveCapacity(left.count + right.count + 1)
        input.append(1)
        input.append(contentsOf: left)
        input.append(contentsOf: right)
        return digest(input)
    }
}
