import Diagnostics
import FEELEngine

/// Looks for gaps, overlaps and rows that can never decide. Exact wherever cells are constants: a gap or an overlap that
/// it names is one, and there is none that it does not name.
///
/// Of a cell that reads other values it is not known which it takes. So that nothing is invented such a row counts as
/// taking every case where gaps are looked for, and none where overlaps are.
struct TableCheck {
    /// One input, or several columns that ask the same.
    private struct Dimension {
        let label: String
        let columns: [Int]
        let domain: InputDomain?
        /// The classes that each row takes; `nil` for a row whose cell was not analysed.
        var rows: [BitSet?]
        let isAsked: Bool
    }

    private let table: DecisionTable
    private let location: SourceLocation?
    private var dimensions: [Dimension] = []
    private let mayNotOccur: Bool
    /// Combinations that are gone through at most.
    private static let budget = 200_000
    /// Gaps that are named at most.
    private static let most = 20
    private static let sources = ["source", "basis", "依据", "出处", "来源", "law", "authority"]

    /// - Parameter types: what is known of the types of inputs, by path.
    init(_ table: DecisionTable, location: SourceLocation?, types: (String) -> FEELType?) {
        self.table = table
        self.location = location
        var groups: [(text: String, columns: [Int])] = []
        for (column, input) in table.inputs.enumerated() {
            if let index = groups.firstIndex(where: { !$0.text.isEmpty && $0.text == input.text }) {
                groups[index].columns.append(column)
            } else {
                groups.append((input.text, [column]))
            }
        }
        var read = Set<String>()
        var isShared = false
        for group in groups {
            var paths: [String] = []
            table.inputs[group.columns[0]].expression.collectReferences(&paths)
            isShared = isShared || !read.isDisjoint(with: paths)
            read.formUnion(paths)
        }
        mayNotOccur = isShared
        for group in groups { dimensions.append(dimension(group.columns, types)) }
    }

    private func dimension(_ columns: [Int], _ types: (String) -> FEELType?) -> Dimension {
        let input = table.inputs[columns[0]]
        let cells = table.rules.map { rule in columns.map { rule.cells[$0] } }
        let constant = cells.flatMap { $0 }.filter(\.areConstant)
        var type = input.type
        // Where the column says less of its type than the input does, the input's counts.
        if let known = types(input.text) {
            var base = known
            while case .constrained(let inner, _) = base { base = inner }
            if type.isSimple(as: base) { type = known }
        }
        let allowed = columns.compactMap { table.inputs[$0].allowed }.first
        let domain = InputDomain(
            type: type, allowed: allowed, mentioned: constant.flatMap(\.mentioned), place: input.place)
        let size = (table.inputs.map(\.place).max() ?? 0) + 1
        let rows: [BitSet?] = FEELRun.start(environment: .standard) { run in
            run.withFrame(size) { frame in
                cells.map { tests in
                    guard let domain else { return tests.allSatisfy(\.isAny) ? BitSet(all: 1) : nil }
                    guard tests.allSatisfy(\.areConstant) else { return nil }
                    var set = BitSet(capacity: domain.parts.count)
                    for (index, sample) in domain.samples.enumerated() {
                        if tests.allSatisfy({ $0.matches(sample, frame) == true }) { set.insert(index) }
                    }
                    return set
                }
            }
        }
        return Dimension(
            label: input.label, columns: columns, domain: domain, rows: rows,
            isAsked: cells.contains { !$0.allSatisfy(\.isAny) })
    }

    // MARK: Findings

    func findings() -> [TableFinding] {
        var found = cells() + types() + columns() + sources()
        found += overlaps() + unreachable() + gaps() + absences()
        return found
    }

    private func finding(
        _ kind: TableFinding.Kind, rows: [Int] = [], column: String? = nil, columnIndex: Int? = nil,
        box: [BitSet?] = [], at: SourceLocation? = nil
    ) -> TableFinding {
        TableFinding(
            kind, decision: table.decision, table: table.id, rows: rows.map { $0 + 1 }, column: column,
            columnIndex: columnIndex, conditions: conditions(box), mayNotOccur: !box.isEmpty && mayNotOccur,
            location: at ?? rows.last.flatMap { table.rules[$0].location } ?? location)
    }

