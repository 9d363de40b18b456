package import Diagnostics
import JSONTree

/// What something rests on: a law, a rule, a notice.
package struct LegalBasis: Sendable, Hashable {
    /// The rank of the source.
    package enum Level: String, Sendable, Hashable, CaseIterable {
        /// 法律
        case law
        /// 法规
        case regulation
        /// 规章
        case rule
        /// 规范性文件、通知
        case notice
    }

    /// The title with its article or number.
    package let title: Text
    /// The article, when it is written apart.
    package let article: Text?
    /// Where it can be read.
    package let url: String?
    /// The rank of the source.
    package let level: Level?

    /// Makes a basis.
    package init(title: Text, article: Text? = nil, url: String? = nil, level: Level? = nil) {
        self.title = title
        self.article = article
        self.url = url
        self.level = level
    }

    /// The title with its article.
    package var words: Text {
        article.map { Text(zh: "\(title.zh)\($0.zh)", en: "\(title.en), \($0.en)") } ?? title
    }
}

extension DescriptorReader {
    /// The bases under a key: a text, one basis, or a list of either. None is reported when required.
    package func basis(_ key: String = "basis", required isRequired: Bool = true) -> [LegalBasis] {
        guard let part = child(key) else {
            if isRequired {
                error(
                    "basis.missing", Text(zh: "缺少依据（\(key)）", en: "No legal basis is given (\(key))"),
                    hint: Text(zh: "写明法律、规章或通知", en: "Name the law, rule or notice"))
            }
            return []
        }
        let bases =
            part.json.kind == .array ? part.items().compactMap { $0.oneBasis() } : [part.oneBasis()].compactMap(\.self)
        if bases.isEmpty, isRequired, part.json.kind == .array, part.json.elements.isEmpty {
            part.error("basis.missing", Text(zh: "依据不能为空", en: "The legal basis is empty"))
        }
        return bases
    }

    private func oneBasis() -> LegalBasis? {
        guard json["title"] != nil else { return text().map { LegalBasis(title: $0) } }
        expectObject(keys: ["title", "article", "url", "level"])
        guard let title = text("title") else { return nil }
        return LegalBasis(
            title: title, article: text("article", required: false), url: string("url", required: false),
            level: choice("level", required: false))
    }
}
