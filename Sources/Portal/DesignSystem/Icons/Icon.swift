package import HTMLBuilder

/// The pictures of the product, drawn on a grid of 24 with a line of 1.75; they stand beside words and never alone.
package enum Icon: String, Sendable, CaseIterable {
    case alert, arrowLeft, arrowRight, bell, briefcase, building, calendar, camera, chart, check, checkCircle
    case chevronRight, child, clock, coin, cross, crossCircle, database, document, download, eye, field, filter, flag
    case globe, health, heart, home, house, info, inbox, key, list, map, menu, paper, pencil, people, person, phone
    case pin, printer, question, rings, school, search, shield, signOut, store, textSize, upload

    /// Writes the picture; assistive technology skips it.
    package func render(into html: inout HTML) {
        html.element(
            .svg, class: "icon", .viewBox("0 0 24 24"), .aria("hidden", true), .attribute("focusable", "false")
        ) { html in
            html.element(.path, .d(outline)) { _ in }
        }
    }
}

extension HTML {
    /// Writes a picture.
    package mutating func add(_ icon: Icon) {
        icon.render(into: &self)
    }
}
