import DecisionEngine
import FEELEngine
import Testing

/// Ask only what matters: what can't change the answer is not asked, and nothing that can is left out.
@Suite struct `Open inputs` {
    private static let names = ["a", "b", "c", "d"]

    private static func open(_ names: [String] = names) -> [OpenInput] {
        names.map { OpenInput(["answers", $0], values: [true, false]) }
    }

    private func model(_ rules: [([String], String)]) throws -> DecisionModel {
        try DecisionModel(
            loading: Models.xml(
                Models.input("answers")
                    + Models.decision(
                        "d", ["answers"], [],
                        Models.table("hitPolicy=\"FIRST\"", Self.names.map { "answers.\($0)" }, rules))))
    }

    private func given(_ answers: [(String, FEELValue)]) -> FEELContext {
        FEELContext([("answers", .context(FEELContext(answers)))])
    }

    @Test func `a question is worth asking while two of its answers come to different things`() throws {
        let model = try model([
            (["true", "-", "-", "-"], "\"no\""), (["-", "true", "true", "-"], "\"yes\""),
            (["-", "-", "-", "-"], "\"no\""),
        ])
        let all = model.decisive("d", inputs: given([]), open: Self.open())
        #expect(all.names == ["answers.a", "answers.b", "answers.c"] && all.isExact && !all.isSettled)
        // Whoever answers a with yes is asked nothing more.
        #expect(model.decisive("d", inputs: given([("a", true)]), open: Self.open(["b", "c", "d"])).isSettled)
        #expect(
            model.decisive("d", inputs: given([("a", false), ("b", true)]), open: Self.open(["c", "d"])).names
                == ["answers.c"])
        #expect(
            model.decisive("d", inputs: given([("a", false), ("b", false)]), open: Self.open(["c", "d"])).isSettled)
        #expect(
            model.canChange("d", by: ["answers.b"], inputs: given([("a", false)]), open: Self.open(["b", "c", "d"])))
        #expect(!model.canChange("d", by: ["answers.d"], inputs: given([]), open: Self.open()))
        #expect(
            !model.canChange("d", by: ["answers.b"], inputs: given([("a", true)]), open: Self.open(["b", "c", "d"])))
    }

    @Test func `for every table and every state of the answers it is as trying them all says`() throws {
        var state: UInt64 = 20_261_130
        func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
        var (asked, spared, tooMany) = (0, 0, 0)
        for _ in 0..<60 {
            let rules = (0..<4).map { _ in
                (Self.names.map { _ in ["true", "false", "-", "-"][roll(4)] }, "\"\(["x", "y"][roll(2)])\"")
            }
            let model = try model(rules + [(Self.names.map { _ in "-" }, "\"x\"")])
            func answer(_ bits: Int) -> FEELValue {
                model.evaluate(
                    decision: "d",
                    inputs: given(Self.names.indices.map { (Self.names[$0], .boolean(bits >> $0 & 1 == 1)) })
                ).value
            }
            let answers = (0..<16).map(answer)
            for known in 0..<16 {
                let bits = roll(16)
                let open = Self.names.indices.filter { known >> $0 & 1 == 0 }
                let decisive = model.decisive(
                    "d",
                    inputs: given(
                        Self.names.indices.filter { known >> $0 & 1 == 1 }.map {
                            (Self.names[$0], .boolean(bits >> $0 & 1 == 1))
                        }), open: Self.open(open.map { Self.names[$0] }))
                #expect(decisive.isExact)
                for index in open {
                    // All states that agree with what is known.
                    let matters = (0..<16).contains { (state: Int) -> Bool in
                        let agrees = (state ^ bits) & known == 0
                        return agrees && answers[state] != answers[state ^ (1 << index)]
                    }
                    let isNamed = decisive.names.contains("answers.\(Self.names[index])")
                    #expect(isNamed || !matters, "\(rules) \(known) \(bits) \(index)")
                    if isNamed { asked += 1 } else { spared += 1 }
                    if isNamed, !matters { tooMany += 1 }
                }
            }
        }
        // With one input that may be anything, what is hidden behind it counts as mattering.
        for _ in 0..<40 {
            let rules = (0..<4).map { _ in
                (Self.names.map { _ in ["true", "false", "-", "-"][roll(4)] }, "\"\(["x", "y"][roll(2)])\"")
            }
            let model = try model(rules + [(Self.names.map { _ in "-" }, "\"x\"")])
            let loose = roll(4)
            let open = Self.names.indices.map { index in
                OpenInput(["answers", Self.names[index]], values: index == loose ? nil : [true, false])
            }
            let answers = (0..<16).map { bits in
                model.evaluate(
                    decision: "d",
                    inputs: given(Self.names.indices.map { (Self.names[$0], .boolean(bits >> $0 & 1 == 1)) })
                ).value
            }
            for index in Self.names.indices
            where (0..<16).contains(where: { answers[$0] != answers[$0 ^ (1 << index)] }) {
                #expect(
                    model.canChange("d", by: ["answers.\(Self.names[index])"], inputs: given([]), open: open),
                    "\(rules) \(loose) \(index)")
            }
        }
        #expect(asked > 300 && spared > 300)
        #expect(tooMany * 20 < asked, "\(tooMany) of \(asked) are asked for nothing")
    }

    @Test func `what can be anything, is read as a whole or takes too long counts as mattering`() throws {
        let text = Models.input("answers") + Models.input("record")
        let long = try DecisionModel(
            loading: Models.xml(
                text
                    + Models.decision(
                        "d", ["answers", "record"], [],
                        Models.literal(
                            "if answers.a = true then 1 else if record.x = null then 2 else string length(answers.n)")))
        )
        let open =
            Self.open(["a", "b"]) + [OpenInput(["answers", "n"], values: nil), OpenInput(["record"], values: nil)]
        let some = long.decisive("d", inputs: given([]), open: open)
        #expect(some.names == ["answers.a", "record"])
        #expect(long.decisive("d", inputs: given([("a", true)]), open: open).isSettled)
        let known = FEELContext([("answers", ["a": false]), ("record", ["x": 1])])
        #expect(long.decisive("d", inputs: known, open: [open[2]]).names == ["answers.n"])
        let whole = try DecisionModel(
            loading: Models.xml(
                text + Models.decision("d", ["answers"], [], Models.literal("count(get entries(answers))"))))
        let hidden = whole.decisive("d", inputs: given([]), open: Self.open())
        #expect(hidden.names.count == 4 && !hidden.isExact)
        let wide = try DecisionModel(
            loading: Models.xml(
                text
                    + Models.decision(
                        "d", ["answers"], [],
                        Models.literal(
                            (0..<10).map { "(if answers.q\($0) = true then \(1 << $0) else 0)" }.joined(
                                separator: " + ")))))
        let questions = (0..<10).map { OpenInput(["answers", "q\($0)"], values: [true, false]) }
        let cut = wide.decisive("d", inputs: given([]), open: questions, limit: 50)
        #expect(!cut.isExact && !cut.isSettled)
        #expect(wide.canChange("d", by: ["answers.q9"], inputs: given([]), open: questions))
        #expect(wide.decisive("d", inputs: given([]), open: questions, limit: 5_000).names.count == 10)
    }
}
