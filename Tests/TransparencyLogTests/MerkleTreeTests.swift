import Testing
import TransparencyLog

private let hasher = MerkleHasher(digest: SHA256.hash)

/// The definition of RFC 9162 §2.1.1, word for word, to compare with.
private func definedRoot(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    if leaves.isEmpty { return hasher.empty }
    if leaves.count == 1 { return hasher.leaf(leaves[leaves.startIndex]) }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return hasher.node(definedRoot(leaves[..<middle]), definedRoot(leaves[middle...]))
}

/// A tree with all its nodes.
private struct Grown {
    var frontier = MerkleFrontier()
    var nodes: [MerkleNode: [UInt8]] = [:]
    var leaves: [[UInt8]] = []

    init(_ count: Int) {
        for index in 0..<count {
            let data = Array("leaf \(index)".utf8)
            leaves.append(data)
            frontier.append(hasher.leaf(data), hasher: hasher) { nodes[$0] = $1 }
        }
    }

    var prover: MerkleProver {
        let nodes = nodes
        return MerkleProver(hasher: hasher) { nodes[$0] }
    }
}

@Suite struct `Merkle tree` {
    @Test func `the hash of the tests is SHA-256`() {
        #expect(hex(SHA256.hash([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hex(SHA256.hash(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let long = Array(repeating: UInt8(ascii: "a"), count: 200)
        #expect(SHA256.hash(long) != SHA256.hash(long + [0]))
    }

    @Test func `the frontier's root is the defined root at every size`() {
        let grown = Grown(130)
        var frontier = MerkleFrontier()
        #expect(frontier.root(hasher: hasher) == hasher.empty)
        for (index, leaf) in grown.leaves.enumerated() {
            #expect(frontier.append(hasher.leaf(leaf), hasher: hasher) == UInt64(index))
            #expect(frontier.root(hasher: hasher) == definedRoot(grown.leaves[...index]))
            #expect(frontier.peaks == MerkleFrontier.places(size: frontier.size).map { grown.nodes[$0] })
        }
    }

    @Test func `a stored frontier goes on as if it had never stopped`() {
        let grown = Grown(77)
        var resumed = Grown(50).frontier
        resumed = MerkleFrontier(size: resumed.size, peaks: resumed.peaks)!
        for leaf in grown.leaves[50...] { resumed.append(hasher.leaf(leaf), hasher: hasher) }
        #expect(resumed == grown.frontier)
        #expect(MerkleFrontier(size: 3, peaks: [[1]]) == nil)
    }

    @Test func `every leaf of every tree up to forty is proven, and in no other place`() throws {
        let grown = Grown(40)
        let verifier = MerkleVerifier(hasher: hasher)
        for size in UInt64(1)...40 {
            let root = try grown.prover.root(size: size)
            #expect(root == definedRoot(grown.leaves[..<Int(size)]))
            for index in 0..<size {
                let proof = try grown.prover.inclusionProof(index: index, size: size)
                let leaf = hasher.leaf(grown.leaves[Int(index)])
                try verifier.verifyInclusion(index: index, size: size, leafHash: leaf, proof: proof, root: root)
                for other in 0..<size where other != index {
                    #expect(throws: MerkleProofError.self) {
                        try verifier.verifyInclusion(index: other, size: size, leafHash: leaf, proof: proof, root: root)
                    }
                }
            }
        }
    }

    @Test func `every pair of sizes up to forty is consistent, and a changed history is not`() throws {
        let grown = Grown(40)
        let verifier = MerkleVerifier(hasher: hasher)
        for new in UInt64(1)...40 {
            let newRoot = try grown.prover.root(size: new)
            for old in 1...new {
                let oldRoot = try grown.prover.root(size: old)
                let proof = try grown.prover.consistencyProof(old: old, new: new)
                try verifier.verifyConsistency(old: old, new: new, oldRoot: oldRoot, newRoot: newRoot, proof: proof)
                #expect(throws: MerkleProofError.self) {
                    let forged = hasher.leaf([1])
                    try verifier.verifyConsistency(old: old, new: new, oldRoot: forged, newRoot: newRoot, proof: proof)
                }
            }
        }
    }

    @Test func `a missing node is named, and places outside the tree are refused`() {
        let prover = MerkleProver(hasher: hasher) { _ in nil }
        #expect(throws: MerkleProofError(.nodeMissing, node: MerkleNode(level: 2, index: 0))) {
            try prover.root(size: 5)
        }
        #expect(throws: MerkleProofError(.outOfRange)) { try prover.inclusionProof(index: 5, size: 5) }
        #expect(throws: MerkleProofError(.outOfRange)) { try prover.consistencyProof(old: 0, new: 5) }
        #expect(throws: MerkleProofError(.outOfRange)) { try prover.consistencyProof(old: 6, new: 5) }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
