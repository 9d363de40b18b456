import DecisionEngine
import Diagnostics
import FEELEngine
import Testing

/// Fine points of the standard that a second look at whole models found (DMN 1.5, chapters 6 to 10).
@Suite struct StandardModelTests {
    private func service(_ name: String, outputs: [String], decisions: [String] = [], inputs: [String] = []) -> String {
        "<decisionService id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\"/>"
            + outputs.map { "<outputDecision href=\"#\($0)\"/>" }.joined()
            + inputs.map { "<inputData href=\"#in-\($0)\"/>" }.joined()
            + decisions.map { "<inputDecision href=\"#\($0)\"/>" }.joined() + "</decisionService>\n"
    }

    private func calling(_ name: String, _ services: [String], _ inputs: [String], _ text: String) -> String {
        "<decision id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\"/>\(Models.needs(inputs))"
            + services.map { "<knowledgeRequirement><requiredKnowledge href=\"#\($0)\"/></knowledgeRequirement>" }
            .joined()
            + Models.literal(text) + "</decision>\n"
    }

    /// A function reads what was around it where it was written, on both sides of a service (10.3.2.13.2, 10.4).
    @Test func `functions that cross a decision service keep what is around them`() throws {
        let model =
            Models.input("x") + Models.input("fn")
            + Models.decision("k", ["x"], [], Models.literal("x"))
            + Models.decision("Ctx", [], ["k"], Models.literal("{f: function(v) v + k, g: function(v) f(v) + 1}"))
            + Models.decision("Applied", ["x", "fn"], [], Models.literal("fn(x)"))
            + service("S1", outputs: ["Ctx"], inputs: ["x"]) + service("S2", outputs: ["Applied"], inputs: ["x", "fn"])
            + calling("a", ["S1"], ["x"], "S1(100).f(1)")
            + calling("b", ["S1"], [], "for f in [S1(10).f, S1(20).g] return f(1)")
            + calling("c", ["S2"], ["x"], "S2(100, function(v) v + x)")
            + calling("e", ["S1", "S2"], [], "S2(3, S1(40).g)")
        for (decision, expected) in [("a", FEELValue.number(101)), ("b", [11, 22]), ("c", 102), ("e", 44)] {
            let result = try Models.evaluate(model, decision, [("x", 2)])
            #expect(result.value == expected, "\(decision)")
        }
        // In a long loop every call has values of its own, and none is left behind.
        let many = model + calling("m", ["S1"], [], "sum(for i in 1..500 return S1(i).f(1))")
        #expect(try Models.evaluate(many, "m").value == 125_750)
    }

    @Test func `an input decision of a service is taken from the argument, entry by entry`() throws {
        let context =
            "<context><contextEntry><variable name=\"a\"/>\(Models.literal("1"))</contextEntry>"
            + "<contextEntry><variable name=\"b\"/>\(Models.literal("a + 1"))</contextEntry></context>"
        let model =
            Models.decision("Ctx", context) + Models.decision("Out", [], ["Ctx"], Models.literal("Ctx.a + Ctx.b"))
            + service("S", outputs: ["Out"], decisions: ["Ctx"])
            + calling("d", ["S"], [], "[S({a: 100, b: 200}), S(null), S({a: 1})]")
        #expect(try Models.evaluate(model, "d").value == [300, .null, .null])
        #expect(try Models.evaluate(model, "Out").value == 3)
        let loaded = try DecisionModel(loading: Models.xml(model))
        let direct = loaded.evaluate(service: "S", inputs: FEELContext([("Ctx", ["a": 5, "b": 6])]))
        #expect(direct.value == 11)
    }

    /// Inputs of one name in several models are told apart (6.3.3).
    @Test func `inputs of imported models are theirs`() throws {
        let inner = Models.xml(
            Models.input("x") + Models.decision("dd", ["x"], [], Models.literal("x")), namespace: "urn:c")
        let middle = Models.xml(
            "<import namespace=\"urn:c\" name=\"c\" importType=\"m\"/>" + Models.input("x")
                + "<decision id=\"dd\" name=\"dd\"><variable name=\"dd\"/>"
                + "<informationRequirement><requiredInput href=\"#in-x\"/></informationRequirement>"
                + "<informationRequirement><requiredDecision href=\"urn:c#dd\"/></informationRequirement>"
                + Models.literal("[x, c.dd]") + "</decision>", namespace: "urn:b")
        let main = Models.xml(
            "<import namespace=\"urn:b\" name=\"b\" importType=\"m\"/>" + Models.input("x")
                + "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
                + "<informationRequirement><requiredInput href=\"#in-x\"/></informationRequirement>"
                + "<informationRequirement><requiredDecision href=\"urn:b#dd\"/></informationRequirement>"
                + Models.literal("[x, b.dd]") + "</decision>")
        let model = try DecisionModel(loading: main) { $0.namespace == "urn:b" ? middle : inner }
        func decide(_ inputs: [(String, FEELValue)]) -> FEELValue {
            model.evaluate(decision: "d", inputs: FEELContext(inputs)).value
        }
        #expect(decide([("x", 1), ("b.x", 2), ("b.c.x", 3)]) == [1, [2, 3]])
        let spaces = ["urn:test", "urn:b", "urn:c"].enumerated().map { index, space in
            (DecisionModel.name("x", in: space), FEELValue.number(index + 7))
        }
        #expect(decide(spaces) == [7, [8, 9]])
        // What the first model has is its own.
        #expect(decide([("x", 1)]) == [1, [.null, .null]])
        let place = DecisionModel.name("dd", in: "urn:c")
        #expect(model.evaluate(decision: place, inputs: FEELContext([("b.c.x", 4)])).value == 4)
    }

