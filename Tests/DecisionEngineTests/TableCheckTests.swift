import DecisionEngine
import Diagnostics
import FEELEngine
import Testing

/// What the checker finds in tables written by hand.
@Suite struct `Checking tables` {
    private func check(
        _ policy: String, _ types: [String], _ rules: [([String], String)], allowed: [String] = [], output: String = ""
    ) -> [TableFinding] {
        let names = types.indices.map { "x\($0)" }
        let table = TableText(
            policy: policy,
            columns: types.indices.map { .init(name: names[$0], allowed: $0 < allowed.count ? allowed[$0] : "") },
            rules: rules, outputValues: output)
        let body =
            zip(names, types).map { Models.input($0, $1) }.joined() + Models.decision("d", names, [], table.xml)
        return DecisionModel.load(Models.xml(body)).model?.check(Self.words) ?? []
    }

    private static let words = AbsenceWords(unknown: ["unknown"], refusals: ["no"])

    private func kinds(_ findings: [TableFinding]) -> [TableFinding.Kind] {
        findings.map(\.kind).filter { $0 != .silentAbsence }
    }

    @Test func `a gap comes with the values and an example, and only with the inputs that matter`() throws {
        let found = check(
            "UNIQUE", ["number", "boolean"],
            [(["< 18", "-"], "1"), (["[18..60)", "true"], "2"), ([">= 60", "-"], "3")])
        #expect(kinds(found) == [.gap])
        let gap = try #require(found.first)
        #expect(gap.conditions.map(\.input) == ["x0", "x1"])
        #expect(gap.conditions.map(\.values) == ["[18..60)", "false"])
        #expect(gap.conditions.map(\.example) == ["18", "false"])
        #expect(gap.message.zh.contains("没有一行管到") && gap.message.en.contains("no row applies"))
        #expect(gap.diagnostic.code == "decision.table.gap" && gap.diagnostic.severity == .warning)
        // Where one input alone decides, the other is not named.
        let point = check("UNIQUE", ["number", "boolean"], [(["< 6", "-"], "1"), (["> 6", "-"], "2")])
        #expect(point.first { $0.kind == .gap }?.conditions.map(\.values) == ["6"])
    }

    @Test func `two rows at a time, where the hit policy does not allow it`() {
        let rules = [(["[1..5]"], "1"), (["[5..9]"], "2"), (["< 1, > 9"], "1")]
        let found = check("UNIQUE", ["number"], rules)
        #expect(kinds(found) == [.overlap])
        #expect(found.first?.rows == [1, 2] && found.first?.conditions.map(\.values) == ["5"])
        #expect(found.first?.diagnostic.severity == .error)
        #expect(kinds(check("FIRST", ["number"], rules)) == [])
        // All may match where they agree.
        #expect(kinds(check("ANY", ["number"], [(["<= 5"], "1"), ([">= 5"], "1")])) == [])
        #expect(kinds(check("ANY", ["number"], [(["<= 5"], "1"), ([">= 5"], "2")])) == [.overlap])
    }

    @Test func `a row that several others cover together never decides`() {
        let rules = [(["< 5"], "1"), ([">= 5"], "2"), (["[3..8]"], "3")]
        #expect(kinds(check("FIRST", ["number"], rules)) == [.unreachable])
        #expect(check("FIRST", ["number"], rules).first?.rows == [3])
        // By priority it is the better outputs that come first, wherever they stand.
        let ranked = [(["[3..8]"], "\"low\""), (["< 5"], "\"high\""), ([">= 5"], "\"high\"")]
        let found = check("PRIORITY", ["number"], ranked, output: "\"high\", \"low\"")
        #expect(kinds(found) == [.unreachable] && found.first?.rows == [1])
    }

    @Test func `cells that no value fits, and values of a wrong type`() {
        let impossible = check(
            "FIRST", ["string"], [(["\"a\""], "1"), (["\"x\""], "2"), (["-"], "3")], allowed: ["\"a\", \"b\""])
        #expect(kinds(impossible) == [.impossible] && impossible.first?.rows == [2])
        #expect(kinds(check("FIRST", ["number"], [(["[9..3]"], "1"), (["-"], "2")])) == [.impossible])
        let typed = check("FIRST", ["number"], [(["< 3"], "\"a\""), (["-"], "7")], output: "\"a\", \"b\"")
        #expect(kinds(typed) == [.resultNotAllowed] && typed.first?.rows == [2])
        let model =
            Models.input("x", "number")
            + Models.decision(
                "d", ["x"], [],
                TableText(
                    policy: "FIRST", columns: [.init(name: "x")], rules: [(["< 3"], "\"a\""), (["-"], "7")],
                    outputType: "number"
                ).xml)
        let wrong = DecisionModel.load(Models.xml(model)).model?.check() ?? []
        #expect(kinds(wrong) == [.wrongType] && wrong.first?.rows == [1])
    }

