import DecisionEngine
import FEELEngine
import Testing

/// The examples of DecisionEngine.docc, which shows them as they stand here.
@Suite struct `Embedding the decision engine` {
    private static let busPass = Models.xml(
        Models.input("age", "number")
            + Models.decision(
                "fee", ["age"],
                [], Models.table("hitPolicy=\"UNIQUE\"", ["age"], [(["< 65"], "30"), ([">= 65"], "0")])))

    @Test func `load, decide, explain`() throws {
        let file = Self.busPass
        let model = try DecisionModel(loading: file)
        let result = model.evaluate(decision: "fee", inputs: FEELContext([("age", 70)]))
        #expect(result.value == 0)
        #expect(result.tables.first?.hits.first?.index == 2)
        #expect(result.tables.first?.hits.first?.annotations.first?.text == "第2条")
    }

    @Test func `what was not found, and what is still worth asking`() throws {
        let model = try DecisionModel(loading: Self.busPass)
        let result = model.evaluate(decision: "fee", inputs: .empty)
        #expect(result.value == .null)
        #expect(result.missing.map(\.path) == ["age"])
        let question = OpenInput(["age"], values: [30, 70])
        #expect(model.decisive("fee", inputs: .empty, open: [question]).names == ["age"])
    }

    @Test func `check before publishing`() throws {
        let gap = Models.xml(
            Models.input("age", "number")
                + Models.decision(
                    "fee", ["age"],
                    [], Models.table("hitPolicy=\"UNIQUE\"", ["age"], [(["< 65"], "30"), (["> 65"], "0")])))
        let findings = try DecisionModel(loading: gap).check()
        #expect(findings.contains { $0.kind == .gap && $0.conditions.first?.example == "65" })
    }
}