    @Test func `names of several words follow points wherever they were given`() throws {
        let entry = { (name: String, logic: String) in
            "<contextEntry><variable name=\"\(name)\"/>\(logic)</contextEntry>"
        }
        let relation =
            "<relation><column name=\"Col One\"/><row>\(Models.literal("5"))</row><row>\(Models.literal("6"))</row></relation>"
        let table =
            "<decisionTable><output name=\"Max Rate\"/><output name=\"o-2\"/><rule><outputEntry><text>7</text></outputEntry>"
            + "<outputEntry><text>8</text></outputEntry></rule></decisionTable>"
        let model =
            Models.decision("Ctx", "<context>\(entry("First Name", Models.literal("\"A\"")))</context>")
            + Models.decision("R", relation) + Models.decision("T", table)
            + Models.decision("L", Models.literal("{First Thing: {\"second thing\": 9, net-gross: 1}}"))
            + Models.decision(
                "d", [], ["Ctx", "R", "T", "L"],
                Models.literal(
                    "[Ctx.First Name, R.Col One, T.Max Rate, T.o-2, L.First Thing.second thing, R[Col One > 5].Col One]"
                ))
            + Models.decision(
                "inner",
                "<context>\(entry("R", relation))<contextEntry>\(Models.literal("R.Col One"))</contextEntry></context>")
        #expect(try Models.evaluate(model, "d").value == ["A", [5, 6], 7, 8, 9, [6]])
        #expect(try Models.evaluate(model, "inner").value == [5, 6])
        // They are names of their own only where entries are: elsewhere the names that are declared count.
        let signs =
            Models.input("net") + Models.input("gross") + model
            + Models.decision("difference", ["net", "gross"], [], Models.literal("net-gross"))
        #expect(try Models.evaluate(signs, "difference", [("net", 5), ("gross", 2)]).value == 3)
    }

    @Test func `what is declared further in hides an import of its name`() throws {
        let other = Models.xml(Models.decision("dec", Models.literal("1")), namespace: "urn:o")
        let main = Models.xml(
            "<import namespace=\"urn:o\" name=\"imp\" importType=\"m\"/><decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
                + "<informationRequirement><requiredDecision href=\"urn:o#dec\"/></informationRequirement>"
                + Models.literal("[imp.dec, for imp in [{dec: 7}] return imp.dec]") + "</decision>")
        let model = try DecisionModel(loading: main) { _ in other }
        #expect(model.evaluate(decision: "d", inputs: .empty).value == [1, [7]])
        // An entry that something somewhere has does not hide one.
        let filtered = Models.xml(
            "<import namespace=\"urn:o\" name=\"imp\" importType=\"m\"/><decision id=\"e\" name=\"e\"><variable name=\"e\"/>"
                + "<informationRequirement><requiredDecision href=\"urn:o#dec\"/></informationRequirement>"
                + Models.literal("[1, 2, 3][item > imp.dec]") + "</decision>"
                + Models.decision("f", "<relation><column name=\"imp\"/><row>\(Models.literal("1"))</row></relation>"))
        let other2 = try DecisionModel(loading: filtered) { _ in other }
        #expect(other2.evaluate(decision: "e", inputs: .empty).value == [2, 3])
        // A model that is imported twice is known under both names.
        let twice = Models.xml(
            "<import namespace=\"urn:o\" name=\"one\" importType=\"m\"/><import namespace=\"urn:o\" name=\"two\" importType=\"m\"/>"
                + "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
                + "<informationRequirement><requiredDecision href=\"urn:o#dec\"/></informationRequirement>"
                + Models.literal("one.dec + two.dec") + "</decision>")
        #expect(
            try DecisionModel(loading: twice) { _ in other }.evaluate(decision: "d", inputs: .empty).value == 2)
    }

    @Test func `constraints know the names of entries and types; collections may be written with a digit`() throws {
        let types =
            "<itemDefinition name=\"tC\"><itemComponent name=\"k\"><typeRef>number</typeRef></itemComponent></itemDefinition>"
            + "<itemDefinition name=\"tSpan\"><itemComponent name=\"start day\"><typeRef>number</typeRef></itemComponent>"
            + "<itemComponent name=\"end day\"><typeRef>number</typeRef></itemComponent>"
            + "<typeConstraint><text>?.start day &lt;= ?.end day</text></typeConstraint></itemDefinition>"
            + "<itemDefinition name=\"tPositive\"><typeRef>tC</typeRef>"
            + "<allowedValues><text>? instance of tC and ?.k &gt; 0</text></allowedValues></itemDefinition>"
            + "<itemDefinition name=\"tMany\" isCollection=\"1\"><typeRef>number</typeRef></itemDefinition>"
        func decide(_ type: String, _ text: String) throws -> FEELValue {
            let model =
                types
                + "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"\(type)\"/>\(Models.literal(text))</decision>"
            return try Models.evaluate(model, "d").value
        }
        #expect(try decide("tSpan", "{start day: 1, end day: 2}").isNull == false)
        #expect(try decide("tSpan", "{start day: 3, end day: 2}") == .null)
        #expect(try decide("tPositive", "{k: 1}").isNull == false)
        #expect(try decide("tPositive", "{k: -1}") == .null)
        #expect(try decide("tMany", "[1, 2]") == [1, 2])
        // A type is the same whichever was made first.
        for first in ["tPair", "tPositive"] {
            let pair =
                "<itemDefinition name=\"tPair\"><itemComponent name=\"one\"><typeRef>tPositive</typeRef></itemComponent></itemDefinition>"
            let model =
                types + pair + Models.input("i", first)
                + "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"tPair\"/>\(Models.literal("{one: {k: -1}}"))</decision>"
            #expect(try Models.evaluate(model, "d").value == .null)
        }
    }

    @Test func `defaults are of the type of their column`() throws {
        func table(_ value: String) -> String {
            "<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output name=\"o\" typeRef=\"number\">"
                + "<defaultOutputEntry><text>\(value)</text></defaultOutputEntry></output>"
                + "<rule><inputEntry><text>2</text></inputEntry><outputEntry><text>3</text></outputEntry></rule></decisionTable>"
        }
        #expect(try Models.evaluate(Models.decision("d", table("\"text\"")), "d").value == .null)
        #expect(try Models.evaluate(Models.decision("d", table("[4]")), "d").value == 4)
    }

    @Test func `a boxed filter's condition is no position, and an invocation may bind nothing`() throws {
        func filter(_ match: String) -> String {
            "<filter><in>\(Models.literal("[10, 20, 30]"))</in><match>\(Models.literal(match))</match></filter>"
        }
        #expect(try Models.evaluate(Models.decision("d", filter("2")), "d").value == .null)
        #expect(try Models.evaluate(Models.decision("d", filter("item - 9")), "d").value == .null)
        #expect(try Models.evaluate(Models.decision("d", filter("item > 10")), "d").value == [20, 30])
        let model =
            "<businessKnowledgeModel id=\"two\" name=\"two\"><variable name=\"two\"/><encapsulatedLogic>"
            + "<formalParameter name=\"a\"/><formalParameter name=\"b\"/>\(Models.literal("[a, b]"))"
            + "</encapsulatedLogic></businessKnowledgeModel><decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
            + "<knowledgeRequirement><requiredKnowledge href=\"#two\"/></knowledgeRequirement>"
            + "<invocation>\(Models.literal("two"))</invocation></decision>"
        #expect(try Models.evaluate(model, "d").value == [.null, .null])
        let loaded = try DecisionModel(loading: Models.xml(model))
        #expect(loaded.evaluate(knowledge: "two", inputs: FEELContext([("b", 2), ("a", 1)])).value == [1, 2])
    }

    @Test func `a table with a rule that cannot be read decides nothing`() throws {
        let table = Models.table("hitPolicy=\"FIRST\"", ["1"], [(["((("], "1"), (["-"], "2")])
        let (model, diagnostics) = DecisionModel.load(Models.xml(Models.decision("d", table)))
        #expect(diagnostics.contains { $0.severity == .error })
        #expect(model?.evaluate(decision: "d", inputs: .empty).value == .null)
    }

    @Test func `types that are made of one another too deeply are refused, and no stack overflows`() throws {
        let types = (1..<5_000).map {
            "<itemDefinition name=\"t\($0)\"><typeRef>t\($0 + 1)</typeRef></itemDefinition>"
        }.joined()
        let (_, diagnostics) = DecisionModel.load(
            Models.xml(
                types + "<itemDefinition name=\"t5000\"><typeRef>number</typeRef></itemDefinition>"
                    + Models.decision("d", Models.literal("1"))))
        #expect(diagnostics.contains { $0.code == "decision.type.deep" })
    }

    @Test func `long tables of numbers are ready at once`() throws {
        let rules = (0..<3_000).map { (["[\($0 * 3)..\($0 * 3 + 2)]"], "\($0)") }
        let start = ContinuousClock.now
        let model = try DecisionModel(
            loading: Models.xml(
                Models.input("n") + Models.decision("d", ["n"], [], Models.table("hitPolicy=\"UNIQUE\"", ["n"], rules)))
        )
        #expect(model.evaluate(decision: "d", inputs: FEELContext([("n", 6_001)])).value == 2_000)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
