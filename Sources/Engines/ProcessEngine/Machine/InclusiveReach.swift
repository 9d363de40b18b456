/// From where the incoming flows of one joining gateway can be reached without passing the gateway.
struct InclusiveReach: Sendable {
    /// For each node, a bit for each incoming flow that a token there could still arrive by.
    private let bits: [UInt64]

    /// The incoming flows, as bits by their places, that a token at a node could still arrive by.
    func ways(from node: Int) -> UInt64 { bits[node] }

    /// Follows the flows backwards from each incoming flow. An activity also leads to its boundary events.
    init(gateway: FlowNode, nodes: [FlowNode], flows: [SequenceFlow]) {
        var bits = Array(repeating: UInt64(0), count: nodes.count)
        for (place, flow) in gateway.incoming.enumerated() where place < 64 {
            let bit = UInt64(1) << UInt64(place)
            var open = [flows[flow].source]
            while let index = open.popLast() {
                guard index != gateway.index, bits[index] & bit == 0 else { continue }
                bits[index] |= bit
                let node = nodes[index]
                for incoming in node.incoming { open.append(flows[incoming].source) }
                switch node.kind {
                case .boundary(_, let activity, _): open.append(activity)
                case .intermediateCatch(let catching):
                    // A link leads from its throwing event to here.
                    if case .link? = catching.triggers.first {
                        for other in nodes {
                            if case .intermediateThrow(let throwing) = other.kind,
                                case .link(let target)? = throwing.first, target == index
                            {
                                open.append(other.index)
                            }
                        }
                    }
                default: continue
                }
            }
        }
        self.bits = bits
    }
}
