/// A small reader of the HTML that we write: tags in their order, with attributes; finds what is not closed.
struct Markup {
    struct Element {
        let name: String
        let attributes: [String: String]
    }

    private(set) var elements: [Element] = []
    private(set) var faults: [String] = []

    private static let void: Set<String> = ["input", "img", "br", "hr", "meta", "link", "col"]

    init(_ html: String) {
        var open: [String] = []
        var rest = Substring(html)
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...].dropFirst()
            guard let end = rest.firstIndex(of: ">") else {
                faults.append("a tag does not end")
                return
            }
            let tag = rest[..<end]
            rest = rest[end...].dropFirst()
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                let name = String(tag.dropFirst())
                if open.popLast() != name { faults.append("</\(name)> closes something else") }
                continue
            }
            let name = String(tag.prefix { $0 != " " })
            elements.append(Element(name: name, attributes: Self.attributes(tag.dropFirst(name.count))))
            if !Self.void.contains(name) { open.append(name) }
        }
        if !open.isEmpty { faults.append("left open: \(open.joined(separator: ", "))") }
    }

    private static func attributes(_ source: Substring) -> [String: String] {
        var result: [String: String] = [:]
        var rest = source
        while true {
            rest = rest.drop { $0 == " " }
            if rest.isEmpty { return result }
            let name = rest.prefix { $0 != "=" && $0 != " " }
            rest = rest.dropFirst(name.count)
            var value = Substring("")
            if rest.hasPrefix("=\"") {
                value = rest.dropFirst(2).prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 3)
            }
            result[String(name)] = String(value)
        }
    }
}
