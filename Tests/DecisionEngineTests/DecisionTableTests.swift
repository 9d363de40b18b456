import DecisionEngine
import FEELEngine
import Testing

/// Hit policies, traces, defaults.
@Suite struct DecisionTableTests {
    private let rules: [([String], String)] = [
        (["< 10"], "\"low\""), (["[5..20)"], "\"middle\""), ([">= 15"], "\"high\""),
    ]

    private func value(_ policy: String, _ x: FEELValue, values: String = "", defaultOutput: String = "") throws
        -> FEELValue
    {
        try Models.evaluate(
            Models.input("x")
                + Models.decision(
                    "d", ["x"], [],
                    Models.table(policy, ["x"], rules, outputValues: values, defaultOutput: defaultOutput)),
            "d", [("x", x)]
        ).value
    }

    @Test func `every hit policy gives its result`() throws {
        let order = "\"high\", \"middle\", \"low\""
        #expect(try value("hitPolicy=\"UNIQUE\"", 3) == "low")
        #expect(try value("hitPolicy=\"UNIQUE\"", 7) == .null)
        #expect(try value("hitPolicy=\"FIRST\"", 7) == "low")
        #expect(try value("hitPolicy=\"PRIORITY\"", 7, values: order) == "middle")
        #expect(try value("hitPolicy=\"ANY\"", 7) == .null)
        #expect(try value("hitPolicy=\"RULE ORDER\"", 7) == ["low", "middle"])
        #expect(try value("hitPolicy=\"OUTPUT ORDER\"", 17, values: order) == ["high", "middle"])
        #expect(try value("hitPolicy=\"COLLECT\"", 7) == ["low", "middle"])
        #expect(try value("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", 7) == 2)
    }

    @Test(arguments: [("SUM", 7), ("MIN", 3), ("MAX", 4), ("COUNT", 2)] as [(String, FEELValue)])
    func `collected numbers are aggregated`(aggregation: String, result: FEELValue) throws {
        let table = Models.table(
            "hitPolicy=\"COLLECT\" aggregation=\"\(aggregation)\"", ["x"],
            [(["> 1"], "3"), (["> 2"], "4"), (["> 9"], "5")])
        let model = Models.input("x") + Models.decision("d", ["x"], [], table)
        #expect(try Models.evaluate(model, "d", [("x", 5)]).value == result)
    }

    @Test func `the default is taken when nothing matches and nothing else is`() throws {
        #expect(try value("hitPolicy=\"FIRST\"", "text", defaultOutput: "\"none\"") == "none")
        #expect(try value("hitPolicy=\"FIRST\"", "text") == .null)
        #expect(try value("hitPolicy=\"COLLECT\"", "text") == [])
    }

    @Test func `the trace tells which rule decided and on what`() throws {
        let result = try Models.evaluate(
            Models.input("x") + Models.input("y")
                + Models.decision(
                    "d", ["x", "y"], [],
                    Models.table(
                        "hitPolicy=\"FIRST\"", ["x", "y"], [(["1", "-"], "\"one\""), (["2", "\"b\""], "\"two\"")])),
            "d", [("x", 1), ("y", "b")])
        let table = try #require(result.tables.first)
        #expect(table.decision == "d" && table.table == "table")
        #expect(table.hits.map(\.ruleID) == ["R1"])
        #expect(table.hits[0].index == 1 && table.hits[0].description == "rule 1")
        #expect(table.hits[0].annotations == [RuleAnnotation(name: "basis", text: "第1条")])
        #expect(table.inputs.map(\.label) == ["x", "y"])
        #expect(table.inputs[0].value == 1)
        #expect(table.inputs[1].value == nil, "no rule needed the second input")
        #expect(table.value == "one")
    }

    @Test func `without a trace the value is the same`() throws {
        let model = try DecisionModel(
            loading: Models.xml(
                Models.input("x") + Models.decision("d", ["x"], [], Models.table("hitPolicy=\"FIRST\"", ["x"], rules))))
        for x in 0..<30 {
            let inputs = FEELContext([("x", .number(x))])
            let traced = model.evaluate(decision: "d", inputs: inputs)
            let bare = model.evaluate(decision: "d", inputs: inputs, trace: false)
            #expect(traced.value == bare.value)
            #expect(bare.tables.isEmpty && traced.tables.count == 1)
        }
    }
}
