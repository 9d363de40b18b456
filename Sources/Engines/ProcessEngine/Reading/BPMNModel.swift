import Diagnostics
import XMLTree

/// A model's elements, found by id, and what was found wrong with it.
final class BPMNModel {
    let root: BPMNElement
    private(set) var byID: [String: BPMNElement] = [:]
    private(set) var all: [BPMNElement] = []
    private(set) var outgoing: [String: [BPMNElement]] = [:]
    private(set) var incoming: [String: [BPMNElement]] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private var reported: Set<String> = []

    /// Whether scripts are carried out by a handler, in whatever language.
    let acceptsAnyScript: Bool

    init(_ document: XMLTreeDocument, acceptsAnyScript: Bool) {
        self.acceptsAnyScript = acceptsAnyScript
        root = BPMNElement(document.root, parent: nil)
        var elements: [BPMNElement] = []
        root.walk { elements.append($0) }
        all = elements
        for element in elements {
            guard let id = element.id else { continue }
            if byID[id] == nil {
                byID[id] = element
            } else {
                report(
                    element, "duplicate-id", zh: "标识重复。", en: "The id is used twice.")
            }
            if element.kind == "sequenceFlow" {
                if let source = element.reference("sourceRef") { outgoing[source, default: []].append(element) }
                if let target = element.reference("targetRef") { incoming[target, default: []].append(element) }
            }
        }
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    func element(_ id: String?) -> BPMNElement? { id.flatMap { byID[$0] } }

    /// Elements of these kinds, in document order.
    func elements(_ kinds: Set<String>) -> [BPMNElement] { all.filter { kinds.contains($0.kind) } }

    func outgoing(of element: BPMNElement) -> [BPMNElement] { element.id.flatMap { outgoing[$0] } ?? [] }
    func incoming(of element: BPMNElement) -> [BPMNElement] { element.id.flatMap { incoming[$0] } ?? [] }

    /// The definitions of an event: written in it, or referred to.
    func eventDefinitions(of event: BPMNElement) -> [BPMNElement] {
        event.children.filter(\.isEventDefinition)
            + event.references("eventDefinitionRef").compactMap { byID[$0] }.filter(\.isEventDefinition)
    }

    /// What an element is called: its id, or the way to it from the nearest element that has one.
    private static func called(_ element: BPMNElement) -> String {
        if let id = element.id { return id }
        guard let parent = element.parent, parent.kind != "definitions" else { return element.name ?? element.kind }
        return "\(called(parent))/\(element.kind)"
    }

    /// Notes a finding about an element; its message begins with what the element is called.
    func report(
        _ element: BPMNElement, _ rule: String, zh: String, en: String, severity: Diagnostic.Severity = .error
    ) {
        let who = Self.called(element)
        // The rules and the compiler may meet the same fault.
        guard reported.insert("\(rule) \(element.location)").inserted else { return }
        diagnostics.append(
            Diagnostic(
                severity, code: "bpmn.\(rule)",
                message: Text(zh: "\(element.kind)“\(who)”：\(zh)", en: "\(element.kind) '\(who)': \(en)"),
                location: element.location))
    }
}