    @Test func `what is not asked, not read, not founded, not known`() {
        let table = TableText(
            policy: "FIRST", columns: [.init(name: "x"), .init(name: "y")],
            rules: [(["< 3", "-"], "1"), (["-", "-"], "2")], sources: ["第一条", ""])
        let body =
            Models.input("x", "number") + Models.input("y", "number") + Models.input("z", "number")
            + Models.decision("d", ["x", "y"], [], table.xml)
        let found = DecisionModel.load(Models.xml(body)).model?.check() ?? []
        #expect(found.map(\.kind) == [.unusedColumn, .noSource, .silentAbsence, .unusedInput])
        #expect(found.map(\.column) == ["y", nil, "x", nil])
        #expect(found[1].rows == [2] && found[2].rows == [2] && found[3].decision == "z")
        // A row for what is not known: nothing silent about it.
        let known = check("FIRST", ["number"], [(["null"], "1"), (["< 3"], "2"), (["-"], "3")])
        #expect(known.isEmpty)
    }

    @Test func `that nothing is known is a case like any other`() {
        // The row for the rest decides where nothing is known, and so it decides something.
        let rest = check("FIRST", ["number"], [(["< 18"], "1"), ([">= 18"], "2"), (["-"], "3")])
        #expect(rest.map(\.kind) == [.silentAbsence] && rest.first?.rows == [3])
        // What is not this is not known either.
        let both = check("UNIQUE", ["boolean"], [(["not(true)"], "1"), (["not(false)"], "2")])
        #expect(both.contains { $0.kind == .overlap && $0.conditions.map(\.values) == ["null"] })
        #expect(
            check("FIRST", ["string"], [(["\"是\""], "1"), (["not(\"是\")"], "2")]).map(\.kind) == [.silentAbsence])
        // Where a cell speaks of it, there has to be a row for it.
        #expect(kinds(check("UNIQUE", ["number"], [(["null"], "1"), (["not(null)"], "2")])) == [])
        #expect(check("UNIQUE", ["number"], [(["not(null)"], "2")]).map(\.kind) == [.gap])
    }

    @Test func `constants of another type take nothing, and texts in an order are not parted`() {
        let quoted = check("UNIQUE", ["number"], [(["\"18\""], "1"), (["-"], "2")])
        #expect(kinds(quoted).contains(.impossible))
        #expect(kinds(check("UNIQUE", ["string"], [(["> \"a\""], "1"), (["< \"z\""], "2")])) == [.notAnalysed])
    }

    @Test func `cells that read other things are named, and nothing is invented from them`() {
        let found = check("UNIQUE", ["number", "number"], [(["< x1", "-"], "1"), ([">= 6", "-"], "2")])
        #expect(kinds(found) == [.notAnalysed, .unusedColumn])
        #expect(found.first?.rows == [1] && found.first?.column == "x0")
        // A gap that it could not close either way is one.
        let sure = check(
            "UNIQUE", ["number", "boolean"], [(["< x0 + 1", "true"], "1"), ([">= 6", "true"], "2")])
        #expect(kinds(sure) == [.notAnalysed, .gap])
        #expect(sure.first { $0.kind == .gap }?.conditions.map(\.values) == ["false"])
    }

    @Test func `dates, durations and texts are parted as exactly as numbers`() {
        let days = [(["< @\"2026-09-01\""], "1"), (["[@\"2026-09-01\"..@\"2027-08-31\"]"], "2")]
        let found = check("UNIQUE", ["date"], days + [(["> @\"2027-09-01\""], "3")])
        #expect(found.first { $0.kind == .gap }?.conditions.map(\.values) == ["@\"2027-09-01\""])
        // Between one day and the next there is none.
        #expect(kinds(check("UNIQUE", ["date"], days + [([">= @\"2027-09-01\""], "3")])) == [])
        #expect(
            kinds(
                check(
                    "UNIQUE", ["years and months duration"],
                    [(["<= @\"P5Y11M\""], "1"), ([">= @\"P6Y\""], "2")])) == [])
        #expect(
            kinds(
                check(
                    "UNIQUE", ["days and time duration"], [(["< @\"P20D\""], "1"), (["> @\"P20D\""], "2")])) == [.gap])
        let texts = check("UNIQUE", ["string"], [(["\"a\""], "1"), (["not(\"a\", \"b\")"], "2")])
        #expect(texts.first { $0.kind == .gap }?.conditions.map(\.values) == ["\"b\""])
        #expect(check("UNIQUE", ["string"], [(["\"a\""], "1")]).first?.conditions.map(\.values) == ["not(\"a\")"])
        #expect(
            kinds(check("UNIQUE", ["string"], [(["\"a\""], "1"), (["\"b\""], "2")], allowed: ["\"a\", \"b\""])) == [])
        // Ways to write a day may be mixed.
        let mixed = check(
            "UNIQUE", ["date"],
            [
                (["< date(\"2020-01-01\")"], "1"), (["[date(2020, 1, 1)..@\"2020-12-30\"]"], "2"),
                ([">= @\"2021-01-01\""], "3"),
            ])
        #expect(mixed.first { $0.kind == .gap }?.conditions.map(\.example) == ["@\"2020-12-31\""])
        #expect(!mixed.contains { $0.kind == .notAnalysed })
    }

    @Test func `hours and moments are parted to the second`() {
        let hours = [(["< time(\"08:30:00\")"], "1"), (["[@\"08:30:00\"..@\"17:00:00\")"], "2")]
        let gap = check("UNIQUE", ["time"], hours + [(["> @\"17:00:00\""], "3")]).first { $0.kind == .gap }
        #expect(gap?.conditions.map(\.values) == ["@\"17:00:00\""])
        #expect(kinds(check("UNIQUE", ["time"], hours + [([">= @\"17:00:00\""], "3")])) == [])
        // A day begins and ends.
        let whole = [(["[@\"00:00:00\"..@\"11:59:59\"]"], "1"), (["[@\"12:00:00\"..@\"23:59:59\"]"], "2")]
        #expect(kinds(check("UNIQUE", ["time"], whole)) == [])
        #expect(kinds(check("UNIQUE", ["time"], hours + [([">= @\"17:00:00+08:00\""], "3")])).contains(.notAnalysed))
        let moments = [(["< date and time(\"2026-09-01T00:00:00\")"], "1"), (["> @\"2026-09-01T00:00:01\""], "2")]
        let found = check("UNIQUE", ["date and time"], moments)
        #expect(
            found.first { $0.kind == .gap }?.conditions.map(\.values)
                == ["[@\"2026-09-01T00:00:00\"..@\"2026-09-01T00:00:01\"]"])
        // A day and a moment are of two kinds.
        let both = check(
            "UNIQUE", ["date and time"], [(["< date(\"2026-09-01\")"], "1"), ([">= @\"2026-09-01T00:00:00\""], "2")])
        #expect(kinds(both) == [.notAnalysed])
    }

    @Test func `a no that nobody wrote is named, with the row that says it`() {
        func silent(_ policy: String, _ rules: [([String], String)], output: String = "") -> [[Int]] {
            check(
                policy, ["string", "string"], rules, allowed: ["\"yes\", \"no\"", "\"yes\", \"no\""], output: output
            )
            .filter { $0.kind == .silentAbsence }.map(\.rows)
        }
        // Where the second is not known, the second row decides as if it were a no; so does the third for the first.
        let plain = [(["\"yes\"", "\"yes\""], "\"ok\""), (["\"yes\"", "-"], "\"no\""), (["\"no\"", "-"], "\"no\"")]
        #expect(silent("FIRST", plain) == [[2]])
        #expect(silent("FIRST", plain + [(["-", "-"], "\"unknown\"")]) == [[2], [4]])
        #expect(silent("UNIQUE", [(["\"yes\"", "-"], "\"ok\""), (["\"no\"", "-"], "\"no\"")]) == [])
        // What comes to the same is no matter.
        #expect(silent("FIRST", [(["-", "\"yes\""], "\"no\""), (["-", "-"], "\"no\"")]) == [])
        // A row of its own says it.
        #expect(
            silent("FIRST", [(["null", "-"], "\"ask\""), (["\"yes\"", "-"], "\"ok\""), (["-", "-"], "\"no\"")]) == [])
        #expect(
            silent("PRIORITY", [(["-", "-"], "\"no\""), (["\"yes\"", "-"], "\"ok\"")], output: "\"ok\", \"no\"") == [
                [1]
            ])
    }

    @Test func `a word for what is not known is not thrown in with others`() {
        func silent(_ cell: String, _ result: String) -> [[Int]] {
            check(
                "OUTPUT ORDER", ["string"], [(["\"yes\""], "\"ok\""), ([cell], result)],
                allowed: ["\"yes\", \"elsewhere\", \"unknown\""], output: "\"no\", \"unknown\", \"ok\""
            ).filter { $0.kind == .silentAbsence }.map(\.rows)
        }
        #expect(silent("\"elsewhere\", \"unknown\"", "\"no\"") == [[2]])
        #expect(silent("not(\"yes\")", "\"no\"") == [[2]])
        #expect(silent("\"elsewhere\", \"unknown\"", "\"unknown\"") == [])
        // Whoever is let through by it was not refused in silence.
        #expect(silent("\"elsewhere\", \"unknown\"", "\"ok\"") == [])
        #expect(silent("\"unknown\"", "\"no\"") == [] && silent("\"elsewhere\"", "\"no\"") == [])
    }

    @Test func `what was not analysed may be made for what is not known, and the same result is no other`() {
        let silent = { (found: [TableFinding]) in found.filter { $0.kind == .silentAbsence }.map(\.rows) }
        let asked = [(["? = null"], "\"ask\""), (["\"yes\""], "\"ok\""), (["-"], "\"no\"")]
        #expect(silent(check("FIRST", ["string"], asked)) == [])
        #expect(silent(check("FIRST", ["number"], [(["> 3"], "x0 + 1"), (["-"], "x0 + 1")])) == [])
        #expect(silent(check("FIRST", ["number"], [(["> 3"], "x0 + 1"), (["-"], "x0 + 2")])) == [[2]])
        let both = check(
            "OUTPUT ORDER", ["string"], [(["\"yes\""], "\"ok\""), (["null, \"unknown\""], "\"no\"")],
            output: "\"no\", \"ok\"")
        #expect(silent(both) == [])
    }

    @Test func `values at the limits and days read as moments end nothing and are no mistake`() {
        let longest = "duration(\"PT2562047788015215H30M7S\")"
        #expect(
            !check("UNIQUE", ["days and time duration"], [(["<= \(longest)"], "1"), (["> \(longest)"], "2")]).isEmpty)
        let ends = "[duration(\"-PT2562047788015215H30M7S\")..\(longest)]"
        #expect(!check("UNIQUE", ["days and time duration"], [([ends], "1"), (["> \(longest)"], "2")]).isEmpty)
        let many = (0..<400).map { _ in (["-", "-"], "1") }
        let found = check("UNIQUE", ["number", "number"], many)
        #expect(found.filter { $0.kind == .overlap }.count == 200 && found.contains { $0.kind == .tooLarge })
    }

    @Test func `the default result decides for what is not known`() throws {
        let body =
            Models.input("x", "string")
            + Models.decision(
                "d", ["x"], [],
                Models.table("hitPolicy=\"UNIQUE\"", ["x"], [(["\"yes\""], "\"ok\"")], defaultOutput: "\"no\""))
        let found = DecisionModel.load(Models.xml(body)).model?.check().filter { $0.kind == .silentAbsence } ?? []
        #expect(found.map(\.rows) == [[]] && found.first?.column == "x")
        #expect(found.first?.message.en.contains("default") == true)
    }

    @Test func `tables without rows, columns and results of other types`() {
        for policy in ["UNIQUE", "FIRST", "COLLECT", "RULE ORDER"] {
            #expect(kinds(check(policy, ["number"], [])) == [.gap], "\(policy)")
        }
        func typed(_ column: String, _ input: String, _ result: String = "1", _ policy: String = "UNIQUE")
            -> [TableFinding]
        {
            let table = """
                <decisionTable hitPolicy="\(policy.prefix { $0 != "+" })"\(policy.contains("+") ? " aggregation=\"SUM\"" : "")>
                <input label="年龄"><inputExpression typeRef="\(column)"><text>x</text></inputExpression></input>
                <output name="out" label="结果" typeRef="\(result.hasPrefix("\"") && policy.contains("+") ? "string" : "number")"/>
                <rule><inputEntry><text>-</text></inputEntry><outputEntry><text><![CDATA[\(result)]]></text></outputEntry></rule>
                </decisionTable>
                """
            let body = Models.input("x", input) + Models.decision("d", ["x"], [], table)
            return DecisionModel.load(Models.xml(body)).model?.check() ?? []
        }
        #expect(typed("number", "string").map(\.kind) == [.wrongColumnType])
        #expect(typed("number", "number").isEmpty && typed("number", "Any").isEmpty)
        #expect(
            typed("date and time", "date").isEmpty && typed("date", "date and time").map(\.kind) == [.wrongColumnType])
        #expect(typed("number", "number", "\"x\" + 1").map(\.kind) == [.wrongType])
        #expect(typed("number", "number", "\"x\"").map(\.column) == ["结果"])
        #expect(typed("number", "number", "2 * 3").isEmpty && typed("number", "number", "x + 1").isEmpty)
        #expect(typed("number", "number", "\"a\"", "COLLECT+").map(\.kind) == [.wrongType])
    }

    @Test func `a table with too many combinations says so`() {
        // Each row asks for one of twenty inputs: what none takes is a single point among a million.
        let width = 20
        let rules = (0..<width).map { row in
            ((0..<width).map { $0 == row ? "\"\(row)\", \"\(row + 100)\"" : $0 < row ? "not(\"\($0)\")" : "-" }, "1")
        }
        let found = check("UNIQUE", Array(repeating: "string", count: width), rules)
        #expect(found.contains { $0.kind == .gap })
        let crossed = (0..<40).map { row in
            ((0..<width).map { ($0 * 7 + row * 3) % 5 == 0 ? "\"\(row)\"" : "not(\"\(row)\")" }, "1")
        }
        let large = check("FIRST", Array(repeating: "string", count: width), crossed)
        #expect(large.contains { $0.kind == .tooLarge || $0.kind == .gap })
    }

    @Test func `each kind has a code, a gravity and words in both languages`() {
        let codes = [
            "decision.table.gap": Diagnostic.Severity.warning, "decision.rule.overlap": .error,
            "decision.rule.unreachable": .warning, "decision.rule.impossible": .error, "decision.cell.type": .error,
            "decision.column.type": .error,
            "decision.cell.allowed": .error,
            "decision.column.unused": .warning, "decision.input.unused": .warning, "decision.rule.source": .warning,
            "decision.input.absence": .warning, "decision.cell.not-analysed": .note, "decision.table.too-large": .note,
        ]
        #expect(Set(TableFinding.Kind.allCases.map(\.rawValue)) == Set(codes.keys))
        for kind in TableFinding.Kind.allCases {
            let finding = TableFinding(kind, decision: "d", rows: [1, 2], column: "年龄")
            #expect(finding.diagnostic.severity == codes[kind.rawValue] && finding.diagnostic.code == kind.rawValue)
            #expect(!finding.message.zh.isEmpty && finding.message.zh != finding.message.en)
        }
    }

    @Test func `inputs that hang together may make a case impossible`() {
        let table = TableText(
            policy: "UNIQUE", columns: [.init(name: "x"), .init(name: "x >= 18", label: "adult")],
            rules: [(["< 18", "false"], "1"), ([">= 18", "true"], "2")])
        let body = Models.input("x", "number") + Models.decision("d", ["x"], [], table.xml)
        let found = DecisionModel.load(Models.xml(body)).model?.check() ?? []
        #expect(found.allSatisfy { $0.kind == .gap && $0.mayNotOccur })
        #expect(found.first?.message.zh.contains("也可能不会出现") == true)
    }
}

