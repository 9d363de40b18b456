import DecisionEngine
package import Diagnostics
import FEELEngine

/// One of the tables that a case was decided by, in words.
package struct RuleTable: Sendable {
    /// A row of it.
    package struct Row: Sendable {
        /// From 1.
        package let number: Int
        package let cells: [Text]
        package let meaning: Text
        package let basis: Text
        /// What it comes to.
        package let result: Text
        /// Whether it is one that the case falls under, and whether the answer rests on it.
        package let isHit: Bool
        package let isCarrying: Bool
    }

    /// What it answers.
    package let question: Text
    /// What was asked of this case, and what it was.
    package let asked: [(label: Text, value: Text)]
    /// The labels of its columns.
    package let columns: [Text]
    package let rows: [Row]
}

/// What a case was decided by, table by table.
package struct CaseRules: Sendable {
    /// Those that carried the answer first; none if the rule cannot be read any more.
    package let tables: [RuleTable]
    /// The county's document that the rule came with, if it was no package's.
    package let version: RuleBook.Version?
    /// Whether it was changed since.
    package let wasChanged: Bool
    /// Whether the tables come to what was answered then: what they ask of the county, such as catchments, may have changed.
    package let isAsDecided: Bool
    /// Whether the rule can still be read; no other is shown in its place.
    package let isReadable: Bool
}

extension CaseDesk {
    /// The county's document that the rule came with under which a case was handed in; `nil` for a package's rule.
    package func ruleVersion(of found: Case) throws -> RuleBook.Version? {
        guard let change = found.definitions[ServiceRuntime.changeKey].flatMap({ Int64($0) }) else { return nil }
        return try runtime(found.service).rules.versions(of: found.service).last { $0.change == change }
    }

    /// The tables that a case was decided by.
    ///
    /// - Throws: `case.none` for what several departments decide, and for drafts.
    package func ruleTables(of found: Case, now: Int64) throws -> CaseRules {
        let runtime = try runtime(found.service)
        guard runtime.service.parts.isEmpty, let submittedAt = found.submittedAt else {
            throw ServiceError(.noSuchCase)
        }
        let known = try knowledge(of: found, now: found.decidedAt ?? submittedAt).variables
        let rule = runtime.rule(of: found, today: today(now))
        let version = try ruleVersion(of: found)
        if let hash = found.definitions["decision"], hash != rule.hash {
            return CaseRules(tables: [], version: version, wasChanged: true, isAsDecided: true, isReadable: false)
        }
        let result = rule.model.evaluate(decision: runtime.service.decision.name, inputs: known)
        let outlines = Dictionary(
            rule.model.tableOutlines.map { (CaseDesk.key($0.decision, $0.id), $0) },
            uniquingKeysWith: { first, _ in first })
        let questions = Dictionary(
            rule.model.decisions.map { ($0.name, $0.question ?? $0.name) }, uniquingKeysWith: { first, _ in first })
        let summary = DecisionSummary(result)
        let carried = Set(summary.rules)
        func isCarrying(_ trace: DecisionTableTrace) -> Bool {
            trace.hits.contains { $0.ruleID.map(carried.contains) ?? false }
        }
        let hit = result.tables.filter { !$0.hits.isEmpty }
        let tables = (hit.filter(isCarrying) + hit.filter { !isCarrying($0) }).compactMap { trace -> RuleTable? in
            outlines[CaseDesk.key(trace.decision, trace.table)].map {
                table(trace, $0, carried, question: questions[trace.decision] ?? trace.decision)
            }
        }
        return CaseRules(
            tables: tables, version: version, wasChanged: rule.hash != runtime.rule(on: today(now)).hash,
            isAsDecided: found.rules.isEmpty || Set(found.rules) == carried, isReadable: true)
    }

    private static func key(_ decision: String, _ table: String?) -> String { "\(decision) \(table ?? "")" }

    private func table(
        _ trace: DecisionTableTrace, _ outline: DecisionTableOutline, _ carried: Set<String>, question: String
    ) -> RuleTable {
        let words = RuleWords(self.words)
        let hits = Set(trace.hits.map(\.index))
        return RuleTable(
            question: Text(verbatim: question),
            asked: trace.inputs.compactMap { input in
                input.value.map { (Text(verbatim: input.label), words.text($0)) }
            }, columns: outline.inputs.map { Text(verbatim: $0) },
            rows: outline.rows.map { row in
                func note(_ name: String) -> Text {
                    func text(_ suffix: String) -> String {
                        row.rule.annotations.first { $0.name == "\(name)_\(suffix)" }?.text ?? ""
                    }
                    return Text(zh: text("zh"), en: text("en"))
                }
                return RuleTable.Row(
                    number: row.rule.index, cells: row.cells.map(words.cell), meaning: note("reason"),
                    basis: note("source"), result: row.results.first.map(words.cell) ?? Text(verbatim: ""),
                    isHit: hits.contains(row.rule.index),
                    isCarrying: hits.contains(row.rule.index) && row.rule.ruleID.map(carried.contains) ?? false)
            })
    }
}
