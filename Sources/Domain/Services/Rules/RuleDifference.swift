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

    /// What a condition asks for, where that differs.
    package struct Asked: Sendable, Hashable {
        package let column: Text
        /// The expression, as it is written; `nil` where there was no such condition.
        package let before: String?
        package let after: String?
    }

    /// A table with rows that differ, or one that is new or gone.
    package struct Table: Sendable {
        /// The decision that it stands in, and its id there.
        package let decision: String
        package let table: String?
        /// What it answers.
        package let question: Text
        package let columns: [Text]
        package let rows: [Row]
        package let asked: [Asked]
        /// Whether the rows that were there before stand in another order.
        package let isReordered: Bool
    }

    /// A definition that differs in more than rows and what conditions ask for.
    package struct Definition: Sendable {
        /// What it is called in the file.
        package let name: String
        /// What people call it.
        package let title: Text
        /// What it is, such as a table or a function.
        package let sort: Text
        package let kind: Kind
        package let parts: [Part]
    }

    /// A thing about a definition that differs, such as how rows apply, a type or a formula.
    package struct Part: Sendable, Hashable {
        package let what: Text
        /// `nil` where there was no such thing.
        package let before: Text?
        package let after: Text?
        /// Whether both are written in the language of formulas rather than in words.
        package let isFormula: Bool
    }

    package let tables: [Table]
    /// What differs besides the rows of tables.
    package let definitions: [Definition]

    package var isEmpty: Bool { tables.isEmpty && definitions.isEmpty }
}

extension RuleDifference {
    /// Compares two rules.
    init(from before: DecisionModel, to after: DecisionModel, words: RuleWords) {
        let questions = Dictionary(
            (after.decisions + before.decisions).compactMap { decision in
                decision.question.map { (decision.name, $0) }
            }, uniquingKeysWith: { first, _ in first })
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
        let tables: [Table] = order.compactMap { key in
            let owner = (new[key] ?? old[key])?.decision ?? key
            return Self.table(
                old[key], new[key], words,
                question: questions[owner]
                    ?? RuleDefinition.title(of: owner, in: after.formulas[owner] == nil ? before : after).zh)
        }
        self.tables = tables
        definitions = Self.definitions(from: before, to: after, shown: Set(tables.map(\.decision)), words)
    }

    private static func table(
        _ old: DecisionTableOutline?, _ new: DecisionTableOutline?, _ words: RuleWords, question: String
    ) -> Table? {
        guard let shown = new ?? old else { return nil }
        let columns = Columns(old, new)
        var rows: [Row] = []
        var left = Array((old?.rows ?? []).enumerated())
        let before = (old?.rows ?? []).map { columns.content($0, isNew: false) }
        // Rows are told apart by their id; those without one by what they say.
        var byID: [String: Int] = [:]
        var byContent: [[String]: [Int]] = [:]
        for (place, row) in left {
            if let id = row.rule.ruleID {
                byID[id] = byID[id] ?? place
            } else {
                byContent[before[place], default: []].append(place)
            }
        }
        var taken: Set<Int> = []
        for row in new?.rows ?? [] {
            let content = columns.content(row, isNew: true)
            let place =
                row.rule.ruleID.flatMap { byID.removeValue(forKey: $0) }
                ?? byContent[content].flatMap { $0.first { !taken.contains($0) } }
            guard let place, let old else {
                rows.append(Row(kind: .added, number: row.rule.index, cells: columns.cells(nil, row, words)))
                continue
            }
            taken.insert(place)
            if before[place] != content {
                rows.append(
                    Row(kind: .changed, number: row.rule.index, cells: columns.cells(old.rows[place], row, words)))
            }
        }
        left.removeAll { taken.contains($0.offset) }
        rows += left.map { _, row in
            Row(kind: .removed, number: row.rule.index, cells: columns.cells(row, nil, words))
        }
        let isReordered = old != nil && new != nil && !columns.isSameOrder(old?.rows ?? [], new?.rows ?? [])
        let asked = columns.asked
        if rows.isEmpty, !isReordered, asked.isEmpty { return nil }
        return Table(
            decision: shown.decision, table: shown.id, question: Text(verbatim: question),
            columns: columns.titles(shown), rows: rows, asked: asked, isReordered: isReordered)
    }