    private func conditions(_ box: [BitSet?]) -> [TableFinding.Condition] {
        zip(dimensions, box).compactMap { dimension, set in
            guard let set, let domain = dimension.domain, let values = domain.text(set), let first = set.members.first
            else { return nil }
            let example: String =
                switch domain.parts[first] {
                case .other: "…"
                case .absent: "null"
                default: domain.samples[first].literal
                }
            return TableFinding.Condition(input: dimension.label, values: values, example: example)
        }
    }

    /// Cells that no value fits, and those that were not analysed.
    private func cells() -> [TableFinding] {
        dimensions.flatMap { dimension -> [TableFinding] in
            let unknown = dimension.rows.indices.filter { dimension.rows[$0] == nil }
            let empty = dimension.rows.indices.filter { dimension.rows[$0]?.isEmpty == true }
            return
                (unknown.isEmpty
                ? []
                : [finding(.notAnalysed, rows: unknown, column: dimension.label, columnIndex: dimension.columns.first)])
                + empty.map {
                    finding(.impossible, rows: [$0], column: dimension.label, columnIndex: dimension.columns.first)
                }
        }
    }

    /// Constants that are not of their column's type, or none of the results that it allows.
    private func types() -> [TableFinding] {
        FEELRun.start(environment: .standard) { run in
            table.rules.indices.flatMap { row in
                zip(table.outputs, table.rules[row].outputs).enumerated().compactMap { column, pair in
                    let (output, node) = pair
                    guard let value = node.constant, !value.isNull else { return nil }
                    let kind: TableFinding.Kind
                    if output.type.coerce(value, run) == nil {
                        kind = .wrongType
                    } else if let allowed = output.allowed, allowed.areConstant,
                        run.withFrame(1, { allowed.matches(value, $0) }) != true
                    {
                        kind = .resultNotAllowed
                    } else {
                        return nil
                    }
                    return finding(
                        kind, rows: [row], column: output.name, columnIndex: table.inputs.count + column,
                        at: node.location)
                }
            }
        }
    }

    private func columns() -> [TableFinding] {
        guard table.rules.count > 1 else { return [] }
        return dimensions.filter { !$0.isAsked }.map { finding(.unusedColumn, column: $0.label) }
    }

    /// Rows that do not say what they rest on, where the table has a column for it.
    private func sources() -> [TableFinding] {
        let names = Set(table.rules.flatMap { $0.hit.annotations.map(\.name) }).union(table.annotationNames)
        let columns = names.filter { name in TableCheck.sources.contains { name.lowercased().hasPrefix($0) } }
        guard !columns.isEmpty else { return [] }
        return table.rules.indices.compactMap { row in
            let written = table.rules[row].hit.annotations.filter { columns.contains($0.name) }
            return written.isEmpty ? finding(.noSource, rows: [row]) : nil
        }
    }

    /// The classes that two rows both take; `nil` where there is none, or where it is not known.
    private func common(_ first: Int, _ second: Int) -> [BitSet?]? {
        var box: [BitSet?] = []
        for dimension in dimensions {
            guard let left = dimension.rows[first], let right = dimension.rows[second] else { return nil }
            let both = left.intersection(right)
            if both.isEmpty { return nil }
            box.append(both)
        }
        return box
    }

    private func overlaps() -> [TableFinding] {
        guard table.policy == .unique || table.policy == .any else { return [] }
        var found: [TableFinding] = []
        for second in table.rules.indices {
            for first in 0..<second {
                if table.policy == .any {
                    guard let left = table.rules[first].constant, let right = table.rules[second].constant,
                        left != right
                    else { continue }
                }
                guard let box = common(first, second) else { continue }
                found.append(finding(.overlap, rows: [first, second], box: box))
            }
        }
        return found
    }

