import DecisionEngine
import Diagnostics

extension RuleSheet {
    /// A sheet with its words, beside the same table of the rule in force.
    init(_ sheet: DecisionSheet, in file: DecisionFile, base: DecisionSheet?, _ words: RuleWords) {
        key = sheet.key
        question = Text(verbatim: sheet.question)
        policy = Self.policy(sheet.hitPolicy, sheet.aggregation)
        let firstResult = sheet.columns(.result).lowerBound
        columns = sheet.columns.enumerated().map { index, column in
            Column(
                key: column.key, kind: Kind(column.kind),
                title: Self.title(column, isFirstResult: index == firstResult),
                label: column.label, expression: column.expression, type: column.type, allowed: column.allowed,
                choices: words.choices(column.allowed))
        }
        let known = Dictionary(
            base?.rows.map { ($0.key ?? "", $0) } ?? [], uniquingKeysWith: { first, _ in first })
        let places = sheet.columns.map { column in base?.columns.firstIndex { $0.key == column.key } }
        func meaning(_ text: String, _ kind: DecisionSheet.Column.Kind) -> Text? {
            if kind == .note { return nil }
            if kind == .result, text.isEmpty { return nil }
            let found = words.cell(text)
            return found.zh == text ? nil : found
        }
        rows = sheet.rows.map { row in
            let before = row.key.flatMap { known[$0] }
            let cells = zip(sheet.columns, row.cells).enumerated().map { index, pair in
                let (column, text) = pair
                var old: Text?
                if let before, let place = places[index], before.cells[place] != text {
                    let was = before.cells[place]
                    old = column.kind == .note || was.isEmpty ? Text(verbatim: was) : words.cell(was)
                } else if before != nil, base != nil, places[index] == nil, column.kind == .condition, text != "-" {
                    old = words.cell("-")
                }
                return Cell(text: text, words: meaning(text, column.kind), before: old)
            }
            return Row(key: row.key, id: row.id, isAdded: base != nil && before == nil, cells: cells)
        }
        let kept = Set(sheet.rows.compactMap(\.key))
        removed =
            base?.rows.compactMap { row in
                kept.contains(row.key ?? "") ? nil : row.id.isEmpty ? row.key : row.id
            } ?? []
        let asked = Set(sheet.columns.map(\.expression))
        var seen = asked
        sources = file.sheets.flatMap(\.columns).compactMap { column in
            guard column.kind == .condition, seen.insert(column.expression).inserted else { return nil }
            return Source(
                label: column.label.isEmpty ? column.expression : column.label, expression: column.expression)
        }
    }

    /// How a column is called: conditions by their label, notes by what they are for.
    static func title(_ column: DecisionSheet.Column, isFirstResult: Bool = false) -> Text {
        if !column.label.isEmpty { return Text(verbatim: column.label) }
        switch (column.kind, column.expression) {
        case (.note, "reason_zh"): return Text(zh: "意思", en: "Meaning (Chinese)")
        case (.note, "reason_en"): return Text(zh: "意思（英文）", en: "Meaning (English)")
        case (.note, "source_zh"): return Text(zh: "依据", en: "Basis (Chinese)")
        case (.note, "source_en"): return Text(zh: "依据（英文）", en: "Basis (English)")
        case (.note, "correct"): return Text(zh: "错了由谁更正", en: "Corrected through")
        case (.result, _) where isFirstResult: return Text(zh: "结果", en: "Result")
        default: return Text(verbatim: column.expression)
        }
    }

