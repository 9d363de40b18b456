package import Diagnostics
package import HTMLBuilder

/// A QR code drawn from its modules; whoever makes it says what reading it does.
package struct QRCode: Component {
    /// The modules row by row, `true` for dark; without the quiet zone.
    package let modules: [[Bool]]
    /// What is read from it, for those who do not see it.
    package let label: Text

    /// Makes one.
    package init(modules: [[Bool]], label: Text) {
        self.modules = modules
        self.label = label
    }

    package func render(into html: inout HTML) {
        // The quiet zone of four modules is part of the symbol (ISO/IEC 18004, section 6.3.8).
        let side = modules.count + 8
        html.element(
            .svg, class: "qr", .viewBox("0 0 \(side) \(side)"), .role("img"), .aria("label", label),
            .attribute("shape-rendering", "crispEdges")
        ) { html in
            html.element(.rect, class: "qr-light", .width(String(side)), .height(String(side))) { _ in }
            html.element(.path, class: "qr-dark", .d(outline)) { _ in }
        }
    }

    /// Each run of dark modules as one rectangle.
    private var outline: String {
        var path = ""
        for (y, row) in modules.enumerated() {
            var x = 0
            while x < row.count {
                guard row[x] else {
                    x += 1
                    continue
                }
                let start = x
                while x < row.count, row[x] { x += 1 }
                path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z"
            }
        }
        return path
    }
}
