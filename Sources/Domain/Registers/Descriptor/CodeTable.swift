import Definitions
package import Diagnostics
import JSONTree

/// A table of codes (代码表): what may stand in an element of type code, and how each reads.
package struct CodeTable: Sendable, Hashable {
    /// One code.
    package struct Entry: Sendable, Hashable {
        /// As stored.
        package let code: String
        /// As read.
        package let title: Text

        package init(code: String, title: Text) {
            self.code = code
            self.title = title
        }
    }

    /// The table's name in its package; that of the element when it is written there.
    package let name: String
    /// What it lists.
    package let title: Text
    /// The standard it follows, such as GB/T 2261.1.
    package let standard: String?
    /// The codes in the order of the author.
    package let entries: [Entry]

    /// Makes a table.
    package init(name: String, title: Text, standard: String?, entries: [Entry]) {
        self.name = name
        self.title = title
        self.standard = standard
        self.entries = entries
    }

    /// How a code reads; `nil` when it is not in the table.
    package func title(of code: String) -> Text? { entries.first { $0.code == code }?.title }
}

extension DescriptorReader {
    /// The codes of this mapping.
    func codeEntries() -> [CodeTable.Entry] {
        let entries = entries().compactMap { code, value in
            value.text().map { CodeTable.Entry(code: code, title: $0) }
        }
        if json.kind == .object, json.members.isEmpty {
            error("codes.empty", Text(zh: "代码表没有代码", en: "The code table has no codes"))
        }
        return entries
    }
}
