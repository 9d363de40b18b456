import Diagnostics
package import HTMLBuilder

/// A part of a page that follows what happens while it is looked at; without scripts it is as it was loaded.
package struct LiveRegion: Component {
    /// The element's id, by which the fresh page's part is found.
    package let id: String
    /// The address of the events.
    package let source: String
    /// What is shown.
    package let content: Slot

    /// Makes one.
    package init(id: String, source: String, content: @escaping Slot) {
        self.id = id
        self.source = source
        self.content = content
    }

    package func render(into html: inout HTML) {
        html.div(.id(id), .data("live", source)) { html in
            // Shown only when something has changed under the hands of whoever is choosing.
            html.p(
                Text(
                    zh: "有变化了。选完以后刷新页面就能看到。", en: "Something has changed. Reload the page when you are done choosing."),
                class: "hint", .role("status"), .data("live-note"), .hidden(true))
            content(&html)
        }
    }
}
