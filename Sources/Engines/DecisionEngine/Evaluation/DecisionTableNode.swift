import Diagnostics
import FEELEngine

/// Evaluates a decision table (DMN 1.5, chapter 8).
///
/// A column's expression is evaluated when the first rule needs it, so that only data that a rule asked for is missed.
final class DecisionTableNode: FEELNode, @unchecked Sendable {
    let table: DecisionTable
    private let hasDefault: Bool
    private let stopsAtFirst: Bool
    private let isWhole: Bool

    /// A table; one that is not whole, for a rule that could not be read, decides nothing.
    init(_ table: DecisionTable, isWhole: Bool = true, location: SourceLocation?) {
        self.table = table
        self.isWhole = isWhole
        hasDefault = table.outputs.contains { $0.byDefault != nil }
        stopsAtFirst = table.policy == .first
        super.init(location: location)
    }

    override var children: [FEELNode] {
        table.inputs.map(\.expression) + table.rules.flatMap { $0.cells.map(\.asNode) + $0.outputs }
            + table.outputs.compactMap(\.byDefault)
    }

    /// A column while rules are gone through: not asked yet, or with the rules that its value passes.
    private struct Column {
        var isKnown = false
        /// `nil` where the cells have to be asked themselves.
        var passed: UnsafePointer<UInt64>?
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let count = table.rules.count
        guard frame.run.steps(count) else { return .null }
        if !isWhole { return frame.run.fail(.invalidText, at: location) }
        return withUnsafeTemporaryAllocation(of: Column.self, capacity: table.inputs.count) { columns in
            columns.initialize(repeating: Column())
            // Mostly one rule applies.
            var first = -1
            var more: [Int] = []
            for index in 0..<count where matches(index, frame, columns) {
                if first < 0 { first = index } else { more.append(index) }
                if stopsAtFirst { break }
            }
            let value: FEELValue
            if first < 0 {
                value = defaultValue(frame)
            } else if more.isEmpty {
                value = result(first, frame)
            } else {
                value = result([first] + more, frame)
            }
            if frame.run.isTracing, let trace = frame.run.host as? DecisionTrace {
                let hits = first < 0 ? [] : table.rules[first].hits + more.map { table.rules[$0].hit }
                trace.tables.append(self.trace(frame, columns, hits, value))
            }
            return value
        }
    }

    @inline(__always)
    private func matches(_ rule: Int, _ frame: FEELFrame, _ columns: UnsafeMutableBufferPointer<Column>) -> Bool {
        for place in table.starts[rule]..<table.starts[rule + 1] {
            let column = table.tested[place]
            if !columns[column].isKnown {
                columns[column] = read(column, frame)
            }
            if let passed = columns[column].passed {
                if passed[rule >> 6] >> UInt64(rule & 63) & 1 == 0 { return false }
            } else if !table.rules[rule].cells[column].hold(at: table.inputs[column].place, frame) {
                return false
            }
        }
        return true
    }

    /// Evaluates a column's expression into its place.
    private func read(_ column: Int, _ frame: FEELFrame) -> Column {
        let input = table.inputs[column]
        let index = table.indexes[column]
        var value = typed(input, frame)
        var passed = index?.passed(by: value)
        if let allowed = input.allowed, !value.isNull {
            let isAllowed: Bool
            let place = table.rules.count
            if let passed, input.isAllowedConstant {
                isAllowed = passed[place >> 6] >> UInt64(place & 63) & 1 == 1
            } else {
                isAllowed = allowed.matches(value, frame) == true
            }
            if !isAllowed {
                value = frame.run.fail(.notAllowed, at: input.expression.location)
                passed = index?.passed(by: value)
            }
        }
        frame[input.place] = value
        return Column(isKnown: true, passed: passed)
    }

    private func typed(_ input: DecisionTable.Input, _ frame: FEELFrame) -> FEELValue {
        let run = frame.run
        var value = input.expression.evaluate(frame)
        if case .any = input.type {
        } else {
            value = input.type.coerce(value, run) ?? run.fail(.wrongType, at: input.expression.location)
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
        let values = table.outputs.map { output in output.byDefault.map { cell($0, output, frame) } ?? .null }
        return values.count == 1 ? values[0] : .context(FEELContext(shape: table.shape, values: values))
    }

    /// The result when one rule applies.
    private func result(_ hit: Int, _ frame: FEELFrame) -> FEELValue {
        switch table.policy {
        case .unique, .first, .any, .priority: outputs(hit, frame)
        case .outputOrder, .ruleOrder, .collect(nil): table.rules[hit].single ?? .list([outputs(hit, frame)])
        case .collect(let aggregation?): aggregate([outputs(hit, frame)], aggregation, frame.run)
        }
    }

    /// The result when several apply.
    private func result(_ hits: [Int], _ frame: FEELFrame) -> FEELValue {
        switch table.policy {
        case .unique: return frame.run.fail(.overlappingRules, at: location)
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
        if let order = table.order {
            return hits.sorted { order[$0] < order[$1] }.map { table.rules[$0].constant ?? .null }
        }
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
        _ frame: FEELFrame, _ columns: UnsafeMutableBufferPointer<Column>, _ hits: [RuleHit], _ value: FEELValue
    ) -> DecisionTableTrace {
        var values: [FEELValue?] = []
        values.reserveCapacity(columns.count)
        for column in columns.indices {
            values.append(columns[column].isKnown ? frame[table.inputs[column].place] : nil)
        }
        return DecisionTableTrace(
            decision: table.decision, table: table.id, labels: table.labels, values: values, hits: hits,
            tookDefault: hits.isEmpty && hasDefault, value: value)
    }
}

/// What a traced run gathers.
final class DecisionTrace {
    var tables: [DecisionTableTrace] = []

    init() { tables.reserveCapacity(16) }
}
