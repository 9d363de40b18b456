import Diagnostics
import XMLTree

/// An element of the BPMN model namespace, with a way up. Lives only while a model is read.
final class BPMNElement {
    static let modelNamespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    static let extensionNamespace = "https://yiwang.org/bpmn/1"

    let xml: XMLTreeElement
    /// Not held: the model holds the root, and two that hold each other would never go.
    unowned let parent: BPMNElement?
    private(set) var children: [BPMNElement] = []

    init(_ xml: XMLTreeElement, parent: BPMNElement?) {
        self.xml = xml
        self.parent = parent
        for child in xml.elements where child.name.namespace == Self.modelNamespace {
            children.append(BPMNElement(child, parent: self))
        }
    }

    /// The local name, such as `userTask`.
    var kind: String { xml.name.local }
    var id: String? { attribute("id") }
    var name: String? { attribute("name") }
    var location: SourceLocation { xml.location }
    var text: String { xml.trimmedText }

    /// An attribute without a prefix; an empty one counts as absent.
    func attribute(_ name: String) -> String? {
        xml.attribute(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// An attribute of the extension namespace.
    func own(_ name: String) -> String? {
        xml.attribute(name, namespace: Self.extensionNamespace).flatMap { $0.isEmpty ? nil : $0 }
    }

    func flag(_ name: String, default value: Bool) -> Bool {
        attribute(name).map { $0 == "true" || $0 == "1" } ?? value
    }

    /// A reference by id; a prefix names only the file that it is in.
    func reference(_ name: String) -> String? { attribute(name).map(Self.unprefixed) }

    static func unprefixed(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    func child(_ kind: String) -> BPMNElement? { children.first { $0.kind == kind } }
    func children(_ kind: String) -> [BPMNElement] { children.filter { $0.kind == kind } }

    /// References written as child elements (`<flowNodeRef>id</flowNodeRef>`).
    func references(_ kind: String) -> [String] { children(kind).map { Self.unprefixed($0.text) } }

    /// The elements of the extension namespace in `extensionElements`.
    func extensions(_ name: String) -> [XMLTreeElement] {
        child("extensionElements")?.xml.children(name, namespace: Self.extensionNamespace) ?? []
    }

    /// The nearest enclosing element of one of these kinds.
    func enclosing(_ kinds: Set<String>) -> BPMNElement? {
        var current = parent
        while let element = current {
            if kinds.contains(element.kind) { return element }
            current = element.parent
        }
        return nil
    }

    /// This and all elements below, in document order.
    func walk(_ visit: (BPMNElement) -> Void) {
        visit(self)
        for child in children { child.walk(visit) }
    }
}

extension BPMNElement {
    static let tasks: Set<String> = [
        "task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask",
    ]
    static let subProcesses: Set<String> = ["subProcess", "transaction", "adHocSubProcess"]
    static let activities = tasks.union(subProcesses).union(["callActivity"])
    static let gateways: Set<String> = [
        "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
    ]
    static let events: Set<String> = [
        "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    ]
    static let throwEvents: Set<String> = ["endEvent", "intermediateThrowEvent"]
    static let flowNodes = activities.union(gateways).union(events)
    static let containers = subProcesses.union(["process"])
    static let choreography: Set<String> = ["choreographyTask", "subChoreography", "callChoreography"]
    static let artifacts: Set<String> = ["association", "group", "textAnnotation"]

    var isFlowNode: Bool { Self.flowNodes.contains(kind) }
    var isActivity: Bool { Self.activities.contains(kind) }
    var isGateway: Bool { Self.gateways.contains(kind) }
    var isEvent: Bool { Self.events.contains(kind) }
    var isEventDefinition: Bool { kind.hasSuffix("EventDefinition") }
    var isEventSubProcess: Bool { kind == "subProcess" && flag("triggeredByEvent", default: false) }
}
