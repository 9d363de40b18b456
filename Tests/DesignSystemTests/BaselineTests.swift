import DesignSystem
import Foundation
import HTMLBuilder
import Localisation
import Testing

/// What the browsers of the desks (Chromium 90) can do; anything younger is refused.
@Suite struct BaselineTests {
    static let refusedInStyles: [(String, String)] = [
        ("@layer", #"@layer\b"#), (":has()", #":has\("#),
        ("container queries", #"@container\b|container-(type|name)\s*:"#),
        ("dynamic viewport units", #"\d(dvh|svh|lvh|dvw|svw|lvw)\b"#), ("nesting", #"(^|[{;]\s*)&"#),
        ("@scope", #"@scope\b"#),
        ("color-mix", #"color-mix\("#), ("oklch and lab", #"\b(oklch|oklab|lab|lch)\("#), ("subgrid", #"\bsubgrid\b"#),
        ("range media queries", #"@media[^{]*[<>]"#),
        ("individual transforms", #"(^|[{;\s])(translate|rotate|scale)\s*:"#),
        ("accent-color", #"accent-color"#), ("text-wrap", #"text-wrap"#), (":user-invalid", #":user-(in)?valid"#),
        ("light-dark", #"light-dark\("#), ("anchor positioning", #"anchor-name|position-area"#),
        ("@starting-style", #"@starting-style"#),
        ("view transitions", #"view-transition"#), (":modal and popover", #":modal|:popover-open"#),
        ("@import", #"@import\b"#),
    ]

    static let refusedInScripts: [(String, String)] = [
        ("structuredClone", #"structuredClone\("#), ("at()", #"\.at\("#), ("Object.hasOwn", #"Object\.hasOwn\b"#),
        ("inert", #"\.inert\b|["']inert["']"#), ("findLast", #"\.findLast"#),
        ("toSorted", #"\.to(Sorted|Reversed|Spliced)\("#),
        ("Object.groupBy", #"(Object|Map)\.groupBy"#), ("Array.fromAsync", #"fromAsync"#),
        ("static blocks", #"\bstatic\s*\{"#),
        ("Promise.withResolvers", #"withResolvers"#), ("AbortSignal.timeout", #"AbortSignal\.(timeout|any)"#),
        ("randomUUID", #"randomUUID"#), ("popover", #"showPopover"#), ("eval", #"\beval\(|new Function"#),
        ("inline style", #"\.style\b|cssText"#), ("innerHTML", #"innerHTML|insertAdjacentHTML|document\.write"#),
        ("private brand checks", #"#\w+ in "#), ("regular expression flags", #"/[a-z]*[dv][a-z]*\.(test|exec)"#),
    ]

    static func findings(in source: String, _ rules: [(String, String)]) -> [String] {
        let plain = source.replacing(/\/\*[\s\S]*?\*\//, with: "").replacing(/(^|\s)\/\/[^\n]*/, with: "")
        return rules.filter { plain.range(of: $0.1, options: .regularExpression) != nil }.map(\.0)
    }

    @Test func `style sheets use nothing younger than Chromium 90`() {
        #expect(Repository.styles.count >= 8)
        for sheet in Repository.styles {
            #expect(Self.findings(in: sheet.text, Self.refusedInStyles).isEmpty, "\(sheet.path)")
        }
    }

    @Test func `scripts use nothing younger than Chromium 90 and nothing that the policy refuses`() {
        #expect(!Repository.scripts.isEmpty)
        for script in Repository.scripts {
            #expect(Self.findings(in: script.text, Self.refusedInScripts).isEmpty, "\(script.path)")
        }
    }

    @Test(arguments: [
        "@layer base {}", "a:has(b) {}", ".a { container-type: size }", ".a { height: 100dvh }",
        ".a { &:hover { color: red } }",
        "@media (width >= 40rem) {}", ".a { rotate: 4deg }", ".a{color:color-mix(in srgb, red, blue)}",
        ".a { accent-color: red }",
    ])
    func `the search finds what it is for in styles`(source: String) {
        #expect(!Self.findings(in: source, Self.refusedInStyles).isEmpty)
    }

    @Test(arguments: [
        "x.at(-1)", "structuredClone(x)", "e.style.color = 1", "e.innerHTML = x", "e.inert = true", "eval('x')",
    ])
    func `the search finds what it is for in scripts`(source: String) {
        #expect(!Self.findings(in: source, Self.refusedInScripts).isEmpty)
    }

    @Test func `the style sheet is at most 15 kB compressed and scripts are below 10 kB, the editor's below 13 kB`()
        throws
    {
        let style = try AssetTests.catalogue().assets.first { $0.name == "app.css" }
        let bytes = try #require(style).bytes
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("yiwang-\(UUID().uuidString).css")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
        gzip.arguments = ["-9", "-c", file.path]
        let pipe = Pipe()
        gzip.standardOutput = pipe
        try gzip.run()
        let compressed = try #require(try pipe.fileHandleForReading.readToEnd())
        gzip.waitUntilExit()
        #expect(compressed.count <= 15_000)
        #expect(compressed.count > 1_000)
        // One is on every page, the other on the page where tables are edited only.
        let names = Repository.scripts.map { String($0.path.split(separator: "/").last ?? "") }
        #expect(Set(names) == ["sheet.js", "yiwang.js"])
        for script in Repository.scripts {
            #expect(script.text.utf8.count < (script.path.hasSuffix("sheet.js") ? 13_000 : 10_000), "\(script.path)")
        }
    }

    @Test func `every class that pages use is known to the style sheet, but for a few named here`() {
        let known = Set(
            Repository.styles.flatMap { sheet in
                sheet.text.matches(of: /\.(-?[a-zA-Z_][\w-]*)/).map { String($0.output.1) }
            })
        // Names for scripts and for structure; they look like what they stand in.
        let plain: Set<String> = ["staff-body", "suffix", "cell-pair", "progress", "sign-out"]
        for page in ShellTests.pages(.zhHans) {
            for element in Markup(page.html).elements {
                for name in element.attributes["class"]?.split(separator: " ").map(String.init) ?? [] {
                    #expect(known.contains(name) || plain.contains(name), "\(page.name): .\(name)")
                }
            }
        }
    }
}
