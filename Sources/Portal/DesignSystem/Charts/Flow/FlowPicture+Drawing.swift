import Diagnostics
import HTMLBuilder
import Localisation

extension FlowPicture {
    private func rectangle(_ html: inout HTML, _ box: Box, _ kind: StaticString, radius: Int) {
        html.element(
            .rect, class: kind, .attribute("x", String(box.x)), .attribute("y", String(box.y)),
            .width(String(box.width)), .height(String(box.height)), .attribute("rx", String(radius))
        ) { _ in }
    }

    private func words(_ html: inout HTML, _ text: some HTMLContent, _ kind: StaticString, x: Int, y: Int) {
        html.element(.svgText, class: kind, .attribute("x", String(x)), .attribute("y", String(y))) { $0.text(text) }
    }

    func draw(_ lane: Lane, _ html: inout HTML) {
        rectangle(html: &html, lane.box)
        let middle = lane.box.y + lane.box.height / 2
        html.element(
            .svgText, class: "flow-lane-name", .attribute("x", String(lane.box.x + 19)),
            .attribute("y", String(middle)),
            .attribute("transform", "rotate(-90 \(lane.box.x + 19) \(middle))")
        ) { $0.text(lane.name) }
    }

    private func rectangle(html: inout HTML, _ box: Box) {
        rectangle(&html, box, "flow-lane", radius: 0)
        html.element(
            .path, class: "flow-lane-head", .d("M\(box.x + 30) \(box.y)v\(box.height)")
        ) { _ in }
    }

    func draw(_ arrow: Arrow, _ html: inout HTML) {
        guard let first = arrow.points.first, let last = arrow.points.last, arrow.points.count > 1 else { return }
        let path = "M\(first.x) \(first.y)" + arrow.points.dropFirst().map { "L\($0.x) \($0.y)" }.joined()
        html.element(.g, .attribute("class", arrow.isTaken ? "flow-arrow taken" : "flow-arrow")) { html in
            html.element(
                .path, .d(path), .attribute("stroke-dasharray", arrow.isDashed ? "3 3" : nil)
            ) { _ in }
            let before = arrow.points[arrow.points.count - 2]
            html.element(.path, class: "flow-head", .d(FlowPicture.head(at: last, from: before))) { _ in }
            if !arrow.name.zh.isEmpty {
                let place = FlowPicture.labelPlace(arrow.points, arrow.name)
                words(&html, arrow.name, "flow-arrow-name", x: place.x, y: place.y)
            }
        }
    }

    /// The point of an arrow.
    private static func head(at end: (x: Int, y: Int), from before: (x: Int, y: Int)) -> String {
        let (dx, dy) = (end.x - before.x, end.y - before.y)
        if dx.magnitude >= dy.magnitude {
            let back = dx >= 0 ? -8 : 8
            return "M\(end.x) \(end.y)l\(back) -4v8z"
        }
        let back = dy >= 0 ? -8 : 8
        return "M\(end.x) \(end.y)l-4 \(back)h8z"
    }

