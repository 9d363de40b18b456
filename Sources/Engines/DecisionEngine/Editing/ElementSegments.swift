import XMLTree

/// The children of an element with one local name, each with what stands before it (indentation, comments), and what
/// stands around all of them: so that they can be put into another order without touching anything else.
struct ElementSegments {
    struct Segment {
        var before: [XMLTreeNode]
        var element: XMLTreeElement
    }

    private var head: [XMLTreeNode] = []
    private(set) var segments: [Segment] = []
    private var tail: [XMLTreeNode] = []
    private let local: String

    /// - Parameters:
    ///   - local: the local name.
    ///   - after: local names that have to stand before the first one where there is none yet.
    init(_ local: String, in element: XMLTreeElement, after: [String]) {
        self.local = local
        var waiting: [XMLTreeNode] = []
        for node in element.children {
            if Self.isNamed(node, [local], element), case .element(let child) = node {
                segments.append(Segment(before: waiting, element: child))
                waiting = []
            } else {
                waiting.append(node)
            }
        }
        if segments.isEmpty {
            let end = waiting.lastIndex { Self.isNamed($0, after, element) }.map { $0 + 1 } ?? 0
            head = Array(waiting[..<end])
            tail = Array(waiting[end...])
        } else {
            tail = waiting
            // The elements before the first one, and what stands between them, are no part of it.
            let start = segments[0].before.lastIndex { node in if case .element = node { true } else { false } }
            let count = start.map { $0 + 1 } ?? 0
            head = Array(segments[0].before[..<count])
            segments[0].before.removeFirst(count)
        }
    }

    /// A new child, indented as its neighbours are.
    func fresh(_ element: XMLTreeElement) -> Segment {
        let model = segments.last?.before ?? []
        if let last = model.last, case .text = last { return Segment(before: [last], element: element) }
        return Segment(before: model.isEmpty ? Array(tail.prefix(1)).filter(Self.isSpace) : [], element: element)
    }

    /// The element's children with these in the place of the old ones.
    func children(_ segments: [Segment]) -> [XMLTreeNode] {
        head + segments.flatMap { $0.before + [.element($0.element)] } + tail
    }

    private static func isSpace(_ node: XMLTreeNode) -> Bool {
        if case .text(let text) = node { text.allSatisfy(\.isWhitespace) } else { false }
    }

    private static func isNamed(_ node: XMLTreeNode, _ names: [String], _ parent: XMLTreeElement) -> Bool {
        guard case .element(let child) = node else { return false }
        return child.name.namespace == parent.name.namespace && names.contains(child.name.local)
    }
}

extension XMLTreeElement {
    /// A new element beside this one or in it, written with the same prefix.
    func sibling(_ local: String, _ attributes: [(String, String)] = [], children: [XMLTreeNode] = []) -> XMLTreeElement
    {
        XMLTreeElement(
            name: QualifiedName(namespace: name.namespace, local: local), prefix: prefix,
            attributes: attributes.map {
                XMLTreeAttribute(name: QualifiedName(namespace: nil, local: $0.0), value: $0.1)
            }, children: children, location: location, inScope: inScope)
    }

    /// Sets or, with `nil`, removes an attribute without a prefix.
    mutating func setAttribute(_ local: String, _ value: String?) {
        let place = attributes.firstIndex { $0.name.local == local && $0.name.namespace == nil }
        switch (place, value) {
        case (let place?, let value?): attributes[place].value = value
        case (let place?, nil): attributes.remove(at: place)
        case (nil, let value?):
            attributes.append(XMLTreeAttribute(name: QualifiedName(namespace: nil, local: local), value: value))
        case (nil, nil): break
        }
    }

    /// Sets what its `text` child says; if it says so already, nothing changes.
    mutating func setText(_ text: String) {
        guard child("text")?.trimmedText ?? "" != text else { return }
        setChild(sibling("text", children: text.isEmpty ? [] : [.text(text)]))
    }

    /// Puts an element in the place of the child of that name or, where there is none, behind those that come before it.
    mutating func setChild(_ element: XMLTreeElement, after: [String] = []) {
        let place = children.firstIndex { node in
            if case .element(let child) = node { child.name == element.name } else { false }
        }
        if let place {
            children[place] = .element(element)
        } else {
            let list = ElementSegments(element.name.local, in: self, after: after)
            children = list.children([list.fresh(element)])
        }
    }

    /// Takes out the children of a name.
    mutating func removeChildren(_ local: String) {
        children.removeAll { node in
            if case .element(let child) = node {
                child.name.local == local && child.name.namespace == name.namespace
            } else {
                false
            }
        }
    }
}
