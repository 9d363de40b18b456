package import Definitions
package import Diagnostics
import JSONTree

/// A statutory document (法定文书) as a package declares it.
package struct DocumentTemplate: Sendable, Hashable {
    /// What the document is.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// 受理通知书
        case acceptance
        /// 一次性告知书
        case oneTimeNotice = "one-time-notice"
        /// 决定书
        case decision
        /// 不予决定书
        case refusal
        /// 补正通知书
        case correction
        /// 预约单
        case appointment
        /// 回执
        case receipt
        /// 证明
        case certificate

        /// Whether the law asks for a remedy text (救济途径).
        package var needsRemedy: Bool { self == .decision || self == .refusal }
    }

    /// How it is handed over.
    package enum Delivery: String, Sendable, Hashable, CaseIterable {
        case electronic, counter, post, village
    }

    package let package: String
    package let id: String
    package let kind: Kind
    package let title: TextTemplate
    /// The number's pattern; `{year}` and `{sequence}` are given by the platform.
    package let number: Template
    /// The paragraphs.
    package let body: [TextTemplate]
    package let placeholders: [NoticePlaceholder]
    /// The department whose seal it bears.
    package let seal: String?
    package let delivery: [Delivery]
    package let remedy: Text?
    package let retention: RetentionRule
    package let basis: [LegalBasis]

    static let keys = [
        "document", "kind", "title", "number", "body", "placeholders", "seal", "delivery", "remedy", "retention",
        "basis",
    ]

    /// Reads a declaration; `nil` when it cannot be used, with the reasons in the reader's collector.
    package init?(_ reader: DescriptorReader, package: String) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("document")?.identifier()
        let kind = reader.choice("kind", Kind.self)
        let placeholders = reader.placeholders()
        let declared = reader.child("placeholders")?.json.members.map(\.name) ?? []
        let title = reader.required("title")?.template(placeholders: declared)
        let body = (reader.required("body")?.items() ?? []).compactMap { $0.template(placeholders: declared) }
        let number = reader.required("number").flatMap(Self.number)
        let remedy = reader.text("remedy", required: false)
        if let kind, kind.needsRemedy, remedy == nil {
            reader.error(
                "document.remedy.missing",
                Text(zh: "决定类文书要写明救济途径", en: "A decision must say how to object"),
                hint: Text(zh: "加 remedy", en: "Add remedy"))
        }
        let retention = reader.retention()
        if retention == nil {
            reader.error("document.retention.missing", Text(zh: "要写明文书保存期限", en: "Say how long the document is kept"))
        }
        let delivery = reader.choices("delivery", Delivery.self)
        let basis = reader.basis()
        guard let id, let kind, let title, let number, !body.isEmpty, let retention else { return nil }
        self.package = package
        self.id = id
        self.kind = kind
        self.title = title
        self.number = number
        self.body = body
        self.placeholders = placeholders
        seal = reader.string("seal", required: false)
        self.delivery = delivery
        self.remedy = remedy
        self.retention = retention
        self.basis = basis
    }

    private static func number(_ reader: DescriptorReader) -> Template? {
        guard let text = reader.string() else { return nil }
        do {
            let template = try Template(text)
            if template.names.isSubset(of: ["year", "sequence"]), template.names.contains("sequence") {
                return template
            }
        } catch {}
        reader.error(
            "document.number.invalid", Text(zh: "文号规则不对", en: "The number's pattern is not valid"),
            hint: Text(zh: "用 {year} 和 {sequence:5}", en: "Use {year} and {sequence:5}"))
        return nil
    }

    /// The number of the nth document of a year.
    package func number(year: Int, sequence: Int) throws(Template.Failure) -> String {
        try number.rendered(["year": String(year), "sequence": String(sequence)])
    }

    /// The document with its placeholders filled in; throws when one has no value.
    package func rendered(_ values: (String) -> Text?) throws(Template.Failure) -> (title: Text, body: [Text]) {
        let title = try title.rendered(values)
        var paragraphs: [Text] = []
        for paragraph in body { paragraphs.append(try paragraph.rendered(values)) }
        return (title, paragraphs)
    }
}
