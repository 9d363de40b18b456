public import Diagnostics

/// Looks for what makes a well-formed process go wrong: places that nothing reaches, gateways that wait for ever or pass
/// twice, ways that no condition covers, tasks that nobody may take or that have no time limit.
///
/// Each process and sub-process is played through without data: a choice may go any way, an event may happen or not. What
/// the play never reaches is dead; where it stops with tokens left, somebody would wait for ever. Sub-processes are played
/// one by one, as steps of the one around them (BPMN 2.0, §13).
public struct ProcessCheck {
    private let definition: ProcessDefinition
    private var found: [Diagnostic] = []
    /// How many situations of one process or sub-process are looked at; beyond that the play is given up, and says so.
    private let limit: Int

    /// Checks a definition; findings in the order of the elements.
    public static func findings(in definition: ProcessDefinition, limit: Int = 20_000) -> [Diagnostic] {
        var check = ProcessCheck(definition, limit)
        check.run()
        return check.found.sorted { ($0.location?.line ?? 0, $0.code) < ($1.location?.line ?? 0, $1.code) }
    }

    private init(_ definition: ProcessDefinition, _ limit: Int) {
        self.definition = definition
        self.limit = limit
    }

    private mutating func run() {
        for node in definition.nodes { look(at: node) }
        play(definition.members, container: -1)
        for node in definition.nodes {
            if case .subProcess(_, let members) = node.kind { play(members, container: node.index) }
        }
    }

    private mutating func report(
        _ severity: Diagnostic.Severity, _ code: String, _ node: FlowNode, _ zh: String, _ en: String
    ) {
        let name = node.name ?? node.id
        found.append(
            Diagnostic(
                severity, code: "process.\(code)",
                message: Text(zh: "“\(name)”（\(node.id)）：\(zh)", en: "'\(name)' (\(node.id)): \(en)"),
                location: node.location))
    }

    // MARK: One element

    private mutating func look(at node: FlowNode) {
        switch node.kind {
        case .exclusive, .inclusive:
            let hasWayOut = node.outgoing.contains { $0 == node.defaultFlow || definition.flows[$0].condition == nil }
            if node.outgoing.count > 1, !hasWayOut {
                report(
                    .warning, "default-missing", node, "没有默认走向，条件都不成立时流程会停下。",
                    "It has no default flow; where no condition holds the process stops.")
            }
        case .user(let task):
            if task.post == nil, task.assignee == nil {
                report(.error, "task-for-nobody", node, "没有写由哪个岗位或部门办。", "No post or office is to do it.")
            }
            let hasTimer = node.boundary.contains { index in
                definition.nodes[index].triggers.contains { if case .timer = $0 { true } else { false } }
            }
            if task.due == nil, !hasTimer {
                report(.warning, "limit-missing", node, "没有办理时限。", "It has no time limit.")
            }
        default: return
        }
    }

    // MARK: Playing

    /// Where tokens are in one process or sub-process: how many at each node, and over each flow into a join.
    private struct Situation: Hashable {
        var tokens: [Int: Int] = [:]
        var gathered: [Int: Int] = [:]
        /// Events that do not interrupt happen once each in the play, or it would never end.
        var happened: Set<Int> = []

        mutating func put(_ node: Int) { tokens[node, default: 0] += 1 }

        mutating func take(_ node: Int) {
            tokens[node, default: 0] -= 1
            if tokens[node] == 0 { tokens[node] = nil }
        }
    }

    private mutating func play(_ members: FlowNode.Members, container: Int) {
        let inside = definition.nodes.filter { $0.container == container }
        let starts = members.starts.map { [$0] } + members.triggered.map { [$0] }
        guard !inside.isEmpty else { return }
        var isParallelStart = Situation()
        for start in members.starts { isParallelStart.put(start) }
        var open: [Situation] = members.starts.isEmpty ? [] : [isParallelStart]
        for start in members.triggered {
            var situation = Situation()
            situation.put(start)
            open.append(situation)
        }
        if open.isEmpty, starts.isEmpty { return }
        var seen = Set(open)
        var reached = Set<Int>()
        var waiting = Set<Int>()
        var crowded = Set<Int>()
        while let situation = open.popLast() {
            guard seen.count <= limit else {
                if let first = inside.first {
                    report(
                        .warning, "too-large", first, "同时进行的路径太多，没有检查完是否会卡住。",
                        "Too many ways go on at once; whether they come together was not looked at to the end.")
                }
                return
            }
            reached.formUnion(situation.tokens.keys)
            // Two tokens on one way into a join, or at one place beside each other: a piece is done twice.
            for (node, count) in situation.tokens where count > 2 { crowded.insert(node) }
            for (flow, count) in situation.gathered where count > 1 { crowded.insert(definition.flows[flow].target) }
            guard crowded.isEmpty else { break }
            let next = moves(from: situation)
            if next.isEmpty, !situation.gathered.isEmpty || !situation.tokens.isEmpty {
                for flow in situation.gathered.keys { waiting.insert(definition.flows[flow].target) }
                waiting.formUnion(situation.tokens.keys)
            }
            for following in next where seen.insert(following).inserted { open.append(following) }
        }
        for index in crowded.sorted() {
            report(
                .error, "passed-twice", definition.nodes[index], "前面分开的路没有合拢，这里会经过两次。",
                "Ways that went apart were not brought together: it is passed twice.")
        }
        guard crowded.isEmpty else { return }
        for index in waiting.sorted() {
            report(
                .error, "deadlock", definition.nodes[index], "会一直等不会再来的路径，流程卡在这里。",
                "It can wait for ever for a way that nothing comes by.")
        }
        let isTargeted = Set(
            definition.nodes.flatMap { node -> [Int] in
                guard case .user(let task) = node.kind else { return [] }
                return task.returnTargets.compactMap { definition.numbers[$0] }
            })
        for node in inside where !reached.contains(node.index) && !node.isForCompensation && !node.isEventSubProcess {
            guard !isTargeted.contains(node.index), !isCompensation(node) else { continue }
            report(.error, "dead", node, "任何一条路都走不到这里。", "No way leads here.")
        }
    }