/// A table as XML, with what ``Models/table(_:_:_:outputValues:defaultOutput:)`` has no words for.
struct TableText {
    struct Column {
        let name: String
        var label = ""
        var allowed = ""
    }

    var policy: String
    var columns: [Column]
    var rules: [([String], String)]
    var outputValues = ""
    var outputType = ""
    /// What each row rests on; without any there is no such column.
    var sources: [String] = []

    var xml: String {
        func text(_ text: String) -> String { "<text><![CDATA[\(text)]]></text>" }
        var xml = "<decisionTable id=\"table\" hitPolicy=\"\(policy)\">"
        for column in columns {
            xml += "<input label=\"\(column.label.isEmpty ? column.name : column.label)\">"
            xml += "<inputExpression>\(text(column.name))</inputExpression>"
            if !column.allowed.isEmpty { xml += "<inputValues>\(text(column.allowed))</inputValues>" }
            xml += "</input>"
        }
        xml += "<output name=\"out\"\(outputType.isEmpty ? "" : " typeRef=\"\(outputType)\"")>"
        if !outputValues.isEmpty { xml += "<outputValues>\(text(outputValues))</outputValues>" }
        xml += "</output>"
        if !sources.isEmpty { xml += "<annotation name=\"source_zh\"/>" }
        for (index, rule) in rules.enumerated() {
            xml += "<rule>" + rule.0.map { "<inputEntry>\(text($0))</inputEntry>" }.joined()
            xml += "<outputEntry>\(text(rule.1))</outputEntry>"
            if index < sources.count { xml += "<annotationEntry>\(text(sources[index]))</annotationEntry>" }
            xml += "</rule>"
        }
        return xml + "</decisionTable>"
    }
}