    /// Rows before which others come in every case that they take.
    private func unreachable() -> [TableFinding] {
        let comesBefore: (Int, Int) -> Bool
        switch table.policy {
        case .first: comesBefore = { $0 < $1 }
        case .priority:
            comesBefore = { [table] other, row in
                let (left, right) = (table.rules[other].ranks, table.rules[row].ranks)
                guard !left.isEmpty, left.count == right.count else { return false }
                for (left, right) in zip(left, right) where left != right { return left < right }
                return other < row
            }
        default: return []
        }
        var found: [TableFinding] = []
        for row in table.rules.indices {
            let others = table.rules.indices.filter { other in
                comesBefore(other, row) && dimensions.allSatisfy { $0.rows[other] != nil }
            }
            let box = dimensions.map { $0.rows[row] ?? $0.domain?.all ?? BitSet(all: 1) }
            if others.isEmpty || box.contains(where: \.isEmpty) { continue }
            var search = CoverSearch(
                box: box, rows: others.map { other in dimensions.map { $0.rows[other] ?? BitSet(capacity: 1) } },
                budget: TableCheck.budget, most: 1)
            if !search.run() {
                found.append(finding(.tooLarge, rows: [row]))
            } else if search.uncovered.isEmpty {
                found.append(finding(.unreachable, rows: [row]))
            }
        }
        return found
    }

    /// Cases that no row takes.
    private func gaps() -> [TableFinding] {
        let hasDefault = table.outputs.allSatisfy { $0.byDefault != nil }
        switch table.policy {
        // What is collected or counted may well be nothing.
        case .collect(nil), .collect(.count): return []
        default: break
        }
        guard !hasDefault, !table.rules.isEmpty else { return [] }
        let box = dimensions.map { $0.domain?.asked ?? BitSet(all: 1) }
        guard !box.contains(where: \.isEmpty) else { return [] }
        let rows = table.rules.indices.map { row in
            dimensions.map { $0.rows[row] ?? $0.domain?.all ?? BitSet(all: 1) }
        }
        var search = CoverSearch(box: box, rows: rows, budget: TableCheck.budget, most: TableCheck.most)
        let isWhole = search.run()
        return search.uncovered.map { finding(.gap, box: $0.map { $0 }) } + (isWhole ? [] : [finding(.tooLarge)])
    }

    /// Inputs of which nothing being known is decided by a row that was made for the rest.
    private func absences() -> [TableFinding] {
        guard !table.policy.isMultiple else { return [] }
        return dimensions.compactMap { dimension in
            guard dimension.isAsked, let domain = dimension.domain, !domain.isAbsenceNamed else { return nil }
            // What is not this or that may as well be not known: a row that says `not(…)` takes it.
            let taking = table.rules.indices.first { row in
                dimension.rows[row]?.contains(domain.absent) == true
                    && dimension.columns.contains { !table.rules[row].cells[$0].isAny }
            }
            if let taking {
                return finding(
                    .silentAbsence, rows: [taking], column: dimension.label, columnIndex: dimension.columns.first)
            }
            let rest = table.rules.indices.first { row in
                dimensions.allSatisfy { other in other.columns.allSatisfy { table.rules[row].cells[$0].isAny } }
            }
            // A row that takes everything before anybody asks was made for everything.
            guard let rest,
                table.rules.indices.contains(where: { row in
                    (table.policy != .first || row < rest)
                        && dimension.columns.contains { !table.rules[row].cells[$0].isAny }
                })
            else { return nil }
            return finding(.silentAbsence, rows: [rest], column: dimension.label, columnIndex: dimension.columns.first)
        }
    }
}

extension FEELType {
    /// Whether a declared type says no more than a base type.
    fileprivate func isSimple(as base: FEELType) -> Bool {
        switch (self, base) {
        case (.any, _), (.string, .string), (.number, .number), (.boolean, .boolean), (.date, .date),
            (.daysTimeDuration, .daysTimeDuration), (.yearsMonthsDuration, .yearsMonthsDuration):
            true
        default: false
        }
    }
}
