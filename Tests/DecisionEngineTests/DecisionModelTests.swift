import DecisionEngine
import Diagnostics
import FEELEngine
import Testing

/// Loading, imports, functions, diagnostics.
@Suite struct DecisionModelTests {
    @Test(arguments: ["20180521", "20191111", "20211108", "20230324"])
    func `versions 1_2 to 1_5 are read`(version: String) throws {
        let model = try DecisionModel(
            loading: Models.xml(Models.decision("d", [], [], Models.literal("1 + 1")), version: version))
        #expect(model.evaluate(decision: "d", inputs: .empty).value == 2)
    }

    @Test func `business knowledge is called with arguments that are computed when needed`() throws {
        let model =
            Models.input("x") + Models.input("y")
                + """
                <businessKnowledgeModel id="either" name="either"><variable name="either"/><encapsulatedLogic>
                <formalParameter name="a"/><formalParameter name="b"/>\(Models.literal("if a = null then b else a + a"))
                </encapsulatedLogic></businessKnowledgeModel>
                <decision id="d" name="d"><variable name="d"/>\(Models.needs(["x", "y"]))
                <knowledgeRequirement><requiredKnowledge href="#either"/></knowledgeRequirement>
                \(Models.literal("[either(x, y), either(x + 1, 1), sum(for i in [1, 2] return either(i, 0))]"))</decision>
                """
        let result = try Models.evaluate(model, "d", [("x", 5)])
        #expect(result.value == [10, 12, 6])
        #expect(result.missing.isEmpty)
    }

    @Test func `business knowledge may call itself, with an end`() throws {
        let model = """
            <businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>
            \(Models.literal("if n = 0 then 0 else n + f(n - 1)"))</encapsulatedLogic></businessKnowledgeModel>
            <decision id="d" name="d"><variable name="d"/>
            <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>\(Models.literal("f(100)"))</decision>
            <decision id="e" name="e"><variable name="e"/>
            <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>\(Models.literal("f(-1)"))</decision>
            """
        #expect(try Models.evaluate(model, "d").value == 5050)
        let endless = try Models.evaluate(model, "e")
        #expect(endless.value == .null)
        #expect(endless.warnings.contains { $0.code == .tooComplex })
    }

    @Test func `decisions in a circle become null`() throws {
        let model =
            Models.decision("a", [], ["b"], Models.literal("b + 1"))
            + Models.decision("b", [], ["a"], Models.literal("a + 1"))
        let (loaded, found) = DecisionModel.load(Models.xml(model))
        let result = try #require(loaded).evaluate(decision: "a", inputs: .empty)
        #expect(result.value == .null)
        #expect(result.warnings.contains { $0.code == .cycle })
        // Whoever wants it whole is told of the circle, once, with the way round.
        #expect(found.map(\.code) == ["decision.cycle"] && found[0].message.en.contains("a → b → a"))
        #expect(throws: DecisionModelError.self) { try DecisionModel(loading: Models.xml(model)) }
        let own = Models.decision("a", [], ["a"], Models.literal("a"))
        #expect(DecisionModel.load(Models.xml(own)).diagnostics.map(\.code) == ["decision.cycle"])
        // Two that need a third are no circle.
        let shared =
            Models.decision("a", [], ["b", "c"], Models.literal("b + c"))
            + Models.decision("b", [], ["c"], Models.literal("c"))
            + Models.decision("c", Models.literal("1"))
        #expect(DecisionModel.load(Models.xml(shared)).diagnostics.isEmpty)
    }

    @Test func `imported elements have the import's name before their own`() throws {
        let other = Models.xml(
            Models.input("x") + Models.decision("double", ["x"], [], Models.literal("x * 2")), namespace: "urn:other")
        let main = Models.xml(
            """
            <import namespace="urn:other" name="lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <decision id="d" name="d"><variable name="d"/>
            <informationRequirement><requiredDecision href="urn:other#double"/></informationRequirement>
            \(Models.literal("lib.double + 1"))</decision>
            """)
        let model = try DecisionModel(loading: main) { $0.namespace == "urn:other" ? other : nil }
        #expect(model.inputs.map(\.name) == ["lib.x"])
        #expect(model.evaluate(decision: "d", inputs: FEELContext([("x", 20)])).value == 41)
        let error = #expect(throws: DecisionModelError.self) { try DecisionModel(loading: main) }
        #expect(error?.diagnostics.map(\.code).contains("decision.import.unknown") == true)
    }

