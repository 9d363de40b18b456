import DecisionEngine
package import Diagnostics

/// What a changed rule has that another has not, table by table, in words.
package struct RuleDifference: Sendable {
    /// What happened to a row.
    package enum Kind: Sendable, Hashable {
        case added, removed, changed
    }

    /// A cell before and after; the same where nothing changed.
    package struct Cell: Sendable, Hashable {
        package let before: Text?
        package let after: Text?

        package var isSame: Bool { before == after }
    }

    /// A row that differs.
    package struct Row: Sendable, Hashable {
        package let kind: Kind
        /// Its place in the changed table; for one that is gone its place before.
        package let number: Int
        /// One for each column: the conditions, then the results, then meaning and basis.
        package let cells: [Cell]
    }

    /// A table with rows that differ, or one that is new or gone.
    package struct Table: Sendable {
        /// What it answers.
        package let question: Text
        package let columns: [Text]
        package let rows: [Row]
        /// Whether the rows that were there before stand in another order.
        package let isReordered: Bool
    }

    package let tables: [Table]
    /// What is not a table and differs: decisions with formulas, inputs; by name.
    package let others: [String]

    package var isEmpty: Bool { tables.isEmpty && others.isEmpty }
}

extension RuleDifference {
    /// Compares two rules.
    init(from before: DecisionModel, to after: DecisionModel, words: RuleWords) {
        let questions = Dictionary(
            (after.decisions + before.decisions).map { ($0.name, $0.question ?? $0.name) },
            uniquingKeysWith: { first, _ in first })
        // Tables without an id are told apart by their order in their decision.
        func keyed(_ model: DecisionModel) -> [(key: String, table: DecisionTableOutline)] {
            var counts: [String: Int] = [:]
            return model.tableOutlines.map { table in
                let name = "\(table.decision) \(table.id ?? "")"
                counts[name, default: 0] += 1
                return ("\(name) \(counts[name] ?? 0)", table)
            }
        }
        let (first, second) = (keyed(before), keyed(after))
        let old = Dictionary(first.map { ($0.key, $0.table) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(second.map { ($0.key, $0.table) }, uniquingKeysWith: { first, _ in first })
        let order = second.map(\.key) + first.map(\.key).filter { new[$0] == nil }
        tables = order.compactMap { key in
            Self.table(
                old[key], new[key], words, question: questions[(new[key] ?? old[key])?.decision ?? ""] ?? key)
        }
        let formulas = (Set(before.formulas.keys).union(after.formulas.keys)).sorted()
        others = formulas.filter { before.formulas[$0] != after.formulas[$0] }
    }

    private static func table(
        _ old: DecisionTableOutline?, _ new: DecisionTableOutline?, _ words: RuleWords, question: String
    ) -> Table? {
        guard let shown = new ?? old else { return nil }
        var rows: [Row] = []
        var left = old?.rows ?? []
        let isSameShape = old.map { $0.inputs == shown.inputs && $0.outputs == shown.outputs } ?? false
        for row in new?.rows ?? [] {
            let place =
                left.firstIndex { $0.rule.ruleID != nil && $0.rule.ruleID == row.rule.ruleID }
                ?? left.firstIndex { $0.rule.ruleID == nil && content($0) == content(row) }
            guard let place, isSameShape else {
                rows.append(Row(kind: .added, number: row.rule.index, cells: cells(nil, row, words)))
                if let place { left.remove(at: place) }
                continue
            }
            let known = left.remove(at: place)
            if content(known) != content(row) {
                rows.append(Row(kind: .changed, number: row.rule.index, cells: cells(known, row, words)))
            }
        }
        if isSameShape || new == nil {
            rows += left.map { Row(kind: .removed, number: $0.rule.index, cells: cells($0, nil, words)) }
        }
        let isReordered = isSameShape && order(of: old?.rows ?? [], among: new?.rows ?? []) == false
        if rows.isEmpty, !isReordered { return nil }
        return Table(
            question: Text(verbatim: question),
            columns: shown.inputs.map { Text(verbatim: $0) }
                // The first output is the answer; the others are what the model works with.
                + shown.outputs.enumerated().map { index, name in
                    index == 0 ? Text(zh: "结果", en: "Result") : Text(verbatim: name)
                }
                + [Text(zh: "意思", en: "Meaning"), Text(zh: "依据", en: "Basis")], rows: rows, isReordered: isReordered)
    }

    /// Whether the rows that stand in both stand in the same order.
    private static func order(of old: [DecisionTableOutline.Row], among new: [DecisionTableOutline.Row]) -> Bool {
        func name(_ row: DecisionTableOutline.Row) -> String {
            row.rule.ruleID ?? content(row).joined(separator: "\u{1F}")
        }
        let (before, after) = (old.map(name), new.map(name))
        let (known, kept) = (Set(before), Set(after))
        return before.filter { kept.contains($0) } == after.filter { known.contains($0) }
    }

    private static func content(_ row: DecisionTableOutline.Row) -> [String] {
        row.cells + row.results + row.rule.annotations.map { "\($0.name)=\($0.text)" }
    }

    private static func cells(
        _ before: DecisionTableOutline.Row?, _ after: DecisionTableOutline.Row?, _ words: RuleWords
    ) -> [Cell] {
        func texts(_ row: DecisionTableOutline.Row?) -> [Text]? {
            row.map { row in
                row.cells.map(words.cell) + row.results.map(words.cell) + [row.note("reason"), row.note("source")]
            }
        }
        let (old, new) = (texts(before), texts(after))
        return (0..<max(old?.count ?? 0, new?.count ?? 0)).map { index in
            Cell(before: old?[index], after: new?[index])
        }
    }
}

extension DecisionTableOutline.Row {
    /// What is noted beside a row in both languages, such as `reason` or `source`.
    func note(_ name: String) -> Text {
        func text(_ suffix: String) -> String {
            rule.annotations.first { $0.name == "\(name)_\(suffix)" }?.text ?? ""
        }
        return Text(zh: text("zh"), en: text("en"))
    }
}