    private func isCompensation(_ node: FlowNode) -> Bool {
        node.triggers.contains { if case .compensation = $0 { true } else { false } }
    }

    /// The situations that one step can lead to.
    private func moves(from situation: Situation) -> [Situation] {
        var found: [Situation] = []
        for index in situation.tokens.keys {
            let node = definition.nodes[index]
            var without = situation
            without.take(index)
            for flows in ways(from: node) {
                if flows == nil {
                    // A terminate or error end: all that goes on here ends.
                    found.append(Situation())
                    continue
                }
                found.append(sent(over: flows ?? [], in: without))
            }
            for boundary in node.boundary {
                let event = definition.nodes[boundary]
                guard case .boundary(_, _, let interrupting) = event.kind, !isCompensation(event) else { continue }
                if interrupting {
                    var after = without
                    after.put(boundary)
                    found.append(after)
                } else if !situation.happened.contains(boundary) {
                    var after = situation
                    after.happened.insert(boundary)
                    after.put(boundary)
                    found.append(after)
                }
            }
        }
        return found.map(joined) + fired(situation)
    }

    /// The sets of flows that a token may leave by; `nil` in the place of a set ends everything.
    private func ways(from node: FlowNode) -> [[Int]?] {
        switch node.kind {
        case .exclusive, .eventBased: return node.outgoing.isEmpty ? [[]] : node.outgoing.map { [$0] }
        case .inclusive, .complex:
            let flows = node.outgoing
            guard flows.count > 1, flows.count <= 6 else { return [flows] }
            return (1..<(1 << flows.count)).map { bits in
                flows.indices.filter { bits & (1 << $0) != 0 }.map { flows[$0] }
            }
        case .end(let throwing):
            let endsAll = throwing.contains { act in
                switch act {
                case .terminate, .error, .cancel: true
                default: false
                }
            }
            return endsAll ? [nil] : [[]]
        case .intermediateThrow(let throwing):
            if case .link(let target)? = throwing.first { return definition.nodes[target].outgoing.map { [$0] } }
            return [node.outgoing]
        default:
            // An activity takes one of its conditional flows, or all that have no condition.
            let conditional = node.outgoing.filter { definition.flows[$0].condition != nil || $0 == node.defaultFlow }
            let plain = node.outgoing.filter { !conditional.contains($0) }
            if conditional.isEmpty { return [plain] }
            return conditional.map { plain + [$0] }
        }
    }

    private func sent(over flows: [Int], in situation: Situation) -> Situation {
        var situation = situation
        for flow in flows {
            let target = definition.nodes[definition.flows[flow].target]
            let gathers: Bool
            switch target.kind {
            case .parallel, .inclusive, .complex: gathers = target.incoming.count > 1
            default: gathers = false
            }
            if gathers {
                situation.gathered[flow, default: 0] += 1
            } else {
                situation.put(target.index)
            }
        }
        return situation
    }

    /// Parallel joins fire when all ways have come.
    private func joined(_ situation: Situation) -> Situation {
        var situation = situation
        for target in Set(situation.gathered.keys.map { definition.flows[$0].target }) {
            let node = definition.nodes[target]
            guard case .parallel = node.kind, node.incoming.allSatisfy({ situation.gathered[$0] != nil }) else {
                continue
            }
            situation = released(node, in: situation)
        }
        return situation
    }

    /// Inclusive joins fire when nothing that goes on can still reach them; complex ones may at any time.
    private func fired(_ situation: Situation) -> [Situation] {
        Set(situation.gathered.keys.map { definition.flows[$0].target }).compactMap { target in
            let node = definition.nodes[target]
            switch node.kind {
            case .complex: return released(node, in: situation)
            case .inclusive:
                guard let reach = definition.reach[target] else { return nil }
                let open = node.incoming.indices.filter { situation.gathered[node.incoming[$0]] == nil }
                // Tokens gathered at other joins go on, too.
                let others = situation.gathered.keys.map { definition.flows[$0].target }.filter { $0 != target }
                let isAwaited = (Array(situation.tokens.keys) + others).contains { token in
                    open.contains { reach.ways(from: token) & (1 << UInt64($0)) != 0 }
                }
                return isAwaited ? nil : released(node, in: situation)
            default: return nil
            }
        }
    }

    private func released(_ node: FlowNode, in situation: Situation) -> Situation {
        var situation = situation
        for flow in node.incoming {
            guard let count = situation.gathered[flow] else { continue }
            situation.gathered[flow] = count > 1 ? count - 1 : nil
        }
        situation.put(node.index)
        return situation
    }
}

extension FlowNode {
    fileprivate var isEventSubProcess: Bool {
        if case .subProcess(.event, _) = kind { return true }
        return false
    }
}
