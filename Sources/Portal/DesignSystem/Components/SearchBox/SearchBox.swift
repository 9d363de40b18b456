package import Diagnostics
package import HTMLBuilder

/// A search that is sent by GET, with words that others often look for.
package struct SearchBox: Component {
    /// The control's name.
    package let label: Text
    /// Where the search is sent.
    package let action: String
    /// The field's name.
    package let name: String
    /// What was searched for.
    package let value: String
    /// Words often looked for, as links.
    package let suggestions: [Link]
    /// The label is the page's heading.
    package let isPageHeading: Bool
    /// Hidden fields that go along.
    package let hidden: [(name: String, value: String)]

    /// Makes one.
    package init(
        label: Text, action: String, name: String = "q", value: String = "", suggestions: [Link] = [],
        isPageHeading: Bool = false, hidden: [(name: String, value: String)] = []
    ) {
        self.label = label
        self.action = action
        self.name = name
        self.value = value
        self.suggestions = suggestions
        self.isPageHeading = isPageHeading
        self.hidden = hidden
    }

    package func render(into html: inout HTML) {
        html.form(class: "search-box", .role("search"), .method(.get), .action(action)) { html in
            for field in hidden { html.input(.type("hidden"), .name(field.name), .value(field.value)) }
            if isPageHeading {
                html.h1 { html in html.label(label, .for(id)) }
            } else {
                html.label(label, class: "label", .for(id))
            }
            html.div(class: "search-row") { html in
                html.add(Icon.search)
                html.input(
                    .type("search"), .id(id), .name(name), .value(value.isEmpty ? nil : value),
                    .autocomplete("off"), .maxlength(60), .attribute("enterkeyhint", "search"))
                html.button(class: "button", .type("submit")) { html in
                    html.text(Text(zh: "搜索", en: "Search"))
                }
            }
        }
        if !suggestions.isEmpty {
            html.div(class: "hot-words") { html in
                html.p(Text(zh: "大家常找", en: "Often looked for"), .id("\(id)-hot"))
                html.ul(.aria("labelledby", "\(id)-hot")) { html in
                    for link in suggestions {
                        html.li { html in html.a(link.label, .href(link.href)) }
                    }
                }
            }
        }
    }

    private var id: String { "search-\(name)" }
}
