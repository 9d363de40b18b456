/// A process as it is drawn: where its elements stand and which way its flows run. Taken from the model's diagram
/// interchange, or laid out here where the model has none.
public struct ProcessDiagram: Sendable, Hashable {
    /// A point, in pixels from the left and from the top.
    public struct Point: Sendable, Hashable {
        /// From the left.
        public var x: Double
        /// From the top.
        public var y: Double

        /// Makes a point.
        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// A rectangle.
    public struct Bounds: Sendable, Hashable {
        /// The left edge.
        public var x: Double
        /// The upper edge.
        public var y: Double
        /// From left to right.
        public var width: Double
        /// From top to bottom.
        public var height: Double

        /// Makes a rectangle.
        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }

        /// The point in the middle.
        public var centre: Point { Point(x + width / 2, y + height / 2) }
        /// The right edge.
        public var right: Double { x + width }
        /// The lower edge.
        public var bottom: Double { y + height }
    }

    /// A flow node.
    public struct Node: Sendable, Hashable {
        /// The element's id.
        public let id: String
        /// Its name.
        public let name: String
        /// Its name in English, else its name.
        public let englishName: String
        /// The element's name in BPMN, such as `userTask`.
        public let kind: String
        /// What an event waits for or does, such as `timer` or `message`; empty for none.
        public let trigger: String
        /// Whether an event goes on beside what it is attached to, or an event sub-process beside its process.
        public let isInterrupting: Bool
        /// Where it stands.
        public var bounds: Bounds
        /// The sub-process that it stands in; `nil` for the process itself.
        public let container: String?
    }

    /// A sequence flow, or the association to a compensation handler.
    public struct Edge: Sendable, Hashable {
        /// The element's id.
        public let id: String
        /// Its name.
        public let name: String
        /// Its name in English, else its name.
        public let englishName: String
        /// Where it comes from.
        public let source: String
        /// Where it leads to.
        public let target: String
        /// Whether it is the way that is taken when no condition holds.
        public let isDefault: Bool
        /// Whether it is an association rather than a sequence flow.
        public let isAssociation: Bool
        /// Its corners, first and last included.
        public var points: [Point]
    }

    /// A lane: who does what stands in it.
    public struct Lane: Sendable, Hashable {
        /// The element's id.
        public let id: String
        /// Its name.
        public let name: String
        /// Its name in English, else its name.
        public let englishName: String
        /// Where it lies.
        public var bounds: Bounds
    }

    /// The process's id.
    public let id: String
    /// The flow nodes, containers before what stands in them.
    public internal(set) var nodes: [Node]
    /// The flows.
    public internal(set) var edges: [Edge]
    /// The lanes.
    public internal(set) var lanes: [Lane]
    /// Whether it was laid out here.
    public internal(set) var isLaidOut: Bool
    /// The activity that a boundary event is attached to.
    var hosts: [String: String] = [:]
    /// The outermost lane that a node stands in.
    var homes: [String: String] = [:]

    init(id: String, nodes: [Node], edges: [Edge], lanes: [Lane], isLaidOut: Bool) {
        self.id = id
        self.nodes = nodes
        self.edges = edges
        self.lanes = lanes
        self.isLaidOut = isLaidOut
    }

    /// The smallest rectangle around everything.
    public var bounds: Bounds {
        var (left, top, right, bottom) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
        func take(_ x: Double, _ y: Double) {
            left = min(left, x)
            top = min(top, y)
            right = max(right, x)
            bottom = max(bottom, y)
        }
        for box in nodes.map(\.bounds) + lanes.map(\.bounds) {
            take(box.x, box.y)
            take(box.right, box.bottom)
        }
        for point in edges.flatMap(\.points) { take(point.x, point.y) }
        guard left.isFinite else { return Bounds(x: 0, y: 0, width: 0, height: 0) }
        return Bounds(x: left, y: top, width: right - left, height: bottom - top)
    }
}
