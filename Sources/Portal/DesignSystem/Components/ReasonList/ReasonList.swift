package import Diagnostics
package import HTMLBuilder

/// Why an answer came out as it did: each condition, whether it was met, and the record that shows it.
package struct ReasonList: Component {
    /// One condition.
    package struct Reason: Sendable {
        /// Whether it was met, not met or not known.
        package let tone: Tone
        /// The word for it.
        package let verdict: Text
        /// The condition in plain words.
        package let condition: Text
        /// What was found, and where.
        package let finding: Text?
        /// The rule it rests on.
        package let basis: Text?

        /// Makes one.
        package init(tone: Tone, verdict: Text, condition: Text, finding: Text? = nil, basis: Text? = nil) {
            self.tone = tone
            self.verdict = verdict
            self.condition = condition
            self.finding = finding
            self.basis = basis
        }
    }

    /// The conditions in the order of the rule.
    package let reasons: [Reason]

    /// Makes one.
    package init(reasons: [Reason]) {
        self.reasons = reasons
    }

    package func render(into html: inout HTML) {
        html.ul(class: "reasons") { html in
            for reason in reasons {
                html.li(.class("reason \(reason.tone.classes)")) { html in
                    html.add(reason.tone.icon)
                    html.div { html in
                        html.p(class: "reason-title") { html in
                            html.strong(reason.condition)
                            html.add(StatusTag(label: reason.verdict, tone: reason.tone))
                        }
                        if let finding = reason.finding { html.p(finding) }
                        if let basis = reason.basis { html.p(basis, class: "source") }
                    }
                }
            }
        }
    }
}
