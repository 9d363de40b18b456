extension ProcessDiagram {
    /// Room for a lane's name.
    static let laneHead = 30.0

    /// Places everything anew.
    mutating func layOut() {
        let places = Dictionary(nodes.indices.map { (nodes[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        for index in edges.indices { edges[index].points = [] }
        let size = layOut(nil, places, depth: 0)
        // What runs from one container into another is drawn straight; the standard does not allow it.
        for index in edges.indices where edges[index].points.isEmpty {
            guard let source = places[edges[index].source], let target = places[edges[index].target] else { continue }
            edges[index].points = [nodes[source].bounds.centre, nodes[target].bounds.centre]
        }
        if !lanes.isEmpty {
            move(nil, by: Point(Self.laneHead, 0), places)
            for index in lanes.indices {
                lanes[index].bounds.width = size.width + Self.laneHead
                lanes[index].bounds.x = 0
            }
        }
        isLaidOut = true
    }

    /// Lays out a container from inside outwards.
    ///
    /// - Returns: its size.
    private mutating func layOut(
        _ container: String?, _ places: [String: Int], depth: Int
    ) -> (width: Double, height: Double) {
        let inside = nodes.indices.filter { nodes[$0].container == container }
        let own = inside.filter { hosts[nodes[$0].id] == nil }
        let attached = inside.filter { hosts[nodes[$0].id] != nil }
        var sizes: [Int: (width: Double, height: Double)] = [:]
        for index in own where Self.isContainer(nodes[index].kind) && depth < 16 {
            let isEmpty = !nodes.contains { $0.container == nodes[index].id }
            if !isEmpty {
                let inner = layOut(nodes[index].id, places, depth: depth + 1)
                sizes[index] = (max(160, inner.width), max(80, inner.height + 24))
            }
        }
        var numbers: [String: Int] = [:]
        for (number, index) in own.enumerated() { numbers[nodes[index].id] = number }
        var boundaries = own.map { _ in 0 }
        var hanging: [String: (host: Int, place: Int)] = [:]
        for index in attached {
            guard let host = hosts[nodes[index].id].flatMap({ numbers[$0] }) else { continue }
            hanging[nodes[index].id] = (host, boundaries[host])
            boundaries[host] += 1
        }
        var ways: [DiagramLayout.Way] = []
        for (index, edge) in edges.enumerated() {
            guard let to = numbers[edge.target] else { continue }
            let label = edge.name.isEmpty ? 0 : 24 + 12 * Double(min(8, edge.name.count))
            if let from = numbers[edge.source] {
                ways.append(DiagramLayout.Way(edge: index, from: from, to: to, boundary: nil, label: label))
            } else if let place = hanging[edge.source] {
                ways.append(
                    DiagramLayout.Way(edge: index, from: place.host, to: to, boundary: place.place, label: label))
            }
        }
        let joined = Set(ways.flatMap { [$0.from, $0.to] })
        let laneNumbers = Dictionary(
            lanes.indices.map { (lanes[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        let items = own.enumerated().map { number, index in
            var size = sizes[index] ?? Self.size(of: nodes[index].kind)
            // Each event on its edge has words beside it.
            if boundaries[number] > 1 { size.width = max(size.width, Double(boundaries[number]) * 96) }
            if boundaries[number] > 0 { size.height = max(size.height, 84) }
            let isWide = sizes[index] != nil
            let lane = container == nil ? homes[nodes[index].id].flatMap { laneNumbers[$0] } ?? 0 : 0
            return DiagramLayout.Item(
                id: nodes[index].id, size: size, cell: max(size.width, 96), lane: lane,
                span: isWide ? max(1, Int((size.width / DiagramLayout.usualColumn).rounded())) : 1,
                isApart: !joined.contains(number) && own.count > 1)
        }
        var layout = DiagramLayout(
            items: items, ways: ways, laneCount: container == nil ? lanes.count : 1, boundaries: boundaries)
        layout.run()
        for (number, index) in own.enumerated() {
            let box = layout.boxes[number]
            nodes[index].bounds = box
            if sizes[index] != nil { move(nodes[index].id, by: Point(box.x, box.y + 24), places) }
        }
        for index in attached {
            guard let place = hanging[nodes[index].id] else { continue }
            let half = DiagramLayout.event / 2
            nodes[index].bounds = Bounds(
                x: layout.boundaryX(place.place, of: place.host) - half, y: layout.boxes[place.host].bottom - half,
                width: DiagramLayout.event, height: DiagramLayout.event)
        }
        for (number, way) in layout.ways.enumerated() { edges[way.edge].points = layout.routes[number] }
        if container == nil {
            for index in lanes.indices where layout.bands.indices.contains(index) {
                lanes[index].bounds = layout.bands[index]
            }
        }
        return layout.size
    }

    /// Moves what stands in a container.
    private mutating func move(_ container: String?, by offset: Point, _ places: [String: Int]) {
        var inside = Set<String>()
        for index in nodes.indices where nodes[index].container == container {
            nodes[index].bounds.x += offset.x
            nodes[index].bounds.y += offset.y
            inside.insert(nodes[index].id)
            if Self.isContainer(nodes[index].kind) { move(nodes[index].id, by: offset, places) }
        }
        for index in edges.indices where inside.contains(edges[index].source) {
            edges[index].points = edges[index].points.map { Point($0.x + offset.x, $0.y + offset.y) }
        }
    }

    static func isContainer(_ kind: String) -> Bool {
        BPMNElement.subProcesses.contains(kind) || kind == "eventSubProcess"
    }

    private static func size(of kind: String) -> (width: Double, height: Double) {
        if BPMNElement.events.contains(kind) { return (DiagramLayout.event, DiagramLayout.event) }
        if BPMNElement.gateways.contains(kind) { return (50, 50) }
        return (120, 70)
    }
}
