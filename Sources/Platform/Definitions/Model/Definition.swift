package import WorkCalendar

/// One published declaration: immutable bytes with their name, version and date of effect.
///
/// A declaration written in YAML is kept as canonical JSON (RFC 8785); DMN and BPMN are kept byte for byte.
package struct Definition: Sendable, Hashable {
    /// What it declares.
    package let kind: DefinitionKind
    /// Its name inside the package, such as `household-of-child`.
    package let id: String
    /// The package that published it.
    package let package: String
    /// The package's version.
    package let version: SemanticVersion
    /// The overlay under which it was published, if one was applied.
    package let overlay: String?
    /// The first day on which it is in force.
    package let effective: CivilDate
    /// The bytes.
    package let bytes: [UInt8]
    /// The SHA-256 of the bytes.
    package let hash: DefinitionHash

    /// Makes a definition, hashing its bytes; `nil` when the function does not give 32 bytes.
    package init?(
        kind: DefinitionKind, id: String, package: String, version: SemanticVersion, overlay: String? = nil,
        effective: CivilDate, bytes: [UInt8], hash: DefinitionHash.Function
    ) {
        guard let digest = DefinitionHash(bytes: hash(bytes)) else { return nil }
        self.init(
            kind: kind, id: id, package: package, version: version, overlay: overlay, effective: effective,
            bytes: bytes, hash: digest)
    }

    /// Takes a definition back from storage, where the hash stands beside the bytes.
    package init(
        kind: DefinitionKind, id: String, package: String, version: SemanticVersion, overlay: String?,
        effective: CivilDate, bytes: [UInt8], hash: DefinitionHash
    ) {
        self.kind = kind
        self.id = id
        self.package = package
        self.version = version
        self.overlay = overlay
        self.effective = effective
        self.bytes = bytes
        self.hash = hash
    }

    /// `package.id`, as other packages refer to it.
    package var qualifiedID: String { "\(package).\(id)" }

    /// Whether the bytes are XML (DMN, BPMN) rather than canonical JSON.
    package var isXML: Bool { kind == .decision || kind == .process }
}
