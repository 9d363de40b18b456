package import Diagnostics
package import HTMLBuilder

/// A few facts side by side that most people come for.
package struct KeyFacts: Component {
    /// One fact.
    package struct Fact: Sendable {
        /// What it is.
        package let label: Text
        /// The fact, short.
        package let value: Text
        /// A picture.
        package let icon: Icon

        /// Makes one.
        package init(label: Text, value: Text, icon: Icon) {
            self.label = label
            self.value = value
            self.icon = icon
        }
    }

    /// The facts; at most four.
    package let facts: [Fact]

    /// Makes one.
    package init(facts: [Fact]) {
        self.facts = facts
    }

    package func render(into html: inout HTML) {
        html.dl(class: "key-facts") { html in
            for fact in facts {
                html.div { html in
                    html.dt { html in
                        html.add(fact.icon)
                        html.text(fact.label)
                    }
                    html.dd(fact.value)
                }
            }
        }
    }
}
