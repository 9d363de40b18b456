import DesignSystem
import Diagnostics
import Localisation
import ProcessEngine
import Services
import WorkCalendar
import Workflow

/// Turns a process as it is drawn into the picture on a page.
struct ProcessPicture: Sendable {
    let diagram: ProcessDiagram
    /// How far each element is, by its id.
    var marks: [String: FlowPicture.Mark] = [:]
    /// How much time goes there, 0 to 5.
    var heat: [String: Int] = [:]
    var figures: [String: Text] = [:]
    /// The flows that were taken, by their id.
    var taken: Set<String> = []

    init(_ diagram: ProcessDiagram) { self.diagram = diagram }

    func picture(id: String, title: Text, summary: Text) -> FlowPicture {
        let around = diagram.bounds
        let inside = Set(diagram.nodes.filter { $0.container != nil }.map(\.id))
        return FlowPicture(
            id: id, title: title, summary: summary,
            box: FlowPicture.Box(
                x: Int(around.x) - 12, y: Int(around.y) - 12, width: Int(around.width) + 24,
                height: Int(around.height) + 44),
            lanes: diagram.lanes.map {
                FlowPicture.Lane(box: Self.box($0.bounds), name: Text(zh: $0.name, en: $0.englishName))
            },
            nodes: diagram.nodes.map { node in
                FlowPicture.Node(
                    box: Self.box(node.bounds), shape: Self.shape(node),
                    name: Text(zh: node.name, en: node.englishName), mark: marks[node.id] ?? .none,
                    heat: heat[node.id] ?? 0, figure: figures[node.id])
            },
            arrows: diagram.edges.map { edge in
                FlowPicture.Arrow(
                    points: edge.points.map { (Int($0.x), Int($0.y)) },
                    name: Text(zh: edge.name, en: edge.englishName),
                    isTaken: taken.contains(edge.id), isDashed: edge.isAssociation,
                    isInside: inside.contains(edge.source))
            })
    }

    private static func box(_ bounds: ProcessDiagram.Bounds) -> FlowPicture.Box {
        FlowPicture.Box(x: Int(bounds.x), y: Int(bounds.y), width: Int(bounds.width), height: Int(bounds.height))
    }

    private static func shape(_ node: ProcessDiagram.Node) -> FlowPicture.Shape {
        switch node.kind {
        case "userTask", "manualTask", "task": .person
        case "sendTask", "receiveTask": .letter
        case "businessRuleTask": .rules
        case "startEvent": .start
        case "endEvent": .end
        case "intermediateCatchEvent", "intermediateThrowEvent": .wait
        case "boundaryEvent": .meanwhile
        case "parallelGateway", "inclusiveGateway", "complexGateway": .together
        case "exclusiveGateway", "eventBasedGateway": .fork
        case "subProcess", "transaction", "adHocSubProcess", "eventSubProcess": .group
        default: .program
        }
    }

    /// Marks what was done and where the instance is now.
    mutating func mark(_ events: [ProcessStore.Event], late: Set<String>) {
        var open: [String: Int] = [:]
        var done = Set<String>()
        for event in events {
            open[event.element, default: 0] += event.phase == .entered ? 1 : -1
            if event.phase == .completed { done.insert(event.element) }
        }
        for element in done { marks[element] = .done }
        for (element, count) in open where count > 0 {
            marks[element] = late.contains(element) ? .late : .active
        }
        // The log says what was done, not which way was gone: of an element's ways it is the one whose end comes next.
        let ways = Dictionary(grouping: diagram.edges, by: \.source)
        let parallel = Set(
            diagram.nodes.filter { ["parallelGateway", "inclusiveGateway"].contains($0.kind) }.map(\.id))
        for (index, event) in events.enumerated() where event.phase == .completed {
            let out = ways[event.element] ?? []
            let rest = events[(index + 1)...]
            if out.count == 1 || parallel.contains(event.element) {
                for way in out where rest.contains(where: { $0.element == way.target && $0.phase == .entered }) {
                    taken.insert(way.id)
                }
            } else if let next = rest.first(where: { next in
                next.phase == .entered && out.contains { $0.target == next.element }
            }), let way = out.first(where: { $0.target == next.element }) {
                taken.insert(way.id)
            }
        }
    }
}

extension Text {
    /// How long something took, in the two largest units.
    static func duration(microseconds: Int64) -> Text {
        let seconds = microseconds / 1_000_000
        if seconds < 60 { return Text(zh: "不到1分钟", en: "under a minute") }
        let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60)
        if days > 0 {
            return hours == 0 || days >= 10
                ? Text(zh: "\(days)天", en: "\(days) d") : Text(zh: "\(days)天\(hours)小时", en: "\(days) d \(hours) h")
        }
        if hours > 0 {
            return minutes == 0
                ? Text(zh: "\(hours)小时", en: "\(hours) h")
                : Text(zh: "\(hours)小时\(minutes)分", en: "\(hours) h \(minutes) min")
        }
        return Text(zh: "\(minutes)分钟", en: "\(minutes) min")
    }
}
