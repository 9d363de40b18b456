import DesignSystem
import Diagnostics
import Localisation
import Testing

/// The product's strings keep the conventions of both languages. Every `Text(zh:en:)` literal in the sources is read.
@Suite struct WordingTests {
    /// Literals without interpolation; those with it are checked with the expressions taken out.
    static func texts(in source: String) -> [Text] {
        source.matches(of: /Text\(\s*zh:\s*"((?:[^"\\]|\\.)*)",\s*en:\s*"((?:[^"\\]|\\.)*)"/).map { match in
            func plain(_ literal: Substring) -> String {
                String(literal.replacing(/\\\([^)]*\)*\)/, with: "0").replacing("\\\"", with: "\""))
            }
            return Text(zh: plain(match.output.1), en: plain(match.output.2))
        }
    }

    @Test func `the reader finds texts over several lines and with values in them`() {
        let source = "Text(\n zh: \"甲\\(a.b(c))乙\",\n en: \"A \\(x) b\")"
        #expect(Self.texts(in: source) == [Text(zh: "甲0乙", en: "A 0 b")])
    }

    @Test func `the strings of the design system keep the conventions`() {
        let sources = Repository.texts(below: "Sources/Portal/DesignSystem", ending: ".swift")
        var count = 0
        for source in sources {
            for text in Self.texts(in: source.text) where text != Text(zh: "", en: " ") {
                count += 1
                let findings = WordingRules.findings(in: text)
                #expect(findings.isEmpty, "\(source.path): \(text.zh) | \(text.en) | \(findings.map(\.code))")
            }
        }
        #expect(count > 300)
    }
}
