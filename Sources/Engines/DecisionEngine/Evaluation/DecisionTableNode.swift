import Diagnostics
import FEELEngine

/// Evaluates a decision table (DMN 1.5, chapter 8).
///
/// A column's expression is evaluated when the first rule needs it, so that only data that a rule asked for is missed.
final class DecisionTableNode: FEELNode, @unchecked Sendable {
    let table: DecisionTable
    private let hasDefault: Bool

    init(_ table: DecisionTable, location: SourceLocation?) {
        self.table = table
        hasDefault = table.outputs.contains { $0.byDefault != nil }
        super.init(location: location)
    }

    override var children: [FEELNode] {
        table.inputs.map(\.expression) + table.rules.flatMap { $0.cells.map(\.asNode) + $0.outputs }
            + table.outputs.compactMap(\.byDefault)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        var known: UInt64 = 0
        var hits: [Int] = []
        let stopsAtFirst = table.policy == .first
        let rules = table.rules
        guard frame.run.steps(rules.count) else { return .null }
        for index in rules.indices where matches(rules[index], frame, &known) {
            hits.append(index)
            if stopsAtFirst { break }
        }
        let value = hits.isEmpty ? defaultValue(frame) : result(hits, frame)
        if frame.run.isTracing, let trace = frame.run.host as? DecisionTrace {
            trace.tables.append(self.trace(frame, known, hits, value))
        }
        return value
    }

    @inline(__always)
    private func matches(_ rule: DecisionTable.Rule, _ frame: FEELFrame, _ known: inout UInt64) -> Bool {
        for (column, tests) in rule.tests {
            let input = table.inputs[column]
            let bit: UInt64 = 1 << UInt64(column & 63)
            if known & bit == 0 {
                frame[input.place] = read(input, frame)
                if column < 64 { known |= bit }
            }
            if !tests.hold(at: input.place, frame) { return false }
        }
        return true
    }

    private func read(_ input: DecisionTable.Input, _ frame: FEELFrame) -> FEELValue {
        let run = frame.run
        var value = input.expression.evaluate(frame)
        if case .any = input.type {
        } else {
            value = input.type.coerce(value, run) ?? run.fail(.wrongType, at: input.expression.location)
        }
        if let allowed = input.allowed, !value.isNull, allowed.matches(value, frame) != true {
            return run.fail(.notAllowed, at: input.expression.location)
        }
        return value
    }

    // MARK: Results

    private func outputs(_ rule: Int, _ frame: FEELFrame) -> FEELValue {
        if let constant = table.rules[rule].constant { return constant }
        let cells = table.rules[rule].outputs
        if cells.count == 1 { return cell(cells[0], table.outputs[0], frame) }
        var values: [FEELValue] = []
        values.reserveCapacity(cells.count)
        for (column, node) in cells.enumerated() { values.append(cell(node, table.outputs[column], frame)) }
        return .context(FEELContext(shape: table.shape, values: values))
    }

    private func cell(_ node: FEELNode, _ output: DecisionTable.Output, _ frame: FEELFrame) -> FEELValue {
        let value = node.evaluate(frame)
        if case .any = output.type { return value }
        return output.type.coerce(value, frame.run) ?? frame.run.fail(.wrongType, at: node.location)
    }

    private func defaultValue(_ frame: FEELFrame) -> FEELValue {
        guard hasDefault else {
            switch table.policy {
            case .collect(.count): return .number(0)
            case .collect(nil), .ruleOrder, .outputOrder: return .list([])
            default: return .null
            }
        }
        let values = table.outputs.map { $0.byDefault?.evaluate(frame) ?? .null }
        return values.count == 1 ? values[0] : .context(FEELContext(shape: table.shape, values: values))
    }

    private func result(_ hits: [Int], _ frame: FEELFrame) -> FEELValue {
        switch table.policy {
        case .unique:
            if hits.count > 1 { return frame.run.fail(.overlappingRules, at: location) }
            return outputs(hits[0], frame)
        case .first: return outputs(hits[0], frame)
        case .any:
            let first = outputs(hits[0], frame)
            for hit in hits.dropFirst() where outputs(hit, frame) != first {
                return frame.run.fail(.overlappingRules, at: location)
            }
            return first
        case .priority: return sorted(hits, frame)[0]
        case .outputOrder: return .list(sorted(hits, frame))
        case .ruleOrder, .collect(nil): return .list(hits.map { outputs($0, frame) })
        case .collect(let aggregation?): return aggregate(hits.map { outputs($0, frame) }, aggregation, frame.run)
        }
    }

    /// By the priorities of the first column, then of the second, and so on; equal ones stay in the order of the rules.
    private func sorted(_ hits: [Int], _ frame: FEELFrame) -> [FEELValue] {
        if hits.count == 1 { return [outputs(hits[0], frame)] }
        let ranked = hits.map { hit -> (ranks: [Int], order: Int, value: FEELValue) in
            let value = outputs(hit, frame)
            let rule = table.rules[hit]
            return (rule.constant == nil ? DecisionTable.ranks(of: value, table.outputs) : rule.ranks, hit, value)
        }
        return ranked.sorted { left, right in
            for (a, b) in zip(left.ranks, right.ranks) where a != b { return a < b }
            return left.order < right.order
        }.map(\.value)
    }

    private func aggregate(
        _ values: [FEELValue], _ aggregation: HitPolicy.Aggregation, _ run: FEELRun
    ) -> FEELValue {
        if table.outputs.count > 1, aggregation != .count {
            return .context(
                FEELContext(
                    shape: table.shape,
                    values: table.outputs.map { output in
                        Aggregates.value(values.map { $0[output.name] }, aggregation, run)
                    }))
        }
        return Aggregates.value(values, aggregation, run)
    }

    private func trace(
        _ frame: FEELFrame, _ known: UInt64, _ hits: [Int], _ value: FEELValue
    ) -> DecisionTableTrace {
        var inputs: [DecisionTableTrace.Input] = []
        inputs.reserveCapacity(table.inputs.count)
        for (column, input) in table.inputs.enumerated() {
            let isKnown = column < 64 && known & (1 << UInt64(column)) != 0
            inputs.append(
                DecisionTableTrace.Input(label: input.label, value: isKnown ? frame[input.place] : FEELValue?.none))
        }
        return DecisionTableTrace(
            decision: table.decision, table: table.id, inputs: inputs, hits: hits.map { table.rules[$0].hit },
            tookDefault: hits.isEmpty && hasDefault, value: value)
    }
}

/// What a traced run gathers.
final class DecisionTrace {
    var tables: [DecisionTableTrace] = []
}
