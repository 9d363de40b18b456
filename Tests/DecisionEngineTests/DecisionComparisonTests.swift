import DecisionEngine
import FEELEngine
import Testing

/// A rule beside its change: what is decided together is what each decides alone.
@Suite struct `Two models beside each other` {
    /// One element of a graph, with the ways it may be written.
    private static func graph(_ ways: [Int]) -> String {
        // What a decision requires may change with it.
        let needed = ways[4] % 3 == 2 ? ["b", "c"] : ["c"]
        return graph(ways, extra: needed)
    }

    private static func graph(_ ways: [Int], extra: [String]) -> String {
        func way(_ place: Int, _ texts: String...) -> String { texts[ways[place] % texts.count] }
        return Models.input("a") + Models.input("b") + Models.input("c")
            + Models.decision(
                "facts", ["a", "b"], [],
                """
                <context>
                <contextEntry><variable name="big"/>\(Models.literal(way(0, "if a = null then null else a > 2", "a > 3", "a > 2")))</contextEntry>
                <contextEntry><variable name="sum"/>\(Models.literal(way(1, "a + b", "a + b + 0.0", "b + a", "a - b")))</contextEntry>
                </context>
                """)
            + Models.decision(
                "rate", ["c"], ["facts"],
                Models.table(
                    "hitPolicy=\"FIRST\"", ["facts.big", "c"],
                    [
                        (["true", way(2, "< 2", "< 3", "< 2.0")], "\"high\""),
                        (["false", "-"], way(3, "\"low\"", "\"none\"")),
                        (["-", "[2..4]"], "\"middle\""),
                    ]))
            + Models.decision(
                "extra", extra, [],
                Models.literal(
                    way(
                        4, "if c > 3 then 1 else 0", "if c > 4 then 1 else 0",
                        "if b = null then 0 else if c > 3 then 1 else 0")))
            + Models.decision(
                "d", ["b"], ["rate", "extra", "facts"],
                Models.literal(
                    way(
                        5, "{rate: rate, more: if b > 1 then extra + facts.sum else 0}",
                        "{more: if b > 1 then extra + facts.sum else 0, rate: rate}",
                        "{rate: rate, more: if b > 2 then extra + facts.sum else 0}")))
    }

    private static func inputs(_ dice: inout Random) -> FEELContext {
        FEELContext(
            ["a", "b", "c"].compactMap { name in
                let value = dice.roll(7)
                return value == 6 ? nil : (name, FEELValue.number(value))
            })
    }

