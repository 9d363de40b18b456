import DecisionEngine
import FEELEngine
import Testing

/// Three answers: what was not found is told apart from no.
@Suite struct MissingInputTests {
    private let graph =
        Models.input("child") + Models.input("permit") + Models.input("home")
        + Models.decision(
            "facts", ["child", "permit", "home"], [],
            """
            <context>
            <contextEntry><variable name="local"/>\(Models.literal("if child.county = null then \"unknown\" else if child.county = \"a\" then \"yes\" else \"no\""))</contextEntry>
            <contextEntry><variable name="permit"/>\(Models.literal("if permit = null then \"unknown\" else \"yes\""))</contextEntry>
            <contextEntry><variable name="home"/>\(Models.literal("if home.address = null then \"unknown\" else \"yes\""))</contextEntry>
            </context>
            """)
        + Models.decision(
            "d", [], ["facts"],
            Models.table(
                "hitPolicy=\"FIRST\"", ["facts.local", "facts.permit"],
                [
                    (["\"yes\"", "-"], "\"eligible\""), (["\"no\"", "\"yes\""], "\"eligible\""),
                    (["\"unknown\"", "-"], "\"unknown\""), (["-", "\"unknown\""], "\"unknown\""),
                ]))

    @Test func `only what a rule asked for is missed`() throws {
        let local = try Models.evaluate(graph, "d", [("child", ["county": "a"])])
        #expect(local.value == "eligible")
        #expect(local.missing.isEmpty)
        let stranger = try Models.evaluate(graph, "d", [("child", ["county": "b"])])
        #expect(stranger.value == "unknown")
        #expect(stranger.missing == [MissingInput(path: "permit", decision: "facts")])
    }

    @Test func `the path says down to where data went`() throws {
        #expect(try Models.evaluate(graph, "d", [("child", .null)]).missing.map(\.path) == ["child"])
        #expect(try Models.evaluate(graph, "d", [("child", ["county": .null])]).missing.map(\.path) == ["child.county"])
        #expect(try Models.evaluate(graph, "d", [("child", [:])]).missing.map(\.path) == ["child.county"])
    }

    @Test func `an empty list is an answer and not missing`() throws {
        let model = Models.input("roll") + Models.decision("d", ["roll"], [], Models.literal("count(roll) = 0"))
        let result = try Models.evaluate(model, "d", [("roll", [])])
        #expect(result.value == true && result.missing.isEmpty)
        #expect(try Models.evaluate(model, "d").missing.map(\.path) == ["roll"])
    }

    @Test func `the decisions that were needed are listed with what was needed of them`() throws {
        let result = try Models.evaluate(graph, "d", [("child", ["county": "a"])])
        #expect(
            result.decisions == [
                DecisionValue(name: "facts", value: ["local": "yes"]), DecisionValue(name: "d", value: "eligible"),
            ])
    }
}
