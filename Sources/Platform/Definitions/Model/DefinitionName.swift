/// The shapes of names in packages.
package enum DefinitionName {
    /// An id: `[a-z][a-z0-9-]*`, at most 64 bytes.
    package static func isIdentifier(_ name: String) -> Bool { matches(name, joiner: UInt8(ascii: "-")) }

    /// A name that FEEL sees: `[a-z][a-z0-9_]*`, at most 64 bytes.
    package static func isVariable(_ name: String) -> Bool { matches(name, joiner: UInt8(ascii: "_")) }

    private static func matches(_ name: String, joiner: UInt8) -> Bool {
        let bytes = name.utf8
        guard let first = bytes.first, bytes.count <= 64, (0x61...0x7a).contains(first) else { return false }
        return bytes.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == joiner }
    }
}
