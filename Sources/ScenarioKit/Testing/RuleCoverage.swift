import DecisionEngine
import Diagnostics
import FEELEngine
import XMLTree

/// Which rules of a decision file's tables were hit, and which conditions of theirs were missed alone.
struct RuleCoverage {
    /// One row of a table.
    private struct Rule {
        let id: String
        let location: SourceLocation
        /// The conditions by column; `nil` for `-`.
        let conditions: [FEELUnaryTests?]
        let reason: Text
        var isHit = false
        var missedAlone: Set<Int> = []
    }

    private struct Table {
        let decision: String
        let id: String?
        let columns: [String]
        /// The columns' expressions, for inputs that the engine did not need.
        let expressions: [FEELExpression?]
        var rules: [Rule]
    }

    private var tables: [Table] = []
    private let file: String

    init(bytes: [UInt8], file: String, environment: FEELEnvironment) {
        self.file = file
        guard let document = try? XMLTreeDocument(parsing: bytes, file: file) else { return }
        for (decision, table) in document.root.decisionTables() {
            let columns = DecisionTableColumns(table)
            let rules = table.children("rule").enumerated().map { index, rule in
                Self.rule(rule, index: index, columns: columns, environment: environment)
            }
            let expressions = table.children("input").map { input in
                input.child("inputExpression")?.child("text").flatMap {
                    try? FEELExpression(parsing: $0.trimmedText, names: nil, environment: environment)
                }
            }
            tables.append(
                Table(
                    decision: decision, id: table.attribute("id"), columns: columns.inputs, expressions: expressions,
                    rules: rules))
        }
    }

    private static func rule(
        _ rule: XMLTreeElement, index: Int, columns: DecisionTableColumns, environment: FEELEnvironment
    ) -> Rule {
        let conditions = rule.children("inputEntry").map { entry -> FEELUnaryTests? in
            let text = entry.child("text")?.trimmedText ?? "-"
            return text.isEmpty || text == "-"
                ? nil : try? FEELUnaryTests(parsing: text, names: nil, environment: environment)
        }
        let notes = rule.children("annotationEntry").map { $0.child("text")?.trimmedText ?? "" }
        func note(_ name: String) -> String {
            columns.annotations.firstIndex(of: name).flatMap { notes.indices.contains($0) ? notes[$0] : nil } ?? ""
        }
        return Rule(
            id: rule.attribute("id") ?? "\(index + 1)", location: rule.location, conditions: conditions,
            reason: Text(zh: note("reason_zh"), en: note("reason_en")))
    }

    /// What each rule says, by its id.
    var reasons: [String: Text] {
        Dictionary(tables.flatMap(\.rules).map { ($0.id, $0.reason) }) { first, _ in first }
    }

    /// How many rules and conditions there are, and how many are covered.
    var counts: (rules: Int, hit: Int, conditions: Int, missedAlone: Int) {
        let rules = tables.flatMap(\.rules)
        return (
            rules.count, rules.count(where: \.isHit), rules.reduce(0) { $0 + $1.conditions.count { $0 != nil } },
            rules.reduce(0) { $0 + $1.missedAlone.count }
        )
    }

    /// Takes in one evaluation.
    ///
    /// The engine computes only what a rule asked for, so the decisions are evaluated once more each by itself: a
    /// condition that was not needed here is judged by its whole value.
    mutating func record(_ result: DecisionResult, of model: DecisionModel, inputs: FEELContext, now: FEELDateTime?) {
        var variables = inputs
        for decision in result.decisions {
            let whole = model.evaluate(decision: decision.name, inputs: inputs, now: now, trace: false)
            variables = variables.setting(decision.name, to: whole.value)
        }
        for trace in result.tables {
            guard
                let index = tables.firstIndex(where: { ($0.id != nil && $0.id == trace.table) })
                    ?? tables.firstIndex(where: { $0.decision == trace.decision })
            else { continue }
            let hits = Set(trace.hits.map(\.index))
            let values = trace.inputs.enumerated().map { column, input in
                input.value ?? tables[index].expressions[column]?.evaluate(variables, now: now) ?? .null
            }
            for row in tables[index].rules.indices {
                if hits.contains(row + 1) { tables[index].rules[row].isHit = true }
                Self.judge(&tables[index].rules[row], values, variables, now)
            }
        }
    }

    /// A condition is missed alone when it does not hold while every other one of its row does.
    private static func judge(
        _ rule: inout Rule, _ inputs: [FEELValue], _ variables: FEELContext, _ now: FEELDateTime?
    ) {
        var failing: Int?
        for (column, condition) in rule.conditions.enumerated() {
            guard let condition, column < inputs.count else { continue }
            if condition.matches(inputs[column], variables, now: now) == true { continue }
            if failing != nil { return }
            failing = column
        }
        if let failing { rule.missedAlone.insert(failing) }
    }

    /// The rules that no case hits and the conditions that no case misses alone, but for those excused.
    func gaps(excused: [ScenarioTestSuite.Excuse]) -> [Diagnostic] {
        tables.flatMap { table in
            table.rules.flatMap { rule -> [Diagnostic] in
                if excused.contains(where: { $0.rule == rule.id && $0.column == nil }) { return [] }
                return gaps(of: rule, in: table) { column in
                    excused.contains { excuse in
                        excuse.column == column
                            && (excuse.rule.map { $0 == rule.id } ?? (excuse.table == table.decision))
                    }
                }
            }
        }
    }

    private func gaps(of rule: Rule, in table: Table, isExcused: (String) -> Bool) -> [Diagnostic] {
        if !rule.isHit {
            return [
                Diagnostic(
                    .error, code: "coverage.rule.unhit",
                    message: Text(
                        zh: "“\(table.decision)”的规则“\(rule.id)”没有用例命中：\(rule.reason.zh)",
                        en: "No case hits the rule ‘\(rule.id)’ of ‘\(table.decision)’: \(rule.reason.en)"),
                    location: rule.location.inFile(file))
            ]
        }
        return rule.conditions.indices.compactMap { column in
            let label = table.columns.indices.contains(column) ? table.columns[column] : "\(column + 1)"
            guard rule.conditions[column] != nil, !rule.missedAlone.contains(column), !isExcused(label) else {
                return nil
            }
            return Diagnostic(
                .error, code: "coverage.condition.unmissed",
                message: Text(
                    zh: "“\(table.decision)”的规则“\(rule.id)”：没有用例只差“\(label)”这一条",
                    en: "The rule ‘\(rule.id)’ of ‘\(table.decision)’: no case misses it by ‘\(label)’ alone"),
                location: rule.location.inFile(file))
        }
    }
}
