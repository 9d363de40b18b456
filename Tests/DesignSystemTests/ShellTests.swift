import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Testing

@Suite struct ShellTests {
    static func context(_ language: Language, theme: Theme = .standard) -> PageContext {
        PageContext(
            language: language, theme: theme, county: Text(zh: "松禾县", en: "Songhe County"),
            site: Text(zh: "一网通办", en: "Online Services"),
            assets: AssetLinks(style: "/assets/app.1.css", script: "/assets/y.2.js"),
            navigation: [.init(label: Text(zh: "首页", en: "Home"), href: "/", icon: .home, isCurrent: true, count: 2)],
            account: .init(name: .verbatim("张*"), role: nil, href: "/me", signOut: "/sign-out", token: "t"),
            languageSwitch: "/language", themeSwitch: "/theme", notice: Text(zh: "演示", en: "Demonstration"),
            footer: [Link(label: Text(zh: "隐私", en: "Privacy"), href: "/privacy")])
    }

    private static let title = Text(zh: "标题", en: "Heading")

    static func pages(_ language: Language, theme: Theme = .standard) -> [(name: String, html: String)] {
        let context = context(language, theme: theme)
        func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        return [
            (
                "citizen",
                string(CitizenPage(context: context, title: title, back: BackLink(href: "/")).document { $0.h1(title) })
            ),
            ("staff", string(StaffPage(context: context, title: title).document { $0.p("x") })),
            (
                "cockpit",
                string(CockpitPage(context: context, title: title, asOf: title).document { $0.p("x") })
            ),
            ("print", string(PrintSheet(context: context, title: title, issuer: title).document { $0.p("x") })),
            ("gallery", string(GalleryPage(context: context).document())),
        ]
    }

    @Test(arguments: Language.allCases) func `every page has its language, one heading, one main part and a skip link`(
        language: Language
    ) {
        for page in Self.pages(language) {
            let markup = Markup(page.html)
            #expect(markup.faults.isEmpty, "\(page.name)")
            #expect(markup.elements.first { $0.name == "html" }?.attributes["lang"] == language.tag)
            #expect(markup.elements.filter { $0.name == "h1" }.count == 1, "\(page.name)")
            #expect(markup.elements.filter { $0.name == "main" }.count == 1, "\(page.name)")
            let skip = markup.elements.first { $0.attributes["class"] == "skip-link" }
            #expect(skip?.attributes["href"] == "#main")
            #expect(markup.elements.contains { $0.attributes["id"] == "main" })
        }
    }

    @Test func `identifiers are used once in a page`() {
        for page in Self.pages(.zhHans) {
            let ids = Markup(page.html).elements.compactMap { $0.attributes["id"] }
            let twice = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
            #expect(twice.isEmpty, "\(page.name)")
        }
    }

    @Test func `an English page holds no Chinese but the name of the other language`() {
        for page in Self.pages(.en) where page.name != "gallery" {
            let rest = page.html.split(separator: "中文").joined().split(separator: "张*").joined()
            let han = rest.unicodeScalars.filter(\.properties.isIdeographic)
            #expect(han.isEmpty, "\(page.name): \(String(String.UnicodeScalarView(han)))")
        }
    }

    @Test func `a page with errors says so in its title`() {
        let page = CitizenPage(context: Self.context(.zhHans), title: Self.title, hasError: true).document {
            $0.h1(Self.title)
        }
        #expect(String(decoding: page, as: UTF8.self).contains("<title>错误：标题 – 松禾县一网通办</title>"))
    }

    @Test func `large type is a theme of the page and offers the way back`() {
        let large = Self.pages(.zhHans, theme: .large)[0].html
        #expect(large.contains("data-theme=\"large\""))
        #expect(large.contains("标准版"))
        #expect(Self.pages(.zhHans)[0].html.contains("长辈版"))
        // The cockpit stays dark whatever was chosen elsewhere.
        #expect(Self.pages(.zhHans, theme: .large)[2].html.contains("data-theme=\"dark\""))
    }

    @Test func `help stands in the same place on every page for citizens`() {
        #expect(Self.pages(.zhHans)[0].html.contains("href=\"tel:12345\""))
    }

    @Test func `a step of a journey leaves out what leads away`() {
        let page = CitizenPage(context: Self.context(.zhHans), title: Self.title, isJourney: true).document {
            $0.h1(Self.title)
        }
        #expect(!String(decoding: page, as: UTF8.self).contains("class=\"tabs\""))
    }

    @Test func `without an installed htmx no page asks for it`() {
        #expect(!Self.pages(.zhHans).contains { $0.html.contains("htmx") })
    }
}