    /// What counts when several rows apply (DMN 1.5, 8.2.11), in words.
    static func policy(_ hitPolicy: String, _ aggregation: String?) -> Text {
        switch hitPolicy {
        case "UNIQUE": Text(zh: "每种情形最多一行适用。", en: "At most one row applies to each case.")
        case "FIRST": Text(zh: "从上往下看，第一个适用的行算数。", en: "The first row that applies counts.")
        case "ANY": Text(zh: "可以有几行同时适用，结果要一样。", en: "Several rows may apply, with the same result.")
        case "PRIORITY": Text(zh: "几行同时适用时，取排在前面的结果。", en: "Of rows that apply, the result listed first counts.")
        case "OUTPUT ORDER":
            Text(zh: "适用的行都算数，按结果的先后排列。", en: "All rows that apply count, in the order of their results.")
        case "RULE ORDER": Text(zh: "适用的行都算数，按行的先后排列。", en: "All rows that apply count, in the order of rows.")
        case "COLLECT":
            switch aggregation {
            case "SUM": Text(zh: "适用的行，结果加在一起。", en: "The results of the rows that apply are added up.")
            case "MIN": Text(zh: "适用的行，取最小的结果。", en: "Of the rows that apply, the least result counts.")
            case "MAX": Text(zh: "适用的行，取最大的结果。", en: "Of the rows that apply, the greatest result counts.")
            case "COUNT": Text(zh: "数一数有几种不同的结果。", en: "The different results of the rows that apply are counted.")
            default: Text(zh: "适用的行都算数。", en: "All rows that apply count.")
            }
        default: Text(verbatim: hitPolicy)
        }
    }

    /// The columns that are not as they are in the rule in force.
    static func changedColumns(_ sheet: DecisionSheet, _ base: DecisionSheet?) -> [Text] {
        guard let base else { return [] }
        let changed = sheet.columns.filter { column in !base.columns.contains(column) }
        let gone = base.columns.filter { column in !sheet.columns.contains { $0.key == column.key } }
        return (changed + gone).map { title($0) }
    }

    // MARK: What somebody else did meanwhile

    /// Says where two wrote something else in the same place; a place that is gone is past.
    mutating func add(_ clashes: [Clash], _ words: RuleWords) {
        for clash in clashes {
            let row = rows.firstIndex { !clash.row.isEmpty && $0.id == clash.row }
            let column = columns.firstIndex { !clash.column.isEmpty && $0.key == clash.column }
            switch clash.kind {
            case .cell:
                guard let row, let column, rows[row].cells.indices.contains(column) else { continue }
                let isNote = columns[column].kind == .note
                let other = isNote ? Text(verbatim: clash.other) : words.result(clash.other)
                rows[row].cells[column].other = other
                say(
                    Text(
                        zh: "别人刚刚改成了“\(other.zh)”，现在这里是您写的",
                        en: "Somebody else has just made it ‘\(other.en)’; what stands here is yours"), row, column)
            case .heading:
                guard let column else { continue }
                say(
                    Text(
                        zh: "这一列的名称或写法，别人刚刚改成了“\(clash.other)”，现在是您写的",
                        en:
                            "Somebody else has just made the heading of this column ‘\(clash.other)’; what stands here is yours"
                    ),
                    nil, column)
            case .id:
                guard let row else { continue }
                say(
                    Text(
                        zh: "这一行的编号，别人刚刚改成了“\(clash.other)”，现在是您写的",
                        en: "Somebody else has just made this row's id ‘\(clash.other)’; what stands here is yours"),
                    row, nil)
            case .removedThere:
                guard let row else { continue }
                say(
                    Text(
                        zh: "别人刚刚删掉了这一行；您改过它，所以还在",
                        en: "Somebody else has just removed this row; you changed it, so it is here"), row, nil)
            case .removedHere:
                guard let row else { continue }
                say(
                    Text(
                        zh: "您删掉了这一行；别人刚刚改过它，所以还在",
                        en: "You removed this row; somebody else has just changed it, so it is here"), row, nil)
            }
            self.clashes.append(clash)
        }
    }

    private mutating func say(_ message: Text, _ row: Int?, _ column: Int?) {
        add(Finding(severity: .warning, message: message, hint: nil, row: row, column: column))
    }

