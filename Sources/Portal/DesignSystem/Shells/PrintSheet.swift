package import Diagnostics
package import HTMLBuilder
import Localisation

/// A sheet of A4: a form to fill in by hand, a slip, a decision. It looks on screen as it will on paper.
package struct PrintSheet: Sendable {
    /// What all pages know.
    package let context: PageContext
    /// The document's title.
    package let title: Text
    /// The document's or case's number, written beside the code.
    package let number: (label: Text, value: String)?
    /// The code that leads back to the case.
    package let code: QRCode?
    /// The office that issues it.
    package let issuer: Text
    /// What stands at the foot of each sheet.
    package let footnote: Text?
    /// The way back, on screen only.
    package let back: BackLink?

    /// Makes one.
    package init(
        context: PageContext, title: Text, number: (label: Text, value: String)? = nil, code: QRCode? = nil,
        issuer: Text, footnote: Text? = nil, back: BackLink? = nil
    ) {
        self.context = context
        self.title = title
        self.number = number
        self.code = code
        self.issuer = issuer
        self.footnote = footnote
        self.back = back
    }

    /// The whole document.
    package func document(content: (inout HTML) -> Void) -> [UInt8] {
        let frame = DocumentFrame(
            context: context, title: title, hasError: false, theme: .standard, bodyClass: "print-page")
        return frame.document { html in
            html.header(class: "print-controls") { html in
                html.add(back)
                html.add(Button(label: Text(zh: "打印", en: "Print"), action: .print, icon: .printer))
            }
            html.main(class: "sheet", .id("main"), .tabindex(-1)) { html in
                html.div(class: "sheet-head") { html in
                    html.div { html in
                        html.p(issuer, class: "sheet-issuer")
                        html.h1(title)
                        if let number {
                            html.p(class: "sheet-number") { html in
                                html.text(number.label)
                                html.text(Text(zh: "：", en: ": "))
                                html.strong(number.value)
                            }
                        }
                    }
                    html.add(code)
                }
                content(&html)
                if let footnote { html.p(footnote, class: "sheet-foot") }
            }
        }
    }
}
