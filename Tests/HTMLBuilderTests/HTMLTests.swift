import Diagnostics
import HTMLBuilder
import Localisation
import Testing

@Suite struct HTMLTests {
    private func written(_ language: Language = .zhHans, _ write: (inout HTML) -> Void) -> String {
        var html = HTML(language: language, capacity: 0)
        write(&html)
        return html.string
    }

    @Test func `text is escaped`() {
        #expect(written { $0.p("<b>\"A\" & 'B'</b>") } == "<p>&lt;b&gt;&quot;A&quot; &amp; 'B'&lt;/b&gt;</p>")
    }

    @Test func `a special byte at every position of long text is found and nothing else is changed`() {
        for length in 0..<40 {
            let plain = String(repeating: "=;:\u{FF1C}a松", count: length)
            #expect(written { $0.text(plain) } == plain)
            for position in 0...length {
                let head = String(repeating: "x", count: position)
                let tail = String(repeating: "?", count: length - position)
                #expect(written { $0.text(head + "<" + tail + ">") } == head + "&lt;" + tail + "&gt;")
                #expect(written { $0.text(head + "&" + tail + "\"") } == head + "&amp;" + tail + "&quot;")
            }
        }
    }

    @Test func `neighbours of special bytes are left alone`() {
        let neighbours = "!#$%'()*;=?:/\u{01}\u{7F}"
        #expect(written { $0.text(neighbours + neighbours) } == neighbours + neighbours)
    }

    @Test func `a byte of zero becomes the replacement character`() {
        #expect(written { $0.text("a\u{0}b") } == "a\u{FFFD}b")
    }

    @Test func `rare characters outside the basic plane pass unchanged`() {
        #expect(written { $0.p("䶮𠮷👩‍👧") } == "<p>䶮𠮷👩‍👧</p>")
    }

    @Test func `elements nest and close in their order`() {
        let result = written { html in
            html.section(class: "card", .id("a")) { html in
                html.h2("T")
                html.ul { html in html.li("1") }
            }
        }
        #expect(result == "<section class=\"card\" id=\"a\"><h2>T</h2><ul><li>1</li></ul></section>")
    }

    @Test func `a wording is written in the language of the document`() {
        let text = Text(zh: "提交", en: "Submit")
        #expect(written(.zhHans) { $0.button(text, .title(text)) } == "<button title=\"提交\">提交</button>")
        #expect(written(.en) { $0.button(text, .title(text)) } == "<button title=\"Submit\">Submit</button>")
    }

    @Test func `attribute values are escaped and absent ones are not written`() {
        let absent: String? = nil
        let result = written { html in
            html.input(
                .value("\"><script>"), .id(absent), .checked(false), .disabled(true), .maxlength(18),
                .aria("invalid", true), .data("key", "F8"), .data("once"))
        }
        #expect(
            result
                == "<input value=\"&quot;&gt;&lt;script&gt;\" disabled maxlength=\"18\" aria-invalid=\"true\" data-key=\"F8\" data-once>"
        )
    }

    @Test(arguments: [
        "javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:x", "data:text/html,x",
        "vbscript:x", "\u{01}javascript:x", "weixin://x",
    ])
    func `an address that can run a script is not written`(address: String) {
        #expect(written { $0.a("x", .href(address)) } == "<a href=\"#\">x</a>")
        #expect(written { $0.form(.action(address)) { _ in } } == "<form action=\"#\"></form>")
    }

    @Test(arguments: [
        "/a?b=c:d", "https://example.org/", "tel:12345", "mailto:a@b.c", "#main", "a/b:c", "?x=javascript:1", "",
        "HTTP://x",
    ])
    func `other addresses are written as they are`(address: String) {
        #expect(written { $0.a("x", .href(address)) } == "<a href=\"\(address)\">x</a>")
    }

    @Test(arguments: [0, 7, -7, 10, 1234567890, Int.max, Int.min])
    func `numbers are written in digits`(number: Int) {
        #expect(written { $0.text(number) } == String(number))
    }

    @Test func `only raw writes markup`() {
        #expect(written { $0.raw("<!doctype html>") } == "<!doctype html>")
        #expect(written { $0.rawBytes("<b>".utf8) } == "<b>")
        #expect(written { $0.rawBytes([60, 98, 62]) } == "<b>")
    }

    @Test func `a document grows far beyond its first capacity`() {
        var html = HTML(language: .en, capacity: 1)
        for number in 0..<20_000 { html.p(number) }
        #expect(html.count == html.bytes.count)
        #expect(html.string.hasSuffix("<p>19999</p>"))
        #expect(html.string.split(separator: "</p>").count == 20_000)
    }

    @Test func `a computed class and a custom element can be written`() {
        let chart = Tag(open: "<yw-chart", close: "</yw-chart>")
        #expect(written { $0.element(chart, "x", .class("a b")) } == "<yw-chart class=\"a b\">x</yw-chart>")
    }
}
