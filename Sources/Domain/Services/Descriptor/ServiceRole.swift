import Definitions
package import Diagnostics

/// A person's part in a case: applicant, child, spouse.
package struct ServiceRole: Sendable, Hashable {
    /// The role's name, the FEEL variable that holds it.
    package let name: String
    package let title: Text
    /// In which relation to the subject one may hold it; empty for any.
    package let relations: [String]

    /// The role that every case has.
    package static let applicant = "applicant"
    static let names = ["applicant", "child", "spouse", "firm", "household"]
    static let relationNames = ["father", "mother", "guardian", "grandparent", "helper", "self"]

    init?(_ reader: DescriptorReader, name: String) {
        guard reader.expectObject(keys: ["title", "relation"]) else { return nil }
        if !Self.names.contains(name) {
            reader.error(
                "service.role.unknown", Text(zh: "没有角色“\(name)”", en: "There is no role ‘\(name)’"),
                hint: Text(
                    zh: "可用：\(Self.names.joined(separator: "、"))", en: "One of: \(Self.names.joined(separator: ", "))"))
            return nil
        }
        for part in reader.child("relation")?.items() ?? [] {
            guard let word = part.string(), !Self.relationNames.contains(word) else { continue }
            part.error(
                "service.relation.unknown", Text(zh: "没有关系“\(word)”", en: "There is no relation ‘\(word)’"),
                hint: Text(
                    zh: "可用：\(Self.relationNames.joined(separator: "、"))",
                    en: "One of: \(Self.relationNames.joined(separator: ", "))"))
        }
        guard let title = reader.text("title") else { return nil }
        self.name = name
        self.title = title
        relations = reader.strings("relation", required: false)
    }
}