    /// Where the words of an arrow stand: on the stretch that is its own, not the one it shares with others.
    private static func labelPlace(_ points: [(x: Int, y: Int)], _ name: Text) -> (x: Int, y: Int) {
        let flat = zip(points, points.dropFirst()).filter { $0.y == $1.y && $0.x != $1.x }
        guard let stretch = flat.count > 1 ? flat.dropFirst().first : flat.first else {
            return (points[0].x + 6, points[0].y - 6)
        }
        // Of a way that leads back the beginning is at its right.
        func width(_ name: String) -> Int { name.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 12 : 6) } }
        let width = max(width(name.zh), width(name.en))
        let isBack = stretch.1.x < stretch.0.x
        return (isBack ? max(stretch.1.x, stretch.0.x - width - 5) : stretch.0.x + 5, stretch.0.y - 5)
    }

    func draw(_ node: Node, _ html: inout HTML) {
        let kind =
            "flow-node" + (node.mark == .none ? "" : " \(node.mark.rawValue)")
            + (node.heat > 0 ? " heat-\(node.heat)" : "")
        html.element(.g, .attribute("class", kind)) { html in
            html.element(.svgTitle) {
                $0.text(node.figure.map { node.name.followed(by: .verbatim(" · ")).followed(by: $0) } ?? node.name)
            }
            switch node.shape {
            case .person, .program, .letter, .rules: step(node, &html)
            case .start, .wait, .meanwhile, .end: event(node, &html)
            case .fork, .together: fork(node, &html)
            case .group:
                rectangle(&html, node.box, "flow-group", radius: 10)
                words(&html, node.name, "flow-group-name", x: node.box.x + 12, y: node.box.y + 20)
            }
            if node.mark == .done, node.shape != .group {
                let (x, y) = (node.box.x + node.box.width - 4, node.box.y + 4)
                html.element(
                    .circle, class: "flow-tick", .attribute("cx", String(x)), .attribute("cy", String(y)),
                    .attribute("r", "8")
                ) { _ in }
                html.element(.path, class: "flow-tick-mark", .d("M\(x - 4) \(y)l3 3 5-6")) { _ in }
            }
        }
    }

    private func step(_ node: Node, _ html: inout HTML) {
        let box = node.box
        rectangle(&html, box, "flow-step", radius: 8)
        let icon: String
        switch node.shape {
        case .person: icon = "M\(box.x + 14) \(box.y + 8)a3 3 0 1 1 0 6 3 3 0 0 1 0-6zm-5 12c0-3 2-5 5-5s5 2 5 5z"
        case .letter: icon = "M\(box.x + 8) \(box.y + 9)h13v9h-13zl6.5 5 6.500-5"
        case .rules: icon = "M\(box.x + 8) \(box.y + 9)h13v9h-13zm0 3h13m-8 0v6"
        default: icon = "M\(box.x + 8) \(box.y + 13)h13m-10-4l-4 4 4 4m5-8l4 4-4 4"
        }
        html.element(.path, class: "flow-icon", .d(icon)) { _ in }
        lines(node, &html, width: box.width - 12, from: box.y + (node.figure == nil ? 8 : 2), height: box.height)
        if let figure = node.figure {
            words(&html, figure, "flow-figure", x: box.x + box.width / 2, y: box.y + box.height - 8)
        }
    }

    private func event(_ node: Node, _ html: inout HTML) {
        let (x, y) = (node.box.x + node.box.width / 2, node.box.y + node.box.height / 2)
        let radius = min(node.box.width, node.box.height) / 2
        func circle(_ radius: Int, _ kind: String) {
            html.element(
                .circle, .attribute("class", kind), .attribute("cx", String(x)), .attribute("cy", String(y)),
                .attribute("r", String(radius))
            ) { _ in }
        }
        circle(radius, node.shape == .end ? "flow-event end" : "flow-event")
        if node.shape == .wait || node.shape == .meanwhile { circle(radius - 4, "flow-event inner") }
        if node.shape == .meanwhile {
            for (index, line) in FlowPicture.broken(node.name, width: 76, most: 2).enumerated() {
                words(
                    &html, line, "flow-beside", x: node.box.x + node.box.width / 2 + 5,
                    y: node.box.y + node.box.height + 12 + index * 13)
            }
        } else {
            below(node, &html)
        }
    }

    private func fork(_ node: Node, _ html: inout HTML) {
        let (x, y) = (node.box.x + node.box.width / 2, node.box.y + node.box.height / 2)
        let (half, tall) = (node.box.width / 2, node.box.height / 2)
        html.element(
            .path, class: "flow-fork", .d("M\(x - half) \(y)l\(half) -\(tall) \(half) \(tall) -\(half) \(tall)z")
        ) {
            _ in
        }
        let sign =
            node.shape == .together
            ? "M\(x - 9) \(y)h18M\(x) \(y - 9)v18" : "M\(x - 6) \(y - 7)l12 14M\(x + 6) \(y - 7)l-12 14"
        html.element(.path, class: "flow-sign", .d(sign)) { _ in }
        below(node, &html)
    }

    private func below(_ node: Node, _ html: inout HTML) {
        // The language on the page decides how long it is; both fit in two lines at most.
        for (index, line) in FlowPicture.broken(node.name, width: 104, most: 2).enumerated() {
            words(
                &html, line, "flow-below", x: node.box.x + node.box.width / 2,
                y: node.box.y + node.box.height + 13 + index * 13)
        }
    }

    private func lines(_ node: Node, _ html: inout HTML, width: Int, from top: Int, height: Int) {
        let lines = FlowPicture.broken(node.name, width: width, most: 3)
        let first = top + height / 2 - lines.count * 8 + 10
        for (index, line) in lines.enumerated() {
            words(&html, line, "flow-name", x: node.box.x + node.box.width / 2, y: first + index * 16)
        }
    }

    /// A name in lines that fit, each with its line of the other language; the last ends with … if there is more.
    static func broken(_ name: Text, width: Int, most: Int) -> [Text] {
        let zh = broken(name.zh, width: width, most: most)
        let en = broken(name.en, width: width, most: most)
        return (0..<max(zh.count, en.count)).map { index in
            Text(zh: index < zh.count ? zh[index] : "", en: index < en.count ? en[index] : "")
        }
    }

    private static func broken(_ name: String, width: Int, most: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        // Chinese breaks anywhere, other writing between words.
        for piece in pieces(of: name) {
            let size = piece.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 13 : 7) }
            // No line begins with a closing mark.
            let closes = piece.count == 1 && "，。、？！；：）”》".contains(piece)
            if used + size > width, !line.isEmpty, !closes {
                lines.append(line)
                line = piece == " " ? "" : piece
                used = piece == " " ? 0 : size
            } else {
                line += piece
                used += size
            }
        }
        if !line.isEmpty { lines.append(line) }
        guard lines.count > most else { return lines }
        return Array(lines.prefix(most - 1)) + [lines[most - 1].dropLast() + "…"]
    }

    private static func pieces(of name: String) -> [String] {
        var pieces: [String] = []
        var word = ""
        for character in name {
            let isWide = (character.unicodeScalars.first?.value ?? 0) >= 0x2E80
            if isWide || character == " " {
                if !word.isEmpty { pieces.append(word) }
                word = ""
                pieces.append(String(character))
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { pieces.append(word) }
        return pieces
    }
}
