import HTMLBuilder

/// A box or a dot with its words; the whole tile can be pressed.
struct Choice {
    let type: String
    let id: String
    let name: String
    let option: Option
    let isChosen: Bool

    func render(into html: inout HTML) {
        html.div(class: "choice") { html in
            html.input(
                .type(type), .id(id), .name(name), .value(option.value), .checked(isChosen),
                .aria("describedby", option.hint == nil ? nil : "\(id)-note"))
            html.label(option.label, .for(id))
            if let hint = option.hint { html.p(hint, class: "hint", .id("\(id)-note")) }
        }
    }
}
