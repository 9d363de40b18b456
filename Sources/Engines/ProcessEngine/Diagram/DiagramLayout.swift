/// Lays out what stands in one process or sub-process: nodes in columns from left to right, in rows that belong to lanes;
/// flows run in the gaps between columns and in the channels between rows, so that none crosses a node.
///
/// The same model gives the same picture on every machine.
struct DiagramLayout {
    typealias Bounds = ProcessDiagram.Bounds
    typealias Point = ProcessDiagram.Point

    /// Something that has a place of its own.
    struct Item {
        let id: String
        let size: (width: Double, height: Double)
        /// The cell may be wider than what is drawn, for the words below events and gateways.
        let cell: Double
        let lane: Int
        /// How many columns it takes: what is wide, such as a sub-process, widens none.
        let span: Int
        /// Stands apart from the flow, such as an event sub-process.
        let isApart: Bool
        var layer = 0
        var row = 0
    }

    /// A way from one item to another.
    struct Way {
        let edge: Int
        let from: Int
        let to: Int
        /// The place of a boundary event among those of its host, from the left; `nil` for the item itself.
        let boundary: Int?
        /// Room for its words.
        let label: Double
        var isBack = false
    }

    var items: [Item]
    var ways: [Way]
    let laneCount: Int
    /// How many boundary events hang on each item.
    let boundaries: [Int]

    // What comes out.
    var boxes: [Bounds] = []
    var routes: [[Point]] = []
    var bands: [Bounds] = []
    var size: (width: Double, height: Double) = (0, 0)

    /// Rows of each lane, those for what stands apart last.
    var laneRows: [Int] = []

    static let margin = 20.0
    static let event = 36.0
    static let track = 10.0
    /// What a column takes, its gap included, where nothing widens it.
    static let usualColumn = 160.0

    init(items: [Item], ways: [Way], laneCount: Int, boundaries: [Int]) {
        self.items = items
        self.ways = ways
        self.laneCount = max(1, laneCount)
        self.boundaries = boundaries
    }

    mutating func run() {
        findBackWays()
        assignLayers()
        if (items.map(\.layer).max() ?? 0) >= DiagramLayout.manyColumns {
            shorten()
            assignLayers()
        }
        assignRows()
        place()
    }

    /// From this many columns on a picture is too wide to be read.
    private static let manyColumns = 16
    /// How much nearer to the beginning the end of a way may be before it is drawn backwards.
    private static let farBack = 4

    // MARK: Layers

    /// Draws backwards what comes back, late, to where one can be much earlier.
    private mutating func shorten() {
        var outgoing = items.map { _ in [Int]() }
        var hasIncoming = items.map { _ in false }
        for way in ways {
            outgoing[way.from].append(way.to)
            hasIncoming[way.to] = true
        }
        var distance = items.map { _ in Int.max }
        var queue = items.indices.filter { !hasIncoming[$0] && !outgoing[$0].isEmpty }
        for item in queue { distance[item] = 0 }
        var next = 0
        while next < queue.count {
            let item = queue[next]
            next += 1
            for target in outgoing[item] where distance[target] == .max {
                distance[target] = distance[item] + 1
                queue.append(target)
            }
        }
        for index in ways.indices {
            let (from, to) = (distance[ways[index].from], distance[ways[index].to])
            guard from != .max, to != .max, !outgoing[ways[index].to].isEmpty else { continue }
            if from - to >= DiagramLayout.farBack { ways[index].isBack = true }
        }
        for index in items.indices { items[index].layer = 0 }
    }

    /// Flows that lead back to where the way came from are drawn backwards.
    private mutating func findBackWays() {
        var outgoing = items.map { _ in [Int]() }
        var hasIncoming = items.map { _ in false }
        for (index, way) in ways.enumerated() {
            outgoing[way.from].append(index)
            hasIncoming[way.to] = true
        }
        // 0 not seen, 1 on the way, 2 done.
        var state = items.map { _ in 0 }
        func walk(_ root: Int, _ back: inout Set<Int>) {
            var stack = [(item: root, next: 0)]
            state[root] = 1
            while let top = stack.last {
                guard top.next < outgoing[top.item].count else {
                    state[top.item] = 2
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let way = outgoing[top.item][top.next]
                let target = ways[way].to
                if state[target] == 1 {
                    back.insert(way)
                } else if state[target] == 0 {
                    state[target] = 1
                    stack.append((target, 0))
                }
            }
        }
        var back = Set<Int>()
        for index in items.indices where !hasIncoming[index] && state[index] == 0 { walk(index, &back) }
        for index in items.indices where state[index] == 0 { walk(index, &back) }
        for index in back { ways[index].isBack = true }
    }

    /// Each item as far to the right as the longest way to it.
    private mutating func assignLayers() {
        var waiting = items.map { _ in 0 }
        var outgoing = items.map { _ in [Int]() }
        for (index, way) in ways.enumerated() where !way.isBack {
            waiting[way.to] += 1
            outgoing[way.from].append(index)
        }
        var ready = items.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < ready.count {
            let item = ready[next]
            next += 1
            for way in outgoing[item] {
                let target = ways[way].to
                items[target].layer = max(items[target].layer, items[item].layer + items[item].span)
                waiting[target] -= 1
                if waiting[target] == 0 { ready.append(target) }
            }
        }
    }

    // MARK: Rows

    private struct Cell: Hashable {
        let layer: Int
        let lane: Int
        let row: Int
    }

    /// Each item beside the one before it where its lane has room there, else the nearest free row below.
    private mutating func assignRows() {
        var incoming = items.map { _ in [Int]() }
        for way in ways where !way.isBack { incoming[way.to].append(way.from) }
        var taken = Set<Cell>()
        var lengths = (0..<laneCount).map { _ in 1 }
        let last = items.map(\.layer).max() ?? 0
        for layer in 0...last {
            let here = items.indices.filter { items[$0].layer == layer && !items[$0].isApart }
            func wish(_ item: Int) -> Double {
                let before = incoming[item].filter { items[$0].lane == items[item].lane }
                guard !before.isEmpty else { return incoming[item].isEmpty ? Double(item) / 1_000 : 0.5 }
                return Double(before.map { items[$0].row }.reduce(0, +)) / Double(before.count)
            }
            // Stable: the document's order where wishes are equal.
            let ordered = here.map { ($0, wish($0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
            for item in ordered {
                let lane = items[item].lane
                let first = incoming[item].first { items[$0].lane == lane }
                var row = first.map { items[$0].row } ?? 0
                let columns = layer..<layer + items[item].span
                while columns.contains(where: { taken.contains(Cell(layer: $0, lane: lane, row: row)) }) { row += 1 }
                for column in columns { taken.insert(Cell(layer: column, lane: lane, row: row)) }
                items[item].row = row
                lengths[lane] = max(lengths[lane], row + 1)
            }
        }
        for lane in 0..<laneCount {
            let apart = items.indices.filter { items[$0].isApart && items[$0].lane == lane }
            for item in apart { items[item].row = lengths[lane] }
            if !apart.isEmpty { lengths[lane] += 1 }
        }
        laneRows = lengths
        var first = 0
        var starts: [Int] = []
        for length in lengths {
            starts.append(first)
            first += length
        }
        for index in items.indices { items[index].row += starts[items[index].lane] }
    }
}
