package import Diagnostics
package import HTMLBuilder

/// The answer to what someone asked: yes, no, or not known — in one sentence, with what follows from it.
package struct AnswerPanel: Component {
    /// Which of the three answers.
    package let tone: Tone
    /// The answer as the page's heading.
    package let title: Text
    /// What follows from it.
    package let text: Text?
    /// What the number of the case is called, and the number.
    package let number: (label: Text, value: String)?
    /// The title is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        tone: Tone, title: Text, text: Text? = nil, number: (label: Text, value: String)? = nil,
        isPageHeading: Bool = true
    ) {
        self.tone = tone
        self.title = title
        self.text = text
        self.number = number
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        html.section(.class("answer \(tone.classes)")) { html in
            html.span(class: "answer-sign") { $0.add(tone.icon) }
            html.div { html in
                html.element(isPageHeading ? .h1 : .h2, title)
                if let text { html.p(text) }
                if let number {
                    html.p(class: "answer-number") { html in
                        html.span(number.label)
                        html.strong(number.value)
                    }
                }
            }
        }
    }
}
