import Application
import CountySupport
import Diagnostics
import Services
import Testing

/// What a changed rule changes besides the rows of its tables, and what its examples come to.
@Suite struct `What a change of a rule changes` {
    private static let status =
        "<output id=\"village_answer-out-status\" name=\"status\" label=\"结论\" typeRef=\"string\"><outputValues><text>"
    private static let ranked = "\"not-applicable\", \"ineligible\", \"unknown\", "
    private static let rest = "\"not-claimed\", \"together\", \"eligible\"</text></outputValues>"

    /// What is said of a part: what it is, before and after.
    private struct Said: Equatable {
        let what: String
        let before: String?
        let after: String?
    }

    private func said(_ definition: RuleDifference.Definition?) -> [Said] {
        definition?.parts.map { Said(what: $0.what.zh, before: $0.before?.zh, after: $0.after?.zh) } ?? []
    }

    /// The difference of a draft with some of its text changed.
    private func difference(_ county: County, _ changes: [(String, String)]) async throws -> RuleDifference {
        let drafter = try await county.official("songjiao04")
        let rules = county.system.rules
        let id = try await rules.draft(
            try ChangedRule.bytes(changes), of: County.service, by: drafter, now: county.now)
        let change = try await rules.change(id, for: drafter)
        return try #require(try await rules.difference(of: change, today: county.system.today))
    }