    @Test func `a service is a function of its inputs`() throws {
        let model =
            Models.input("x") + Models.decision("inner", ["x"], [], Models.literal("x + 1"))
            + Models.decision("outer", [], ["inner"], Models.literal("inner * 10"))
                + """
                <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#outer"/>
                <encapsulatedDecision href="#inner"/><inputData href="#in-x"/></decisionService>
                """
        let loaded = try DecisionModel(loading: Models.xml(model))
        #expect(loaded.evaluate(service: "s", inputs: FEELContext([("x", 4)])).value == 50)
        #expect(loaded.services.map(\.parameters) == [["x"]])
    }

    @Test func `inputs are checked against their types`() throws {
        let model =
            """
            <itemDefinition name="tStatus"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
            """ + Models.input("x", "tStatus") + Models.decision("d", ["x"], [], Models.literal("x"))
        #expect(try Models.evaluate(model, "d", [("x", "a")]).value == "a")
        #expect(try Models.evaluate(model, "d", [("x", ["a"])]).value == "a")
        let wrong = try Models.evaluate(model, "d", [("x", "z")])
        #expect(wrong.value == .null)
        #expect(wrong.warnings.contains { $0.code == .notAllowed })
    }

    @Test func `everything wrong is found at once, with places and both languages`() throws {
        let text =
            Models.decision("a", ["nobody"], [], Models.literal("1 +"))
            + Models.decision("b", [], [], Models.table("hitPolicy=\"LAST\"", ["1"], []))
            + Models.decision("c", [], [], Models.literal("unknown thing"))
            + Models.decision("c", [], [], Models.literal("1"))
        let (model, found) = DecisionModel.load(Models.xml(text), file: "rules.dmn")
        #expect(model != nil)
        let codes = Set(found.map(\.code))
        #expect(
            codes.isSuperset(of: [
                "decision.reference.unknown", "feel.syntax", "decision.hit-policy.unknown", "decision.id.duplicate",
            ]))
        for diagnostic in found {
            #expect(diagnostic.location?.file == "rules.dmn")
            #expect(!diagnostic.message.zh.isEmpty && diagnostic.message.zh != diagnostic.message.en)
        }
    }

    @Test(arguments: [
        "", "<a/>", "not xml", "<!DOCTYPE x [<!ENTITY e \"x\">]><definitions/>",
        "<definitions xmlns=\"https://www.omg.org/spec/BPMN/\"/>",
        String(repeating: "<a>", count: 10_000),
    ])
    func `what is no model is refused with a diagnostic`(text: String) {
        let error = #expect(throws: DecisionModelError.self) { try DecisionModel(loading: Array(text.utf8)) }
        #expect(error?.diagnostics.isEmpty == false)
    }

    @Test func `tables are looked through for gaps, overlaps and rules that never decide`() throws {
        func codes(_ policy: String, _ rules: [([String], String)]) -> [String] {
            let body =
                Models.input("x", "number")
                + Models.decision("d", ["x"], [], Models.table("hitPolicy=\"\(policy)\"", ["x"], rules))
            return DecisionModel.load(Models.xml(body)).model?.check().map(\.kind.rawValue) ?? []
        }
        #expect(codes("UNIQUE", [(["< 6"], "1"), ([">= 6"], "2")]) == [])
        #expect(codes("UNIQUE", [(["< 6"], "1"), (["> 6"], "2")]) == ["decision.table.gap"])
        #expect(codes("UNIQUE", [(["<= 6"], "1"), ([">= 6"], "2")]) == ["decision.rule.overlap"])
        #expect(codes("FIRST", [(["-"], "1"), ([">= 6"], "2")]) == ["decision.rule.unreachable"])
        #expect(codes("FIRST", [([">= 6"], "1"), (["-"], "2")]) == ["decision.input.absence"])
    }

    @Test func `names that nobody declared are warned of`() throws {
        let body = Models.input("x") + Models.decision("d", [], [], Models.literal("x + 1"))
        let found = DecisionModel.load(Models.xml(body)).diagnostics
        #expect(found.map(\.code) == ["decision.name.unknown"])
        #expect(found.map(\.severity) == [.warning])
    }
}
