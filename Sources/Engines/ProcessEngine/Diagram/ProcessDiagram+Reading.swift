import XMLTree

extension ProcessDiagram {
    /// How far from nought a drawing may reach.
    private static let farthest = 100_000.0

    /// The diagrams of a file's processes, each drawn as its interchange says (BPMN 2.0, chapter 12), or laid out here
    /// where a node or flow has no place there.
    ///
    /// - Parameters:
    ///   - bytes: The XML.
    ///   - laidOutAnew: Whether the model's own places are put aside.
    public static func diagrams(in bytes: [UInt8], laidOutAnew: Bool = false) -> [ProcessDiagram] {
        guard let document = try? XMLTreeDocument(parsing: bytes) else { return [] }
        let model = BPMNModel(document, acceptsAnyScript: true)
        return model.root.children("process").map { process in
            var diagram = ProcessDiagram(process, model)
            if laidOutAnew || !diagram.place(by: document.root) { diagram.layOut() }
            return diagram
        }
    }

    private init(_ process: BPMNElement, _ model: BPMNModel) {
        var nodes: [Node] = []
        var edges: [Edge] = []
        let none = Bounds(x: 0, y: 0, width: 0, height: 0)
        func collect(_ container: BPMNElement, _ id: String?) {
            for child in container.children {
                guard let own = child.id else { continue }
                if child.isFlowNode {
                    let definition = model.eventDefinitions(of: child).first?.kind ?? ""
                    let isInterrupting =
                        child.kind == "boundaryEvent"
                        ? child.flag("cancelActivity", default: true)
                        : child.isEventSubProcess
                            ? child.children("startEvent").first?.flag("isInterrupting", default: true) ?? true
                            : child.flag("isInterrupting", default: true)
                    nodes.append(
                        Node(
                            id: own, name: child.name ?? "", englishName: child.own("name-en") ?? child.name ?? "",
                            kind: child.isEventSubProcess ? "eventSubProcess" : child.kind,
                            trigger: String(definition.dropLast("EventDefinition".count)),
                            isInterrupting: isInterrupting, bounds: none, container: id))
                    if BPMNElement.subProcesses.contains(child.kind) { collect(child, own) }
                } else if child.kind == "sequenceFlow", let source = child.reference("sourceRef"),
                    let target = child.reference("targetRef")
                {
                    edges.append(
                        Edge(
                            id: own, name: child.name ?? "", englishName: child.own("name-en") ?? child.name ?? "",
                            source: source, target: target,
                            isDefault: model.element(source)?.reference("default") == own, isAssociation: false,
                            points: []))
                } else if child.kind == "association", let source = child.reference("sourceRef"),
                    let target = child.reference("targetRef"), model.element(target)?.isActivity == true,
                    model.element(source)?.kind == "boundaryEvent"
                {
                    edges.append(
                        Edge(
                            id: own, name: "", englishName: "", source: source, target: target, isDefault: false,
                            isAssociation: true,
                            points: []))
                }
            }
        }
        collect(process, nil)
        let known = Set(nodes.map(\.id))
        var lanes: [Lane] = []
        process.children("laneSet").first?.children("lane").forEach { lane in
            guard let id = lane.id else { return }
            let name = lane.name ?? id
            lanes.append(Lane(id: id, name: name, englishName: lane.own("name-en") ?? name, bounds: none))
        }
        var hosts: [String: String] = [:]
        var homes: [String: String] = [:]
        process.walk { element in
            if element.kind == "boundaryEvent", let id = element.id, let host = element.reference("attachedToRef") {
                hosts[id] = host
            }
            // Lanes within lanes are drawn as the outer one.
            if element.kind == "lane", let outer = ProcessDiagram.outermost(element) {
                for node in element.references("flowNodeRef") { homes[node] = outer }
            }
        }
        self.init(
            id: process.id ?? "", nodes: nodes,
            edges: edges.filter { known.contains($0.source) && known.contains($0.target) }, lanes: lanes,
            isLaidOut: false)
        self.hosts = hosts.filter { known.contains($0.value) }
        self.homes = homes
    }

    private static func outermost(_ lane: BPMNElement) -> String? {
        var current = lane
        while let outer = current.enclosing(["lane"]) { current = outer }
        return current.id
    }

    /// Takes places from the interchange.
    ///
    /// - Returns: whether every node and flow has one there.
    private mutating func place(by root: XMLTreeElement) -> Bool {
        var boxes: [String: Bounds] = [:]
        var ways: [String: [Point]] = [:]
        func number(_ text: String?) -> Double? {
            text.flatMap { Double($0) }.flatMap { $0.magnitude <= Self.farthest ? $0 : nil }
        }
        func point(_ element: XMLTreeElement) -> Point? {
            guard let x = number(element.attribute("x")), let y = number(element.attribute("y")) else { return nil }
            return Point(x, y)
        }
        for diagram in root.elements where diagram.name.local == "BPMNDiagram" {
            for plane in diagram.elements {
                for shape in plane.elements {
                    guard let about = shape.attribute("bpmnElement").map(BPMNElement.unprefixed) else { continue }
                    if shape.name.local == "BPMNShape",
                        let box = shape.elements.first(where: { $0.name.local == "Bounds" }), let corner = point(box),
                        let width = number(box.attribute("width")), let height = number(box.attribute("height")),
                        width > 0, height > 0
                    {
                        boxes[about] = Bounds(x: corner.x, y: corner.y, width: width, height: height)
                    } else if shape.name.local == "BPMNEdge" {
                        let points = shape.elements.filter { $0.name.local == "waypoint" }.compactMap(point)
                        if points.count > 1 { ways[about] = points }
                    }
                }
            }
        }
        for index in nodes.indices {
            guard let box = boxes[nodes[index].id] else { return false }
            nodes[index].bounds = box
        }
        for index in edges.indices {
            guard let points = ways[edges[index].id] else { return false }
            edges[index].points = points
        }
        lanes = lanes.compactMap { lane in
            guard let box = boxes[lane.id] else { return nil }
            var lane = lane
            lane.bounds = box
            return lane
        }
        return !nodes.isEmpty
    }
}
