import Definitions
import Diagnostics
import JSONTree

/// One file of a package after reading, and after the overlay if there is one.
struct ScenarioDocument: Sendable {
    /// What it holds.
    enum Content: Sendable {
        case tree(LocatedNode)
        case xml([UInt8])
    }

    /// Its path in the package.
    let path: String
    let kind: DocumentKind
    var content: Content

    /// The file's name without folder and suffix: the declaration's id.
    var stem: String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    /// The located tree of a YAML file.
    var tree: LocatedNode? { if case .tree(let node) = content { node } else { nil } }

    /// The declaration as descriptors read it.
    var source: DescriptorSource? {
        guard let tree else { return nil }
        let places = tree.locations
        return DescriptorSource(json: tree.json, locate: { places[$0] })
    }
}
