import Diagnostics
import FEELEngine

/// Looks for gaps, overlaps and rows that can never decide. Exact wherever cells are constants: a gap or an overlap that
/// it names is one, and there is none that it does not name.
///
/// Of a cell that reads other values it is not known which it takes. So that nothing is invented such a row counts as
/// taking every case where gaps are looked for, and none where overlaps are.
struct TableCheck {
    /// One input, or several columns that ask the same.
    struct Dimension {
        let label: String
        let columns: [Int]
        let domain: InputDomain?
        /// The classes that each row takes; `nil` for a row whose cell was not analysed.
        var rows: [BitSet?]
        let isAsked: Bool
        /// Whether the column is declared as of another type than its input.
        let isMistyped: Bool
        /// Classes that stand for nothing being known: the input's own word for it.
        let unknown: BitSet
    }

    let table: DecisionTable
    let words: AbsenceWords
    private let location: SourceLocation?
    private(set) var dimensions: [Dimension] = []
    private let mayNotOccur: Bool
    /// Combinations that are gone through at most.
    static let budget = 200_000
    /// Overlaps that are named at most.
    private static let mostOverlaps = 200
    /// Gaps that are named at most.
    private static let most = 20
    private static let sources = ["source", "basis", "依据", "出处", "来源", "law", "authority"]

    /// - Parameter types: what is known of the types of inputs, by path.
    init(
        _ table: DecisionTable, location: SourceLocation?, words: AbsenceWords, types: (String) -> FEELType?
    ) {
        self.table = table
        self.words = words
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
        var isMistyped = false
        // Where the column says less of its type than the input does, the input's counts.
        var read: [String] = []
        input.expression.collectReferences(&read)
        if read == [input.text], let known = types(input.text) {
            var base = known
            while case .constrained(let inner, _) = base { base = inner }
            if type.isSimple(as: base) { type = known } else { isMistyped = type.isOther(than: base) }
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
            isAsked: cells.contains { !$0.allSatisfy(\.isAny) }, isMistyped: isMistyped,
            unknown: domain?.parts(words.isUnknown) ?? BitSet(capacity: 1))
    }

    // MARK: Findings

    func findings() -> [TableFinding] {
        var found = cells() + types() + inputTypes() + columns() + sources()
        found += overlaps() + unreachable() + gaps() + absences()
        return found
    }

    func finding(
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
                    guard let value = value(of: node, run), !value.isNull || node.constant == nil else { return nil }
                    let kind: TableFinding.Kind
                    if value.isNull || output.type.coerce(value, run) == nil || !isSummed(value) {
                        kind = .wrongType
                    } else if let allowed = output.allowed, allowed.areConstant,
                        run.withFrame(1, { allowed.matches(value, $0) }) != true
                    {
                        kind = .resultNotAllowed
                    } else {
                        return nil
                    }
                    return finding(
                        kind, rows: [row], column: output.label, columnIndex: table.inputs.count + column,
                        at: node.location)
                }
            }
        }
    }

    /// What a result comes to whatever the inputs are; `nil` where that depends on them.
    private func value(of node: FEELNode, _ run: FEELRun) -> FEELValue? {
        if let constant = node.constant { return constant }
        return node.isPlain ? run.withFrame(1) { node.evaluate($0) } : nil
    }

    /// Whether a result can be added up where the table does so.
    private func isSummed(_ value: FEELValue) -> Bool {
        guard case .collect(.sum) = table.policy else { return true }
        return value.number != nil
    }

    /// Columns that read an input as what it never is.
    private func inputTypes() -> [TableFinding] {
        dimensions.filter(\.isMistyped).map {
            finding(.wrongColumnType, column: $0.label, columnIndex: $0.columns.first)
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
                if found.count == TableCheck.mostOverlaps { return found + [finding(.tooLarge)] }
                found.append(finding(.overlap, rows: [first, second], box: box))
            }
        }
        return found
    }

    /// Whether a row comes before another where both apply; `nil` where all that apply count.
    var comesBefore: ((_ row: Int, _ other: Int) -> Bool)? {
        switch table.policy {
        case .first: return { $0 < $1 }
        case .priority:
            return { [table] row, other in
                let (left, right) = (table.rules[row].ranks, table.rules[other].ranks)
                guard !left.isEmpty, left.count == right.count else { return false }
                for (left, right) in zip(left, right) where left != right { return left < right }
                return row < other
            }
        default: return nil
        }
    }

    /// Rows before which others come in every case that they take.
    private func unreachable() -> [TableFinding] {
        guard let comesBefore else { return [] }
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
        // What is collected or counted may well be nothing, but not whatever there is.
        case .collect(nil) where !table.rules.isEmpty, .collect(.count) where !table.rules.isEmpty: return []
        default: break
        }
        guard !hasDefault else { return [] }
        if table.rules.isEmpty { return [finding(.gap)] }
        let box = dimensions.map { $0.domain?.asked ?? BitSet(all: 1) }
        guard !box.contains(where: \.isEmpty) else { return [] }
        let rows = table.rules.indices.map { row in
            dimensions.map { $0.rows[row] ?? $0.domain?.all ?? BitSet(all: 1) }
        }
        var search = CoverSearch(box: box, rows: rows, budget: TableCheck.budget, most: TableCheck.most)
        let isWhole = search.run()
        return search.uncovered.map { finding(.gap, box: $0.map { $0 }) } + (isWhole ? [] : [finding(.tooLarge)])
    }
}

extension FEELType {
    /// Whether a declared type says no more than a base type.
    fileprivate func isSimple(as base: FEELType) -> Bool {
        switch (self, base) {
        case (.any, _), (.string, .string), (.number, .number), (.boolean, .boolean), (.date, .date),
            (.time, .time), (.dateTime, .dateTime), (.daysTimeDuration, .daysTimeDuration),
            (.yearsMonthsDuration, .yearsMonthsDuration):
            true
        default: false
        }
    }

    /// Whether no value can be of both types.
    fileprivate func isOther(than base: FEELType) -> Bool {
        var own = self
        while case .constrained(let inner, _) = own { own = inner }
        // A day is read as a moment.
        if case .dateTime = own, case .date = base { return false }
        return [own, base].allSatisfy(\.isScalar) && !own.isSimple(as: base)
    }

    private var isScalar: Bool {
        switch self {
        case .string, .number, .boolean, .date, .time, .dateTime, .daysTimeDuration, .yearsMonthsDuration: true
        default: false
        }
    }
}