    // MARK: What was found

    /// Adds a finding and marks what it is about.
    mutating func add(_ finding: Finding) {
        findings.append(finding)
        switch (finding.row, finding.column) {
        case (let row?, let column?) where rows.indices.contains(row) && rows[row].cells.indices.contains(column):
            rows[row].cells[column].findings.append(finding)
        case (let row?, _) where rows.indices.contains(row): rows[row].findings.append(finding)
        case (nil, let column?) where columns.indices.contains(column): columns[column].findings.append(finding)
        default: break
        }
    }

    /// Adds what an examination found, if it is about this table, or is grave.
    mutating func add(
        _ found: RuleFinding, in places: DecisionFilePlaces, _ sheet: DecisionSheet, _ words: RuleWords
    ) {
        let remedy = RuleRemedy(words)
        switch found {
        case .reading(let reading):
            let place = reading.location.flatMap { places.place(of: $0) }
            guard place?.sheet == sheet.key || reading.severity == .error else { return }
            let isHere = place?.sheet == sheet.key
            let diagnostic = remedy.advised(
                reading, in: isHere ? sheet.column(place?.column) : nil, isCell: isHere && place?.row != nil)
            // A cell of a result that is left empty is a result, too: none.
            let message =
                diagnostic.code == "decision.expression.missing" && isHere && place?.row != nil
                ? Text(zh: "这一格空着：没有结果", en: "This cell is empty: there is no result")
                : Self.plain(diagnostic.message, sheet)
            add(
                Finding(
                    severity: diagnostic.severity, message: message, hint: diagnostic.hint,
                    row: isHere ? place?.row : nil, column: isHere ? place?.column : nil))
        case .table(let finding):
            guard finding.table == sheet.key || (finding.table == nil && finding.decision == sheet.decision) else {
                return
            }
            let diagnostic = finding.diagnostic(finding.message(words: words.cell))
            // Conditions come first, then results, as in the engine.
            let column = finding.columnIndex
            for row in finding.rows.isEmpty ? [nil] : finding.rows.map({ Optional($0 - 1) }) {
                let new = Finding(
                    severity: diagnostic.severity, message: Self.plain(diagnostic.message, sheet),
                    hint: diagnostic.hint ?? remedy.hint(for: finding.kind, in: sheet.column(column)), row: row,
                    column: column)
                // A finding about two rows is one.
                if findings.contains(where: { $0.message == new.message }), let row, rows.indices.contains(row) {
                    rows[row].findings.append(new)
                } else {
                    add(new)
                }
            }
        }
    }

    /// A message without the names of the table and its parts that only the file uses.
    private static func plain(_ message: Text, _ sheet: DecisionSheet) -> Text {
        Text(
            zh: message.zh.replacing("“\(sheet.decision)”的", with: "").replacing("“\(sheet.decision)”", with: "")
                .replacing(" (\(sheet.decision))", with: ""),
            en: message.en.replacing("‘\(sheet.decision)’: ", with: "").replacing(" (\(sheet.decision))", with: ""))
    }

    /// Takes the examples that this table has a say in, or that come out otherwise now.
    mutating func take(_ outcomes: [RuleExample], before: [RuleExample], of sheet: DecisionSheet) {
        let differed = Set(before.filter { !$0.differences.isEmpty }.map(\.id))
        for outcome in outcomes {
            let hits = outcome.hits.filter {
                $0.table == sheet.key || ($0.table == nil && $0.decision == sheet.decision)
            }.map(\.row.index)
            let here = Array(Set(hits)).sorted()
            for row in here where rows.indices.contains(row - 1) { rows[row - 1].examples += 1 }
            guard !here.isEmpty || !outcome.differences.isEmpty else { continue }
            examples.append(
                Example(
                    title: outcome.title, differences: outcome.differences,
                    differedBefore: differed.contains(outcome.id), rows: here))
        }
    }
}
