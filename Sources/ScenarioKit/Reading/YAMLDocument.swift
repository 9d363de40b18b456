package import Diagnostics
package import JSONTree

/// A YAML file outside a package, such as a county's or a configuration, under the same rules as those inside.
package enum YAMLDocument {
    /// The file as JSON; `nil` with diagnostics when it cannot be read.
    package static func json(_ bytes: [UInt8], file: String) -> (json: JSON?, diagnostics: [Diagnostic]) {
        let (node, diagnostics) = YAMLReader.read(bytes, file: file)
        return (node?.json, diagnostics)
    }
}
