package import Foundation

/// Good inputs: the small ones kept for this, and the packages' own files.
package struct Corpus: Sendable {
    private let root: URL

    /// - Parameter root: the repository.
    package init(root: URL) { self.root = root }

    /// The kept inputs of a target, in the order of their names.
    func kept(_ target: String) -> [[UInt8]] {
        let folder = root.appendingPathComponent("Tests/Fuzzing/Corpus/\(target)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { bytes(of: "Tests/Fuzzing/Corpus/\(target)/\($0)") }
    }

    /// A file of the repository.
    func bytes(of path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: root.appendingPathComponent(path).path).map(Array.init)
    }
}