    /// The columns of two tables together: where one has a condition that the other has not, the other asks nothing there.
    private struct Columns {
        private let old: DecisionTableOutline?
        private let new: DecisionTableOutline?
        private let inputs: [String]
        private let outputs: [String]
        /// The names of the conditions, those that occur twice with their number.
        private let oldInputs: [String]
        private let newInputs: [String]

        init(_ old: DecisionTableOutline?, _ new: DecisionTableOutline?) {
            self.old = old
            self.new = new
            func numbered(_ names: [String]) -> [String] {
                names.indices.map { index in
                    let count = names[...index].count { $0 == names[index] }
                    return count == 1 ? names[index] : "\(names[index])（\(count)）"
                }
            }
            oldInputs = numbered(old?.inputs ?? [])
            newInputs = numbered(new?.inputs ?? [])
            func union(_ first: [String], _ second: [String]) -> [String] {
                first + second.filter { !first.contains($0) }
            }
            inputs = union(newInputs, oldInputs)
            outputs = union(new?.outputs ?? [], old?.outputs ?? [])
        }

        func titles(_ shown: DecisionTableOutline) -> [Text] {
            inputs.map { Text(verbatim: $0) }
                // The first output is the answer; the others are what the model works with.
                + outputs.enumerated().map { index, name in
                    let label =
                        [new, old].compactMap { outline in
                            outline?.outputs.firstIndex(of: name).map { outline?.outputLabels[$0] ?? name }
                        }.first ?? name
                    return index == 0 && label == name ? Text(zh: "结果", en: "Result") : Text(verbatim: label)
                } + [Text(zh: "意思", en: "Meaning"), Text(zh: "依据", en: "Basis")]
        }

        /// The conditions that ask for something else than before, of tables that stand in both.
        var asked: [Asked] {
            guard let old, let new else { return [] }
            return inputs.compactMap { name in
                let before = oldInputs.firstIndex(of: name).map { old.inputExpressions[$0] }
                let after = newInputs.firstIndex(of: name).map { new.inputExpressions[$0] }
                return before == after ? nil : Asked(column: Text(verbatim: name), before: before, after: after)
            }
        }

        private func texts(_ row: DecisionTableOutline.Row, isNew: Bool) -> [String] {
            let (known, outline) = isNew ? (newInputs, new) : (oldInputs, old)
            return inputs.map { name in known.firstIndex(of: name).map { row.cells[$0] } ?? "-" }
                + outputs.map { name in outline?.outputs.firstIndex(of: name).map { row.results[$0] } ?? "" }
        }

        func content(_ row: DecisionTableOutline.Row, isNew: Bool) -> [String] {
            texts(row, isNew: isNew) + row.rule.annotations.map { "\($0.name)=\($0.text)" }
        }

        func cells(
            _ before: DecisionTableOutline.Row?, _ after: DecisionTableOutline.Row?, _ words: RuleWords
        ) -> [Cell] {
            func meanings(_ row: DecisionTableOutline.Row?, isNew: Bool) -> [Text]? {
                row.map { row in
                    let texts = texts(row, isNew: isNew)
                    // Nothing written is any value in a condition and no value in a result.
                    return texts.prefix(inputs.count).map(words.cell) + texts.dropFirst(inputs.count).map(words.result)
                        + [row.note("reason"), row.note("source")]
                }
            }
            let (first, second) = (meanings(before, isNew: false), meanings(after, isNew: true))
            return (0..<max(first?.count ?? 0, second?.count ?? 0)).map { index in
                Cell(before: first?[index], after: second?[index])
            }
        }

        /// Whether the rows that stand in both stand in the same order.
        func isSameOrder(_ first: [DecisionTableOutline.Row], _ second: [DecisionTableOutline.Row]) -> Bool {
            func name(_ row: DecisionTableOutline.Row, isNew: Bool) -> String {
                row.rule.ruleID ?? content(row, isNew: isNew).joined(separator: "\u{1F}")
            }
            let before = first.map { name($0, isNew: false) }
            let after = second.map { name($0, isNew: true) }
            let (known, kept) = (Set(before), Set(after))
            return before.filter { kept.contains($0) } == after.filter { known.contains($0) }
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
