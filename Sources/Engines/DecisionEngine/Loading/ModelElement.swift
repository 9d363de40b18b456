import XMLTree

/// How an element of a model is written, and where its value stands in the program: what two models are compared by.
struct ModelElement: Sendable {
    /// All that is said in it; of two elements with the same words, each decides the same if what they refer to does.
    let wording: String
    /// What it refers to.
    let references: [ElementKey]
    /// Whether it is a decision: a value that may be taken over.
    let isDecision: Bool
    /// Whether it is a decision service: what that decides, it decides from inputs of its own, unseen from outside.
    let isService: Bool
    let place: Int
    /// The places of its entries, where these are computed one by one.
    let parts: [(name: String, place: Int)]
}

extension ModelCompiler {
    /// The elements of all models that have a value.
    var elements: [ElementKey: ModelElement] {
        var elements: [ElementKey: ModelElement] = [:]
        for model in models {
            for (id, element) in model.elements {
                let key = ElementKey(namespace: model.namespace, id: id)
                guard let place = places[key] else { continue }
                var references: [ElementKey] = []
                Self.collect(&references, in: element, of: model)
                elements[key] = ModelElement(
                    wording: Self.wording(of: element), references: references.filter { places[$0] != nil },
                    isDecision: element.name.local == "decision",
                    isService: element.name.local == "decisionService", place: place, parts: parts[key] ?? [])
            }
        }
        return elements
    }

    /// Notes decisions that rest on themselves, by way of others or at once (DMN 1.5, 6.2.1: the graph has no circles).
    mutating func refuseCircles(_ elements: [ElementKey: ModelElement]) {
        // A function may call itself; what a decision needs has to be there before it.
        var states: [ElementKey: Bool] = [:]
        for key in elements.keys.sorted(by: { ($0.namespace, $0.id) < ($1.namespace, $1.id) }) {
            var path: [ElementKey] = []
            follow(key, elements, &states, &path)
        }
    }

    private mutating func follow(
        _ key: ElementKey, _ elements: [ElementKey: ModelElement], _ states: inout [ElementKey: Bool],
        _ path: inout [ElementKey]
    ) {
        guard let element = elements[key], element.isDecision, states[key] == nil, path.count < 2_000 else { return }
        states[key] = false
        path.append(key)
        for reference in element.references where elements[reference]?.isDecision == true {
            if states[reference] == false {
                let circle = path.drop { $0 != reference } + [reference]
                let names = circle.compactMap { bySpace[$0.namespace]?.elements[$0.id]?.variableName }
                if let at = bySpace[reference.namespace]?.elements[reference.id] {
                    found.error(.cycle, at, names.joined(separator: " → "))
                }
            } else {
                follow(reference, elements, &states, &path)
            }
        }
        path.removeLast()
        states[key] = true
    }

    /// What is said outside the elements of each model and counts for all of them, such as types and imports; by namespace.
    var surroundings: [String: String] {
        var surroundings: [String: String] = [:]
        for model in models {
            var root = model.root
            root.children = root.children.filter { node in
                guard case .element(let element) = node else { return false }
                return element.name.local == "itemDefinition" || element.name.local == "import"
            }
            surroundings[model.namespace] = Self.wording(of: root)
        }
        return surroundings
    }

    private static func collect(_ keys: inout [ElementKey], in element: XMLTreeElement, of model: ModelSource) {
        if let href = element.attribute("href"), let key = ElementKey(href: href, in: model) { keys.append(key) }
        for child in element.elements { collect(&keys, in: child, of: model) }
    }

    private static func wording(of element: XMLTreeElement) -> String {
        var words = ""
        write(element, &words)
        return words
    }

    /// Each text with its length before it, so that no two elements are written alike.
    private static func write(_ element: XMLTreeElement, _ words: inout String) {
        func say(_ text: String) { words += "\(text.utf8.count):\(text)" }
        say(element.name.local)
        say(element.name.namespace ?? "")
        for declared in element.namespaces {
            words += "+"
            say(declared.prefix ?? "")
            say(declared.uri)
        }
        for attribute in element.attributes {
            words += "@"
            say(attribute.name.namespace ?? "")
            say(attribute.name.local)
            say(attribute.value)
        }
        words += "="
        say(element.elements.isEmpty ? element.text : element.trimmedText)
        for child in element.elements {
            words += "("
            write(child, &words)
            words += ")"
        }
    }
}
