import Diagnostics
import HTMLBuilder
import Localisation

/// What stands around every page: the head, the skip link, the scripts.
struct DocumentFrame {
    let context: PageContext
    let title: Text
    let hasError: Bool
    let theme: Theme
    let bodyClass: StaticString

    func document(body: (inout HTML) -> Void) -> [UInt8] {
        var html = HTML(language: context.language)
        html.raw("<!doctype html>\n")
        html.element(.html, .lang(context.language.tag), .data("theme", theme.rawValue)) { html in
            html.element(.head) { head(into: &$0) }
            html.element(.body, class: bodyClass) { html in
                html.a(Text(zh: "跳到正文", en: "Skip to main content"), class: "skip-link", .href("#main"))
                body(&html)
            }
        }
        return html.bytes
    }

    private func head(into html: inout HTML) {
        html.meta(.charset("utf-8"))
        html.element(.title) { html in
            if hasError { html.text(Text(zh: "错误：", en: "Error: ")) }
            html.text(title)
            html.raw(" – ")
            html.text(context.county)
            html.text(Text(zh: "", en: " "))
            html.text(context.site)
        }
        html.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
        html.meta(.name("format-detection"), .content("telephone=no"))
        html.meta(.name("color-scheme"), .content(theme == .dark ? "dark" : "light"))
        html.link(.rel("stylesheet"), .href(context.assets.style))
        if let icon = context.assets.icon { html.link(.rel("icon"), .href(icon), .type("image/svg+xml")) }
        if let htmx = context.assets.htmx {
            html.meta(.name("htmx-config"), .content(#"{"includeIndicatorStyles":false,"allowEval":false}"#))
            html.element(.script, .src(htmx), .attribute("defer", "")) { _ in }
        }
        if let script = context.assets.script {
            html.element(.script, .type("module"), .src(script)) { _ in }
        }
    }
}
