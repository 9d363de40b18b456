package import Diagnostics
package import HTMLBuilder
import Localisation

/// How far something is that takes a while; scripts ask again, without scripts the page is loaded again by a link.
package struct ProgressBar: Component {
    /// What is being done.
    package let label: Text
    /// How much is done.
    package let done: Int
    /// How much there is; `nil` while that is not known.
    package let total: Int?
    /// Whether the figures are parts of a hundred.
    package let isPercent: Bool
    /// Where the present state is asked for; `nil` once it has ended.
    package let poll: String?
    /// Where one goes when it has ended; scripts go there by themselves.
    package let next: Link?

    /// Makes one.
    package init(
        label: Text, done: Int, total: Int?, isPercent: Bool = false, poll: String? = nil, next: Link? = nil
    ) {
        self.label = label
        self.done = done
        self.total = total
        self.isPercent = isPercent
        self.poll = poll
        self.next = next
    }

    package func render(into html: inout HTML) {
        html.div(
            class: "progress", .data("poll", poll), .data("then", next?.href),
            .aria("live", "polite")
        ) { html in
            html.p(class: "progress-label") { html in
                html.text(label)
                html.strong(figure)
            }
            html.element(
                .svg, class: "steps-bar", .viewBox("0 0 100 2"), .attribute("preserveAspectRatio", "none"),
                .aria("hidden", true),
                .attribute("focusable", "false")
            ) { html in
                html.element(.rect, class: "steps-track", .width("100"), .height("2")) { _ in }
                html.element(.rect, class: "steps-done", .width(String(width)), .height("2")) { _ in }
            }
            if poll == nil, let next { html.p { $0.add(next) } }
            if let poll {
                html.p(class: "without-script") { html in
                    html.add(Link(label: Text(zh: "刷新进度", en: "Refresh"), href: poll))
                }
            }
        }
    }

    private var width: Int {
        guard let total, total > 0 else { return 0 }
        return min(100, max(0, done * 100 / total))
    }

    private var figure: Text {
        let count = Numbers.grouped(done)
        if isPercent { return Text(verbatim: "\(count)%") }
        guard let total else { return Text(verbatim: count) }
        let all = Numbers.grouped(total)
        return Text(zh: "\(count)，共\(all)", en: "\(count) of \(all)")
    }
}
