import Foundation
import Testing
import TransparencyLog

/// The proofs of transparency-dev/merkle, good and broken.
@Suite struct `Merkle conformance` {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: Data?
        let leafHash: Data?
        let proof: [Data]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: Data?
        let root2: Data?
        let proof: [Data]?
        let wantErr: Bool
    }

    private static let folder = ProcessInfo.processInfo.environment["YIWANG_CONFORMANCE"]
    private let verifier = MerkleVerifier(hasher: MerkleHasher(digest: SHA256.hash))

    /// The case files, or `nil` where there are none: then the test is skipped, printed, and failed under `CI=true`.
    private func files(_ kind: String) throws -> [URL]? {
        guard let folder = Self.folder else {
            print("skipped: merkle \(kind) (YIWANG_CONFORMANCE is not set)")
            #expect(ProcessInfo.processInfo.environment["CI"] != "true", "conformance data is missing under CI")
            return nil
        }
        let root = URL(filePath: folder).appending(path: "merkle/\(kind)")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path())
        return paths.filter { $0.hasSuffix(".json") }.sorted().map { root.appending(path: $0) }
    }

    private func holds(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return true
        } catch {
            return false
        }
    }

    @Test func `inclusion proofs are judged as others judge them`() throws {
        guard let files = try files("inclusion") else { return }
        for file in files {
            let proof = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
            let accepted = holds {
                try verifier.verifyInclusion(
                    index: proof.leafIdx, size: proof.treeSize, leafHash: Array(proof.leafHash ?? Data()),
                    proof: (proof.proof ?? []).map { Array($0) }, root: Array(proof.root ?? Data()))
            }
            #expect(accepted == !proof.wantErr, "\(file.lastPathComponent)")
        }
        print("merkle inclusion: \(files.count) judged")
        #expect(files.count > 50)
    }

    @Test func `consistency proofs are judged as others judge them`() throws {
        guard let files = try files("consistency") else { return }
        for file in files {
            let proof = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
            let accepted = holds {
                try verifier.verifyConsistency(
                    old: proof.size1, new: proof.size2, oldRoot: Array(proof.root1 ?? Data()),
                    newRoot: Array(proof.root2 ?? Data()), proof: (proof.proof ?? []).map { Array($0) })
            }
            #expect(accepted == !proof.wantErr, "\(file.lastPathComponent)")
        }
        print("merkle consistency: \(files.count) judged")
        #expect(files.count > 50)
    }
}
