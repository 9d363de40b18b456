package import Diagnostics
package import HTMLBuilder

/// Tells about something beside the page's own subject.
package struct Banner: Component {
    /// What kind of news.
    package let tone: Tone
    /// What it is about.
    package let title: Text
    /// What there is to know.
    package let text: Text?
    /// What can be done about it.
    package let link: Link?
    /// It answers what was just done, and is read out.
    package let isReply: Bool

    /// Makes one.
    package init(tone: Tone, title: Text, text: Text? = nil, link: Link? = nil, isReply: Bool = false) {
        self.tone = tone
        self.title = title
        self.text = text
        self.link = link
        self.isReply = isReply
    }

    package func render(into html: inout HTML) {
        html.div(.class("banner \(tone.classes)"), .role(isReply ? "alert" : nil)) { html in
            html.add(tone.icon)
            html.div { html in
                html.p(title, class: "banner-title")
                if let text { html.p(text) }
                if let link { html.p { $0.add(link) } }
            }
        }
    }
}