    @Test func `how rows apply, the order of results and the result without a row are told in words`() async throws {
        try await withCounty { county in
            let policy = try await difference(
                county,
                [
                    (
                        "<decisionTable id=\"table-village_answer\" hitPolicy=\"OUTPUT ORDER\"",
                        "<decisionTable id=\"table-village_answer\" hitPolicy=\"RULE ORDER\""
                    )
                ])
            #expect(policy.tables.isEmpty && !policy.isEmpty)
            #expect(policy.definitions.map(\.title.zh) == ["按村级片区符合吗？"])
            #expect(policy.definitions.map(\.sort.zh) == ["表"])
            #expect(
                said(policy.definitions.first) == [
                    Said(
                        what: "适用方式", before: "适用的行都算数，按结果的先后排列。", after: "适用的行都算数，按行的先后排列。")
                ])
            let order = try await difference(
                county,
                [
                    (
                        Self.status + Self.ranked + Self.rest,
                        Self.status + "\"not-applicable\", \"unknown\", \"ineligible\", " + Self.rest
                    )
                ])
            #expect(
                said(order.definitions.first) == [
                    Said(
                        what: "“结论”的结果的先后", before: "不适用、不符合、查不到、没有申请、随同安排、符合",
                        after: "不适用、查不到、不符合、没有申请、随同安排、符合")
                ])
            let standard = try await difference(
                county,
                [
                    (
                        Self.status + Self.ranked + Self.rest,
                        Self.status + Self.ranked + Self.rest
                            + "<defaultOutputEntry><text>\"ineligible\"</text></defaultOutputEntry>"
                    )
                ])
            #expect(said(standard.definitions.first) == [Said(what: "“结论”的默认结果", before: nil, after: "不符合")])
            #expect(standard.definitions.count == 1)
        }
    }

    @Test func `types, formulas and functions are told by their labels, with what they were`() async throws {
        try await withCounty { county in
            let type = try await difference(
                county,
                [("<variable name=\"birth_day\" typeRef=\"Any\"/>", "<variable name=\"birth_day\" typeRef=\"date\"/>")])
            #expect(type.definitions.map(\.title.zh) == ["出生日期"] && type.definitions.map(\.sort.zh) == ["公式"])
            #expect(said(type.definitions.first) == [Said(what: "类型", before: "任意", after: "日期")])

            let function = try await difference(
                county, [("if values = null then false else count", "if values = null then true else count")])
            #expect(function.definitions.map(\.title.zh) == ["列表非空"])
            #expect(function.definitions.map(\.sort.zh) == ["共用函数"])
            let part = try #require(function.definitions.first?.parts.first)
            #expect(part.isFormula && part.what.zh == "公式" && function.definitions[0].parts.count == 1)
            #expect(part.before?.zh == "if values = null then false else count(values) > 0")
            #expect(part.after?.zh == "if values = null then true else count(values) > 0")

            // Of a step in a formula its name is said; of a long one only what is near the change is shown.
            let step = try await difference(
                county,
                [
                    (
                        "if birth_day = null then \"unknown\" else if age on(birth_day",
                        "if birth_day = null then \"no\" else if age on(birth_day"
                    )
                ])
            #expect(step.definitions.first?.parts.map(\.what.zh) == ["“age”的公式"])
            let long = try await difference(county, [("    placement: kind\n", "    placement: code\n")])
            let shown = try #require(long.definitions.first?.parts.first)
            let before = shown.before?.zh ?? ""
            #expect(before.hasPrefix("…\n") && before.hasSuffix("\n…") && before.contains("placement: kind"))
            #expect(!before.contains("carrying: if rows") && shown.after?.zh.contains("placement: code") == true)
        }
    }

    @Test func `what a condition takes is told; what it asks stands with the rows alone`() async throws {
        try await withCounty { county in
            let input =
                "<text>village_facts.registered</text></inputExpression><inputValues><text>\"yes\", \"no\", \"unknown\", \"waived\""
            let values = try await difference(county, [(input, input + ", \"other\"")])
            #expect(
                said(values.definitions.first) == [
                    Said(
                        what: "条件“户籍在县城以外”能填的值", before: "是、否、查不到、放弃不用", after: "是、否、查不到、放弃不用、其他")
                ])
            let asked = try await difference(
                county,
                [
                    (
                        "<text>village_facts.area</text>",
                        "<text>if village_facts.area = \"yes\" then \"yes\" else \"unknown\"</text>"
                    )
                ])
            #expect(asked.tables.contains { !$0.asked.isEmpty } && asked.definitions.isEmpty)
        }
    }

    @Test func `a new definition is told as new`() async throws {
        try await withCounty { county in
            let added =
                "<businessKnowledgeModel id=\"bkm-more\" name=\"more\" label=\"更多\"><variable name=\"more\"/>"
                + "<encapsulatedLogic><formalParameter name=\"n\" typeRef=\"number\"/>"
                + "<literalExpression><text>n + 1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>\n"
            let found = try await difference(
                county,
                [
                    (
                        "  <businessKnowledgeModel id=\"bkm-filled\"",
                        "  \(added)  <businessKnowledgeModel id=\"bkm-filled\""
                    )
                ])
            let definition = try #require(found.definitions.first)
            #expect(definition.kind == .added && definition.title.zh == "更多")
            #expect(definition.parts.contains { $0.what.zh == "参数" && $0.before == nil && $0.after?.zh == "n（数）" })
            #expect(definition.parts.contains { $0.what.zh == "公式" && $0.after?.zh == "n + 1" })
        }
    }

    @Test func `a table's page tells of its settings`() async throws {
        try await withCounty { county in
            let drafter = try await county.official("songjiao04")
            let rules = county.system.rules
            let id = try await rules.draft(
                try ChangedRule.bytes([
                    (
                        "<decisionTable id=\"table-village_answer\" hitPolicy=\"OUTPUT ORDER\"",
                        "<decisionTable id=\"table-village_answer\" hitPolicy=\"RULE ORDER\""
                    )
                ]), of: County.service, by: drafter, now: county.now)
            let change = try await rules.change(id, for: drafter)
            let sheet = try await rules.sheet(
                of: change, key: "table-village_answer", by: drafter, now: county.now)
            #expect(sheet.settings.map(\.what.zh) == ["适用方式"])
            let other = try await rules.sheet(
                of: change, key: "table-admission_answer", by: drafter, now: county.now)
            #expect(other.settings.isEmpty)
        }
    }

    @Test func `examples that a change contradicts are counted, apart from those that failed before`() async throws {
        try await withCounty { county in
            let drafter = try await county.official("songjiao04")
            let rules = county.system.rules
            let begun = try await rules.change(
                try await rules.begin(County.service, by: drafter, now: county.now), for: drafter)
            let same = try await rules.trial(of: begun, today: county.system.today)
            #expect(same.count > 100 && same.failures.isEmpty && same.old == 0)
            let id = try await rules.draft(
                try ChangedRule.bytes([ChangedRule.stricter]), of: County.service, by: drafter, now: county.now)
            let change = try await rules.change(id, for: drafter)
            let trial = try await rules.trial(of: change, today: county.system.today)
            #expect(trial.count == same.count && !trial.failures.isEmpty)
            #expect(trial.old == 0 && trial.failures.allSatisfy { !$0.differences.isEmpty })
            // What it is compared with is the rule that the rehearsal was made against.
            let against = try await rules.trial(of: change, from: change.hash, today: county.system.today)
            #expect(against.failures.count == trial.failures.count)
            // A rule that was never published cannot be tried for comparison, and nothing is said of it.
            #expect(against.old == nil)
            // In words: entries by what they are called, no codes in brackets.
            let said = trial.failures.flatMap(\.differences).map(\.zh)
            #expect(said.contains { $0.contains("安排的学校”应当是“") && $0.contains("得到“没有”") })
            #expect(!said.contains { $0.contains("[\"") || $0.contains("“schools”") })
        }
    }
}

