package import Diagnostics
package import HTMLBuilder

/// Cards that each lead somewhere: themes on a home page, or the ways out of an answer.
package struct LinkCards: Component {
    /// How the cards are laid out.
    package enum Layout: Sendable {
        /// Two or more columns; short titles.
        case tiles
        /// One below the other, with room for a sentence.
        case doors
    }

    /// One card.
    package struct Card: Sendable {
        /// The card's title and link.
        package let title: Text
        /// What one finds there.
        package let summary: Text?
        /// The card's picture.
        package let icon: Icon
        /// Where it leads.
        package let href: String

        /// Makes one.
        package init(title: Text, summary: Text? = nil, icon: Icon, href: String) {
            self.title = title
            self.summary = summary
            self.icon = icon
            self.href = href
        }
    }

    /// The cards.
    package let cards: [Card]
    /// How they are laid out.
    package let layout: Layout

    /// Makes one.
    package init(cards: [Card], layout: Layout = .tiles) {
        self.cards = cards
        self.layout = layout
    }

    package func render(into html: inout HTML) {
        html.ul(class: layout == .tiles ? "cards cards-tiles" : "cards cards-doors") { html in
            for card in cards {
                html.li(class: "card-link") { html in
                    html.span(class: "card-icon") { $0.add(card.icon) }
                    html.div { html in
                        html.a(card.title, .href(card.href))
                        if let summary = card.summary { html.p(summary) }
                    }
                    if layout == .doors { html.add(Icon.chevronRight) }
                }
            }
        }
    }
}
