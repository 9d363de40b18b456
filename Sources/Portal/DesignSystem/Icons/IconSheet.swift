package import HTMLBuilder

/// All pictures with their names; for the gallery.
package struct IconSheet: Component {
    /// The pictures.
    package let icons: [Icon]

    /// Makes one.
    package init(icons: [Icon] = Icon.allCases) {
        self.icons = icons
    }

    package func render(into html: inout HTML) {
        html.ul(class: "icon-sheet") { html in
            for icon in icons {
                html.li { html in
                    html.add(icon)
                    html.code(icon.rawValue)
                }
            }
        }
    }
}
