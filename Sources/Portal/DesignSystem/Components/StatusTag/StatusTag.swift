package import Diagnostics
package import HTMLBuilder

/// A short word for a state.
package struct StatusTag: Component {
    /// The word.
    package let label: Text
    /// What the state means.
    package let tone: Tone

    /// Makes one.
    package init(label: Text, tone: Tone = .neutral) {
        self.label = label
        self.tone = tone
    }

    package func render(into html: inout HTML) {
        html.span(label, .class("tag \(tone.classes)"))
    }
}
