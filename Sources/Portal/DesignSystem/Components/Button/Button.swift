package import Diagnostics
package import HTMLBuilder

/// Something to press: sends a form, or leads to the beginning of a journey.
package struct Button: Component {
    /// How much a button stands out. A page has one primary button.
    package enum Kind: String, Sendable, CaseIterable {
        /// What most people come to do.
        case primary
        /// What some do instead.
        case secondary
        /// What few do.
        case quiet
        /// What cannot be undone.
        case danger
    }

    /// What happens when it is pressed.
    package enum Action: Sendable {
        /// Sends the form; with a name and value when several buttons send the same form.
        case submit(name: String? = nil, value: String? = nil)
        /// Sends the form to another address.
        case submitTo(String)
        /// Leads to a page; looks like a button because something begins there.
        case link(String)
        /// Prints the page; hidden without scripts.
        case print
    }

    /// The words: a verb that names the act.
    package let label: Text
    /// What happens.
    package let action: Action
    /// How much it stands out.
    package let kind: Kind
    /// A picture beside the words.
    package let icon: Icon?
    /// A key that presses it at a desk, shown on the button.
    package let shortcut: String?

    /// Makes one.
    package init(
        label: Text, action: Action = .submit(), kind: Kind = .primary, icon: Icon? = nil, shortcut: String? = nil
    ) {
        self.label = label
        self.action = action
        self.kind = kind
        self.icon = icon
        self.shortcut = shortcut
    }

    package func render(into html: inout HTML) {
        switch action {
        case .link(let href):
            html.a(class: classes, .href(href), .data("key", shortcut)) { content(into: &$0) }
        case .submit(let name, let value):
            html.button(
                class: classes, .type("submit"), .name(name), .value(value), .data("key", shortcut)
            ) { content(into: &$0) }
        case .submitTo(let address):
            html.button(
                class: classes, .type("submit"), .formaction(address), .data("key", shortcut)
            ) { content(into: &$0) }
        case .print:
            html.button(class: classes, .type("button"), .data("print"), .hidden()) { content(into: &$0) }
        }
    }

    private var classes: StaticString {
        switch kind {
        case .primary: "button"
        case .secondary: "button button-secondary"
        case .quiet: "button button-quiet"
        case .danger: "button button-danger"
        }
    }

    private func content(into html: inout HTML) {
        // An arrow points onwards and stands behind the words; every other picture stands before them.
        let isTrailing = icon == .arrowRight || icon == .chevronRight
        if let icon, !isTrailing { html.add(icon) }
        html.span(label)
        if let icon, isTrailing { html.add(icon) }
        if let shortcut { html.kbd(shortcut, .aria("hidden", true)) }
    }
}
