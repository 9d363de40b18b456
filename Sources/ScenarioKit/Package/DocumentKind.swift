import Definitions

/// What a file of a package is, by its path.
enum DocumentKind: Hashable {
    /// A declaration that is published.
    case declaration(DefinitionKind)
    /// Tests of the package.
    case test
    /// A text for readers, such as README.md; not read.
    case prose

    private static let folders: [String: (kind: DefinitionKind, suffix: String)] = [
        "registers": (.register, ".yaml"), "contracts": (.contract, ".yaml"), "services": (.service, ".yaml"),
        "orders": (.order, ".yaml"), "forms": (.form, ".yaml"), "decisions": (.decision, ".dmn"),
        "processes": (.process, ".bpmn"),
        "notices": (.notice, ".yaml"), "documents": (.document, ".yaml"), "parameters": (.parameters, ".yaml"),
        "indicators": (.indicator, ".yaml"), "boards": (.board, ".yaml"), "certificates": (.certificate, ".yaml"),
    ]

    /// The names of folders and files that a package may have.
    static let names = ["scenario.yaml", "directory.yaml", "elements.yaml", "tests"] + folders.keys.sorted()

    /// The kind of the file at a path; `nil` when it has no place in a package.
    init?(path: String) {
        switch path {
        case "scenario.yaml": self = .declaration(.scenario)
        case "directory.yaml": self = .declaration(.directory)
        case "elements.yaml": self = .declaration(.elements)
        default:
            let parts = path.split(separator: "/").map(String.init)
            if path.hasSuffix(".md") || path == "LICENSE" || path == "NOTICE" {
                self = .prose
            } else if parts.count == 2, parts[0] == "tests", parts[1].hasSuffix(".yaml") {
                self = .test
            } else if parts.count == 2, let folder = Self.folders[parts[0]], parts[1].hasSuffix(folder.suffix) {
                self = .declaration(folder.kind)
            } else {
                return nil
            }
        }
    }

    /// Whether its bytes are XML.
    var isXML: Bool { self == .declaration(.decision) || self == .declaration(.process) }

    /// The key that names a declaration of this kind in its own file.
    var idKey: String? {
        switch self {
        case .declaration(.register): "register"
        case .declaration(.contract): "contract"
        case .declaration(.service): "service"
        case .declaration(.order): "order"
        case .declaration(.form): "form"
        case .declaration(.notice): "notice"
        case .declaration(.document): "document"
        case .declaration(.indicator): "indicator"
        case .declaration(.board): "board"
        case .declaration(.certificate): "certificate"
        default: nil
        }
    }
}
