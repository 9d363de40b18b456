import Diagnostics
import HTMLBuilder

/// What is said on every page, such as that the data is invented.
struct DemoNotice {
    let text: Text

    func render(into html: inout HTML) {
        html.aside(class: "demo", .aria("label", Text(zh: "提示", en: "Notice"))) { html in html.p(text) }
    }
}

extension HTML {
    mutating func add(_ notice: DemoNotice) { notice.render(into: &self) }
}
