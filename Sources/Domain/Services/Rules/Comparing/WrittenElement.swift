/// An element of a file of rules as `DecisionModel.formulas` write it, read again.
struct WrittenElement: Sendable {
    let name: String
    private let attributes: [(name: String, value: String)]
    let text: String
    let children: [WrittenElement]

    /// Everything that is written, one element after another; `nil` where it cannot be told apart.
    static func all(in written: String) -> [WrittenElement]? {
        var reader = WrittenReader(written)
        return reader.elements()
    }

    fileprivate init(_ name: String, opening: String, text: String, children: [WrittenElement]) {
        self.name = name
        self.text = text
        self.children = children
        var found: [(name: String, value: String)] = []
        for part in opening.split(separator: " ", omittingEmptySubsequences: false).dropFirst() {
            if let sign = part.firstIndex(of: "="), Self.isName(part[..<sign]) {
                found.append((String(part[..<sign]), String(part[part.index(after: sign)...])))
            } else if let last = found.indices.last {
                // A value with spaces in it.
                found[last].value += " \(part)"
            }
        }
        attributes = found
    }

    private static func isName(_ text: Substring) -> Bool {
        text.first?.isLetter == true && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    /// The value of an attribute.
    subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    /// The attributes but some of them.
    func attributes(except names: Set<String>) -> [(name: String, value: String)] {
        attributes.filter { !names.contains($0.name) }
    }

    /// The first element of a name that stands directly in this one.
    func child(_ name: String) -> WrittenElement? { children.first { $0.name == name } }

    /// Those of a name that stand directly in this one.
    func all(_ name: String) -> [WrittenElement] { children.filter { $0.name == name } }

    /// All that is written in it, without the elements.
    var plain: [String] { (text.isEmpty ? [] : [text]) + children.flatMap(\.plain) }
}

/// Reads what is written front to back.
private struct WrittenReader {
    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 200
    /// Elements in which only text stands, whatever signs it has.
    private static let leaves: Set<String> = ["text", "description", "question", "allowedAnswers", "typeRef"]

    init(_ written: String) { bytes = Array(written.utf8) }

    mutating func elements() -> [WrittenElement]? {
        var found: [WrittenElement] = []
        while place < bytes.count {
            guard let element = element(depth: 0) else { return nil }
            found.append(element)
        }
        return found
    }

    private mutating func element(depth: Int) -> WrittenElement? {
        guard depth < Self.deepest, isAt("<"), !isAtEnd else { return nil }
        place += 1
        let name = take { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }
        let isLeaf = Self.leaves.contains(name)
        guard !name.isEmpty, let opening = opening(isLeaf: isLeaf) else { return nil }
        let text = isLeaf ? leaf() : take { $0 != UInt8(ascii: "<") }
        var children: [WrittenElement] = []
        while place < bytes.count {
            if isAtEnd {
                place += 3
                return WrittenElement(name, opening: opening, text: text, children: children)
            }
            guard let child = element(depth: depth + 1) else { return nil }
            children.append(child)
        }
        return nil
    }

    /// The attributes, with what ends them passed. A bracket that no element follows is part of a value.
    private mutating func opening(isLeaf: Bool) -> String? {
        let start = place
        while let bracket = bytes[place...].firstIndex(of: UInt8(ascii: ">")) {
            place = bracket + 1
            if isLeaf || bracket == start || isAt("<") {
                return String(decoding: bytes[start..<bracket], as: UTF8.self)
            }
        }
        return nil
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> String {
        let start = place
        while place < bytes.count, isPart(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// The text up to the end of the element.
    private mutating func leaf() -> String {
        let start = place
        while place < bytes.count, !isAtEnd { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private func isAt(_ sign: Unicode.Scalar) -> Bool {
        place < bytes.count && bytes[place] == UInt8(ascii: sign)
    }

    /// Whether an element ends here.
    private var isAtEnd: Bool { bytes[place...].starts(with: Self.end) }

    private static let end = Array("</>".utf8)
}
