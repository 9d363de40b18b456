package import Diagnostics
import JSONTree
package import WorkCalendar

/// `scenario.yaml`: what a package is, whose, and what it needs.
package struct ScenarioManifest: Sendable, Hashable {
    /// Another package that has to be there.
    package struct Need: Sendable, Hashable {
        package let package: String
        package let version: VersionRange
    }

    package let id: String
    package let version: SemanticVersion
    package let title: Text
    package let summary: Text
    /// The owning department.
    package let owner: String
    package let needs: [Need]
    package let basis: [LegalBasis]
    package let audience: [String]
    package let themes: [String]
    package let licence: String?
    /// The first day on which what it declares is in force; `nil` when the publisher chooses.
    package let effective: CivilDate?

    static let keys = [
        "id", "version", "title", "summary", "owner", "needs", "basis", "audience", "licence", "effective", "themes",
    ]

    /// Reads the declaration.
    package init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("id")?.identifier()
        let version = reader.required("version").flatMap(Self.version)
        let title = reader.text("title")
        let summary = reader.text("summary")
        let owner = reader.string("owner")
        basis = reader.basis(required: false)
        needs = (reader.child("needs")?.items() ?? []).compactMap(Self.need)
        audience = reader.strings("audience", required: false)
        themes = reader.strings("themes", required: false)
        licence = reader.string("licence", required: false)
        effective = reader.child("effective")?.date()
        guard let id, let version, let title, let summary, let owner else { return nil }
        self.id = id
        self.version = version
        self.title = title
        self.summary = summary
        self.owner = owner
    }

    private static func version(_ reader: DescriptorReader) -> SemanticVersion? {
        let text = reader.json.string ?? reader.json.text
        if let version = SemanticVersion(text) { return version }
        reader.error(
            "format.version.invalid", Text(zh: "“\(text)”不是版本号", en: "‘\(text)’ is not a version"),
            hint: Text(zh: "如 1.0.0", en: "Such as 1.0.0"))
        return nil
    }

    private static func need(_ reader: DescriptorReader) -> Need? {
        guard reader.expectObject(keys: ["package", "version"]) else { return nil }
        guard let package = reader.required("package")?.identifier(), let part = reader.required("version"),
            let text = part.string()
        else { return nil }
        if let range = VersionRange(text) { return Need(package: package, version: range) }
        part.error(
            "format.version.invalid", Text(zh: "“\(text)”不是版本范围", en: "‘\(text)’ is not a range of versions"),
            hint: Text(zh: "如 \">=1.0.0 <2.0.0\"", en: "Such as \">=1.0.0 <2.0.0\""))
        return nil
    }
}
