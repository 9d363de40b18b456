package import Diagnostics
package import HTMLBuilder

/// What the registers already know about someone: each line with its source, its date and a way to object.
package struct KnownFacts: Component {
    /// One thing known, or looked for and not found.
    package struct Fact: Sendable {
        /// What it is.
        package let label: Text
        /// What the register says; `nil` when nothing was found.
        package let value: Text?
        /// The office that owns the register.
        package let source: Text
        /// As of when; `nil` when nothing was found.
        package let asOf: Text?
        /// Where to say that it is wrong.
        package let objection: String?
        /// What nothing found means here.
        package let note: Text?

        /// Makes one.
        package init(
            label: Text, value: Text?, source: Text, asOf: Text? = nil, objection: String? = nil, note: Text? = nil
        ) {
            self.label = label
            self.value = value
            self.source = source
            self.asOf = asOf
            self.objection = objection
            self.note = note
        }
    }

    /// The facts.
    package let facts: [Fact]
    /// The heading, when the list is one of several.
    package let title: Text?

    /// Makes one.
    package init(facts: [Fact], title: Text? = nil) {
        self.facts = facts
        self.title = title
    }

    package func render(into html: inout HTML) {
        html.section(class: "facts") { html in
            if let title { html.h2(title) }
            html.dl { html in
                for fact in facts {
                    html.div(class: fact.value == nil ? "fact fact-missing" : "fact") { html in
                        html.dt(fact.label)
                        html.dd(class: "fact-value") { html in
                            html.text(fact.value ?? Text(zh: "查不到", en: "Not found"))
                            if let note = fact.note { html.span(note, class: "fact-note") }
                        }
                        html.dd(class: "source") { html in
                            html.add(Icon.database)
                            html.text(fact.source)
                            if let asOf = fact.asOf {
                                html.raw(" · ")
                                html.text(asOf)
                            }
                        }
                        if let objection = fact.objection {
                            html.dd(class: "fact-action") { html in
                                html.add(
                                    Link(
                                        label: fact.objectionLabel, href: objection,
                                        context: Text(zh: "：\(fact.label.zh)", en: ": \(fact.label.en)")))
                            }
                        }
                    }
                }
            }
        }
    }
}

extension KnownFacts.Fact {
    /// What is said against it: that it is wrong, or that there should be an entry.
    fileprivate var objectionLabel: Text {
        value == nil ? Text(zh: "应该有", en: "It exists") : Text(zh: "有误", en: "Wrong?")
    }
}
