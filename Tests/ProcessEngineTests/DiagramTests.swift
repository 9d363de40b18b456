import Foundation
import ProcessEngine
import Testing

/// Processes as they are drawn: from their interchange, or laid out here.
@Suite struct `Diagrams` {
    private typealias Bounds = ProcessDiagram.Bounds
    private typealias Point = ProcessDiagram.Point

    private let looping = """
        <laneSet id="ls"><lane id="l1" name="甲"><flowNodeRef>a</flowNodeRef><flowNodeRef>x</flowNodeRef></lane>
        <lane id="l2" name="乙"><flowNodeRef>t</flowNodeRef><flowNodeRef>b</flowNodeRef></lane></laneSet>
        <startEvent id="a" name="开始"/><exclusiveGateway id="x" default="x-b"/><userTask id="t" name="办" yw:name-en="Do"/>
        <boundaryEvent id="late" attachedToRef="t" cancelActivity="false">\(Model.timer("P1D"))</boundaryEvent>
        <userTask id="u"/><endEvent id="b"/><endEvent id="c"/>
        <subProcess id="s" triggeredByEvent="true"><startEvent id="s1" isInterrupting="false">
          <messageEventDefinition messageRef="m"/></startEvent><userTask id="s2"/><endEvent id="s3"/>
          \(Model.chain("s1", "s2", "s3"))</subProcess>
        \(Model.chain("a", "x", "t", "x"))\(Model.flow("x", "b"))\(Model.chain("late", "u", "c"))
        """

    private func laidOut(_ elements: String) throws -> ProcessDiagram {
        try #require(ProcessDiagram.diagrams(in: Model.xml(elements)).first)
    }