    @Test func `together they say what each says alone`() throws {
        var dice = Random(20_261_201)
        var (same, other, shared) = (0, 0, 0)
        for _ in 0..<120 {
            let old = (0..<6).map { _ in dice.roll(2) == 0 ? 0 : dice.roll(4) }
            var new = old
            for _ in 0...dice.roll(2) { new[dice.roll(6)] = dice.roll(4) }
            let before = try DecisionModel(loading: Models.xml(Self.graph(old)))
            let after = try DecisionModel(loading: Models.xml(Self.graph(new)))
            let comparison = DecisionComparison(before, after)
            for _ in 0..<20 {
                let given = Self.inputs(&dice)
                let answers = comparison.evaluate(decision: "d", inputs: given)
                let (first, second) = (
                    before.evaluate(decision: "d", inputs: given), after.evaluate(decision: "d", inputs: given)
                )
                #expect(answers.before.value.isIdentical(to: first.value))
                #expect(answers.before.missing == first.missing)
                #expect(answers.after.value.isIdentical(to: second.value), "\(old) \(new) \(given.entries)")
                #expect(answers.isSame == first.value.isIdentical(to: second.value))
                #expect(Set(second.missing) == Set(answers.after.missing), "\(old) \(new) \(given.entries)")
                func rows(_ result: DecisionResult) -> [String] {
                    result.tables.map { "\($0.decision) \($0.hits.map(\.index)) \($0.value)" }.sorted()
                }
                #expect(rows(answers.after) == rows(second))
                #expect(
                    Set(answers.after.warnings.map(\.code)) == Set(second.warnings.map(\.code)))
                if answers.isSame { same += 1 } else { other += 1 }
                if answers.isSame, old != new { shared += 1 }
            }
        }
        #expect(same > 500 && other > 300 && shared > 200)
    }

    @Test func `what no expression tells apart is identical`() throws {
        let one = FEELValue.number(try #require(FEELNumber("1.0"))),
            same = FEELValue.number(try #require(FEELNumber("1.00")))
        #expect(one == same && !one.isIdentical(to: same) && one.isIdentical(to: one))
        let (first, second) = (
            FEELValue.context([("a", one), ("b", [2])]), FEELValue.context([("b", [2]), ("a", one)])
        )
        #expect(first == second && !first.isIdentical(to: second))
        #expect(first.isIdentical(to: .context([("a", one), ("b", [2])])))
        #expect(!first.isIdentical(to: .context([("a", same), ("b", [2])])) && !first.isIdentical(to: .null))
    }

    @Test func `what a decision service decides from inputs of its own is not taken over`() throws {
        func model(_ limit: Int) throws -> DecisionModel {
            try DecisionModel(
                loading: Models.xml(
                    Models.input("a") + Models.decision("old", ["a"], [], Models.literal("a > \(limit)"))
                        + """
                        <decisionService id="s" name="s"><outputDecision href="#old"/><inputData href="#in-a"/></decisionService>
                        <decision id="d" name="d"><variable name="d"/>
                        <knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
                        \(Models.literal("[s(5), s(50)]"))</decision>
                        """))
        }
        let answers = DecisionComparison(try model(10), try model(60))
            .evaluate(decision: "d", inputs: FEELContext([("a", 5)]))
        #expect(answers.before.value == [false, true] && answers.after.value == [false, false] && !answers.isSame)
    }

    @Test func `functions, circles and other types are decided by each alone`() throws {
        let body = Models.decision("f", [], [], Models.literal("function(x) x + 1"))
        let one = try DecisionModel(loading: Models.xml(body + Models.decision("d", [], ["f"], Models.literal("f(1)"))))
        let two = try DecisionModel(loading: Models.xml(body + Models.decision("d", [], ["f"], Models.literal("f(2)"))))
        #expect(DecisionComparison(one, two).evaluate(decision: "d", inputs: .empty).after.value == 3)

        func circle(_ text: String) -> DecisionModel? {
            DecisionModel.load(
                Models.xml(
                    Models.decision("x", [], ["y"], Models.literal("y"))
                        + Models.decision("y", [], ["x"], Models.literal("x"))
                        + Models.decision("d", [], ["x"], Models.literal(text)))
            ).model
        }
        let first = try #require(circle("x")), second = try #require(circle("if x = null then 1 else 2"))
        #expect(DecisionComparison(first, second).evaluate(decision: "d", inputs: .empty).after.value == 1)

        func typed(_ allowed: String) throws -> DecisionModel {
            try DecisionModel(
                loading: Models.xml(
                    """
                    <itemDefinition name="tSize"><typeRef>number</typeRef><allowedValues><text>\(allowed)</text></allowedValues></itemDefinition>
                    <inputData id="in-a" name="a"><variable name="a" typeRef="tSize"/></inputData>
                    """ + Models.decision("d", ["a"], [], Models.literal("a"))))
        }
        let limits = DecisionComparison(try typed("[1..5]"), try typed("[1..9]"))
            .evaluate(decision: "d", inputs: FEELContext([("a", 7)]))
        #expect(limits.before.value == .null && limits.after.value == 7)

        let unknown = DecisionComparison(one, two).evaluate(decision: "none", inputs: .empty)
        #expect(unknown.before.value == .null && unknown.after.warnings.map(\.code) == [.unknownName])
    }
}
