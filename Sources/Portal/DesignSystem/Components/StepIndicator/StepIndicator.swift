package import Diagnostics
package import HTMLBuilder

/// How far one is in a journey of several pages.
package struct StepIndicator: Component {
    /// The step one is at, from 1.
    package let step: Int
    /// How many there are.
    package let steps: Int
    /// What this step is about.
    package let title: Text?

    /// Makes one.
    package init(step: Int, steps: Int, title: Text? = nil) {
        self.step = step
        self.steps = steps
        self.title = title
    }

    package func render(into html: inout HTML) {
        html.div(class: "steps") { html in
            html.p { html in
                html.text(Text(zh: "第\(step)步，共\(steps)步", en: "Step \(step) of \(steps)"))
                if let title {
                    html.span(class: "steps-title") { html in
                        html.text(Text(zh: "：", en: ": "))
                        html.text(title)
                    }
                }
            }
            html.element(
                .svg, class: "steps-bar", .viewBox("0 0 100 2"), .attribute("preserveAspectRatio", "none"),
                .aria("hidden", true), .attribute("focusable", "false")
            ) { html in
                html.element(.rect, class: "steps-track", .width("100"), .height("2")) { _ in }
                html.element(.rect, class: "steps-done", .width(String(width)), .height("2")) { _ in }
            }
        }
    }

    private var width: Int { steps > 0 ? min(100, max(0, step * 100 / steps)) : 0 }
}
