import FEELEngine
import XMLTree

/// Looks for rules that can never decide, for overlaps and for gaps in a table whose cells are all constant.
///
/// Each column's values fall into classes that the cells cannot tell apart: the texts and truth values named, the ends
/// of number ranges and the stretches between them. One value stands for each class.
struct TableLint {
    private let table: DecisionTable
    /// One value for each class, by column.
    private let samples: [[FEELValue]]
    /// Which classes a cell takes, by rule and column.
    private let masks: [[UInt64]]
    /// Whether the classes of every column are all there can be.
    private let isComplete: Bool

    /// `nil` for tables that are too large or whose cells are not all constant texts, truth values or numbers.
    init?(_ table: DecisionTable, _ environment: FEELEnvironment) {
        guard table.rules.count <= 500, !table.inputs.isEmpty, table.inputs.count <= 30 else { return nil }
        var samples: [[FEELValue]] = []
        var isComplete = true
        for column in table.inputs.indices {
            let cells = table.rules.map { $0.cells[column] }
            guard cells.allSatisfy(\.areConstant),
                let (values, isWhole) = Self.classes(table.inputs[column], cells), values.count <= 64
            else { return nil }
            samples.append(values)
            isComplete = isComplete && isWhole
        }
        let run = FEELRun(environment: environment)
        let frame = FEELFrame(count: (table.inputs.map(\.place).max() ?? 0) + 1, run: run)
        masks = withExtendedLifetime(run) {
            table.rules.map { rule in
                rule.cells.enumerated().map { column, tests in
                    samples[column].enumerated().reduce(0) { mask, sample in
                        tests.matches(sample.element, frame) == true ? mask | 1 << UInt64(sample.offset) : mask
                    }
                }
            }
        }
        self.table = table
        self.samples = samples
        self.isComplete = isComplete
    }

    /// One value for each class of a column, and whether these are all classes.
    private static func classes(
        _ input: DecisionTable.Input, _ cells: [FEELTests]
    ) -> (values: [FEELValue], isComplete: Bool)? {
        var allowed = input.allowed?.constants
        if allowed == nil, case .constrained(_, let tests) = input.type { allowed = tests.constants }
        if let allowed, allowed.allSatisfy({ $0.string != nil }) { return (allowed, true) }
        var mentioned: [FEELValue] = []
        for value in cells.flatMap(\.mentioned) {
            if case .list(let elements) = value { mentioned += elements } else { mentioned.append(value) }
        }
        if case .boolean = input.type { return ([true, false], true) }
        if mentioned.isEmpty { return ([.string("")], true) }
        if mentioned.allSatisfy({ $0.boolean != nil }) { return ([true, false], true) }
        if mentioned.allSatisfy({ $0.string != nil }) {
            return (unique(mentioned) + [.string("\u{10FFFF}")], false)
        }
        return numbers(mentioned).map { ($0, true) }
    }

    private static func unique(_ values: [FEELValue]) -> [FEELValue] {
        var seen: Set<FEELValue> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// The ends of the number ranges, a number between any two of them, and one beyond each side.
    private static func numbers(_ mentioned: [FEELValue]) -> [FEELValue]? {
        var ends: Set<FEELNumber> = []
        for value in mentioned {
            switch value {
            case .number(let number): ends.insert(number)
            case .range(let range):
                for end in [range.start, range.end] {
                    switch end {
                    case .number(let number): ends.insert(number)
                    case .null: break
                    default: return nil
                    }
                }
            default: return nil
            }
        }
        let sorted = ends.sorted()
        guard let first = sorted.first, let last = sorted.last, let below = first.subtracting(.one),
            let above = last.adding(.one)
        else { return nil }
        var values = [below]
        for (index, end) in sorted.enumerated() {
            values.append(end)
            if index + 1 < sorted.count, let middle = end.adding(sorted[index + 1])?.divided(by: 2) {
                values.append(middle)
            }
        }
        return (values + [above]).map { .number($0) }
    }

    /// Reports what it finds.
    func check(_ element: XMLTreeElement, _ found: inout Diagnoses) {
        let rows = element.children("rule")
        guard rows.count == table.rules.count else { return }
        for later in table.rules.indices {
            for earlier in 0..<later {
                switch table.policy {
                case .unique where pairs(earlier, later) { $0 & $1 != 0 }:
                    found.warning(.overlappingRules, rows[later], "\(earlier + 1), \(later + 1)")
                case .first where pairs(earlier, later) { $0 & $1 == $1 }:
                    found.warning(.unreachableRule, rows[later], "\(earlier + 1), \(later + 1)")
                default: continue
                }
                break
            }
        }
        checkGap(element, &found)
    }

    private func pairs(_ earlier: Int, _ later: Int, _ relation: (UInt64, UInt64) -> Bool) -> Bool {
        zip(masks[earlier], masks[later]).allSatisfy(relation)
    }

    /// Looks for a combination of classes that no rule takes.
    private func checkGap(_ element: XMLTreeElement, _ found: inout Diagnoses) {
        guard isComplete, !table.policy.isMultiple, table.outputs.allSatisfy({ $0.byDefault == nil }) else { return }
        let total = samples.reduce(1) { min($0 * $1.count, 1_000_000) }
        guard total <= 20_000 else { return }
        for number in 0..<total {
            var rest = number
            var place: [Int] = []
            for column in samples {
                place.append(rest % column.count)
                rest /= column.count
            }
            let isCovered = masks.contains { row in
                zip(row, place).allSatisfy { mask, place in mask & (1 << UInt64(place)) != 0 }
            }
            if !isCovered {
                let texts = place.enumerated().map { column, place in
                    "\(table.inputs[column].label): \(samples[column][place])"
                }
                found.warning(.gap, element, texts.joined(separator: ", "))
                return
            }
        }
    }
}