/// What can be done about what is wrong in a file of rules.
@Suite struct `Remedies of a rule` {
    private func refused(_ changes: [(String, String)]) async throws -> [RuleNotice] {
        try await withCounty { county in
            let drafter = try await county.official("songjiao04")
            do {
                _ = try await county.system.rules.draft(
                    try ChangedRule.bytes(changes), of: County.service, by: drafter, now: county.now)
                return []
            } catch let error as RuleFileRefused {
                return error.notices.filter { $0.diagnostic.severity == .error }
            }
        }
    }

    @Test func `a slip in a cell is told with the values that the column takes`() async throws {
        let words = ChangedRule.row("R-VIL-1", ["yes", "statement", "yes"], "eligible")
        let slip = try await refused([
            (
                words,
                words.replacing("\"statement\"", with: "statment").replacing("\"eligible\"", with: "\"合格\"")
            )
        ])
        let hints = slip.map { $0.diagnostic.hint?.zh ?? "" }
        #expect(hints.count == 2 && hints.allSatisfy { !$0.isEmpty })
        #expect(hints.contains { $0.hasPrefix("文字要加引号。从这些里选：") && $0.contains("村里的证明 \"statement\"") })
        #expect(hints.contains { $0.hasPrefix("从这些里选：") && $0.contains("符合 \"eligible\"") })
        let type = try await refused([(words, words.replacing("\"eligible\"", with: "5"))])
        #expect(type.contains { $0.diagnostic.code == "decision.cell.type" && $0.diagnostic.hint != nil })
    }

    @Test func `every error of a file says what can be done`() async throws {
        let words = ChangedRule.row("R-VIL-1", ["yes", "statement", "yes"], "eligible")
        for changes in [
            [(words, words.replacing("\"eligible\"", with: ""))],
            [(words, words.replacing("\"statement\"", with: ">= ("))],
            [("<text>village_facts.registered</text>", "<text>village_facts.registred</text>")],
            [("hitPolicy=\"OUTPUT ORDER\" outputLabel=\"village_answer\"", "hitPolicy=\"SOME\"")],
        ] {
            let notices = try await refused(changes)
            #expect(!notices.isEmpty && notices.allSatisfy { $0.diagnostic.hint != nil }, "\(changes)")
        }
    }
}