    /// What a picture has to be: nothing lies on anything else, and flows run upright or level and through no node.
    private func check(_ diagram: ProcessDiagram) {
        #expect(diagram.isLaidOut)
        for (index, node) in diagram.nodes.enumerated() where node.kind != "boundaryEvent" {
            for other in diagram.nodes[(index + 1)...]
            where other.container == node.container && other.kind != "boundaryEvent" {
                #expect(!node.bounds.meets(other.bounds), "\(node.id) lies on \(other.id)")
            }
            if let outer = node.container, let group = diagram.nodes.first(where: { $0.id == outer }) {
                #expect(group.bounds.holds(node.bounds), "\(node.id) reaches out of \(outer)")
            }
        }
        for edge in diagram.edges {
            #expect(edge.points.count >= 2)
            for (from, to) in zip(edge.points, edge.points.dropFirst()) {
                #expect(from.x == to.x || from.y == to.y, "\(edge.id) runs aslant")
                let home = diagram.nodes.first { $0.id == edge.source }?.container
                for node in diagram.nodes
                where node.container == home && ![edge.source, edge.target].contains(node.id)
                    && node.kind != "boundaryEvent" && !node.kind.hasSuffix("ubProcess")
                {
                    let stretch = Bounds(
                        x: min(from.x, to.x), y: min(from.y, to.y), width: abs(from.x - to.x),
                        height: abs(from.y - to.y))
                    // A boundary event's way begins under its host.
                    #expect(!node.bounds.crosses(stretch), "\(edge.id) crosses \(node.id)")
                }
            }
        }
        for lane in diagram.lanes { #expect(lane.bounds.width > 0 && lane.bounds.height > 0) }
    }

    @Test func `a model without places is laid out, lanes below each other, loops backwards`() throws {
        let diagram = try laidOut(looping)
        check(diagram)
        #expect(diagram.lanes.map(\.name) == ["甲", "乙"])
        #expect(diagram.lanes[0].bounds.bottom == diagram.lanes[1].bounds.y)
        let boxes = Dictionary(uniqueKeysWithValues: diagram.nodes.map { ($0.id, $0) })
        let (a, x, t) = (try #require(boxes["a"]), try #require(boxes["x"]), try #require(boxes["t"]))
        #expect(a.bounds.x < x.bounds.x && x.bounds.x < t.bounds.x)
        #expect(diagram.lanes[0].bounds.holds(x.bounds) && diagram.lanes[1].bounds.holds(t.bounds))
        #expect(t.englishName == "Do" && a.trigger.isEmpty && boxes["late"]?.trigger == "timer")
        #expect(boxes["late"]?.isInterrupting == false && boxes["s"]?.kind == "eventSubProcess")
        let late = try #require(boxes["late"]).bounds
        #expect(late.centre.y == t.bounds.bottom && late.centre.x > t.bounds.x && late.centre.x < t.bounds.right)
        let back = try #require(diagram.edges.first { $0.id == "t-x" })
        #expect(try #require(back.points.last).x < (try #require(back.points.first)).x)
        #expect(diagram.edges.first { $0.id == "x-b" }?.isDefault == true)
    }

    @Test func `what is written is read again as it was laid out, and the rest of the file stays`() throws {
        let bytes = Model.xml(looping)
        let written = try #require(ProcessDiagram.laidOutAnew(bytes))
        let read = try #require(ProcessDiagram.diagrams(in: written).first)
        let anew = try laidOut(looping)
        #expect(!read.isLaidOut && read.nodes.map(\.id) == anew.nodes.map(\.id))
        for (node, other) in zip(read.nodes, anew.nodes) {
            #expect(abs(node.bounds.x - other.bounds.x) <= 0.5 && abs(node.bounds.bottom - other.bounds.bottom) <= 1)
        }
        for (edge, other) in zip(read.edges, anew.edges) { #expect(edge.points.count == other.points.count) }
        // Twice is the same as once.
        #expect(ProcessDiagram.laidOutAnew(written) == written)
        #expect(
            BPMNReading(written, file: "t.bpmn").definitions.map(\.nodeCount)
                == BPMNReading(bytes, file: "t.bpmn").definitions.map(\.nodeCount))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(String(decoding: written, as: UTF8.self).hasPrefix(text.prefix(text.utf8.count / 2)))
    }

    @Test func `half a diagram is laid out whole, and what is no model is not drawn`() throws {
        let written = try #require(ProcessDiagram.laidOutAnew(Model.xml(looping)))
        let text = String(decoding: written, as: UTF8.self)
        let half = text.replacingOccurrences(of: "bpmnElement=\"t\"", with: "bpmnElement=\"gone\"")
        #expect(ProcessDiagram.diagrams(in: Array(half.utf8)).first?.isLaidOut == true)
        let wild = text.replacingOccurrences(of: "width=\"50\"", with: "width=\"1e300\"")
        #expect(ProcessDiagram.diagrams(in: Array(wild.utf8)).first?.isLaidOut == true)
        #expect(ProcessDiagram.diagrams(in: Array("<a/>".utf8)).isEmpty)
        #expect(ProcessDiagram.diagrams(in: [0xff]).isEmpty && ProcessDiagram.laidOutAnew([]) == nil)
        #expect(ProcessDiagram.laidOutAnew(Array("<definitions/>".utf8)) == nil)
    }

    @Test func `random models are drawn without anything lying on anything else`() throws {
        for seed in 1...60 {
            let bytes = Array(RandomModel.xml(seed: UInt64(seed)).utf8)
            let diagram = try #require(ProcessDiagram.diagrams(in: bytes).first)
            check(diagram)
            #expect(ProcessDiagram.diagrams(in: bytes).first == diagram)
        }
    }
}

extension ProcessDiagram.Bounds {
    fileprivate func meets(_ other: Self) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    fileprivate func holds(_ other: Self) -> Bool {
        x <= other.x && other.right <= right && y <= other.y && other.bottom <= bottom
    }

    /// Whether a stretch of a flow runs through the inside.
    fileprivate func crosses(_ stretch: Self) -> Bool {
        stretch.x < right && stretch.right > x && stretch.y < bottom && stretch.bottom > y
    }
}
