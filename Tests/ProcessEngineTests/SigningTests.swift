import Diagnostics
import JSONTree
import ProcessEngine
import Testing

/// 会签, 或签, 票签, and how signers come and go.
@Suite struct `Sign-offs` {
    private func signed(_ signing: String, _ signers: [JSON]) throws -> Driven {
        let model =
            """
            <startEvent id="start"/><userTask id="sign" yw:assignee="=office" yw:signing="\(signing)" yw:result="signed"
              yw:operations="add-beside remove"><multiInstanceLoopCharacteristics yw:collection="offices"
              yw:item="office"/></userTask><userTask id="after"/><endEvent id="end"/>
            """ + Model.chain("start", "sign", "after", "end")
        return try Driven(model, [("offices", .array(signers))])
    }

    /// Answers as one office; `nil` abstains.
    private func answer(_ driven: inout Driven, _ office: String, _ agree: Bool?) throws {
        let task = try #require(driven.instance.state.tasks.first { $0.assignee == office })
        try driven.send(.completed(activation: task.id, result: ["agree": agree.map { .bool($0) } ?? .null]))
    }

    @Test func `all have to agree, and the first who does not ends it`() throws {
        var all = try signed("all", ["fire", "police", "town"])
        try answer(&all, "police", true)
        try answer(&all, "town", true)
        #expect(all.places.contains("sign"))
        try answer(&all, "fire", true)
        #expect(all.places == ["after"])
        let agreed: JSON = ["passed": true, "agreed": 3, "refused": 0, "abstained": 0, "signers": 3]
        #expect(all.instance.variable("signed") == agreed)

        var refused = try signed("all", ["fire", "police", "town"])
        try answer(&refused, "police", false)
        #expect(refused.places == ["after"])
        #expect(refused.instance.variable("signed")?["passed"] == false)
        #expect(refused.actions.filter { if case .cancelTask = $0 { true } else { false } }.count == 2)
    }

    @Test func `of any the first answer counts`() throws {
        var driven = try signed("any", ["fire", "police"])
        try answer(&driven, "fire", false)
        #expect(driven.places == ["after"])
        #expect(driven.instance.variable("signed")?["passed"] == false)
    }

    @Test func `a vote ends when its outcome is certain`() throws {
        let majority = "vote\" yw:quorum=\"floor(numberOfInstances / 2) + 1"
        var passed = try signed(majority, ["a", "b", "c", "d", "e"])
        try answer(&passed, "a", true)
        try answer(&passed, "b", nil)
        try answer(&passed, "c", true)
        #expect(passed.places.contains("sign"))
        try answer(&passed, "d", true)
        let outcome: JSON = ["passed": true, "agreed": 3, "refused": 0, "abstained": 1, "signers": 5]
        #expect(passed.instance.variable("signed") == outcome)

        var failed = try signed(majority, ["a", "b", "c", "d", "e"])
        for office in ["a", "b", "c"] { try answer(&failed, office, false) }
        #expect(failed.places == ["after"])
        #expect(failed.instance.variable("signed")?["passed"] == false)
    }

    @Test func `the quorum is worked out anew when a signer is taken out`() throws {
        var driven = try signed("vote\" yw:quorum=\"floor(numberOfInstances / 2) + 1", ["a", "b", "c", "d"])
        try answer(&driven, "a", true)
        try answer(&driven, "b", true)
        // Two of four are no majority; two of three are.
        #expect(driven.places.contains("sign"))
        let task = try #require(driven.instance.state.tasks.first { $0.assignee == "d" })
        try driven.send(.act(activation: task.id, .remove))
        #expect(driven.places == ["after"])
        let outcome: JSON = ["passed": true, "agreed": 2, "refused": 0, "abstained": 0, "signers": 3]
        #expect(driven.instance.variable("signed") == outcome)
    }

    @Test func `somebody is added beside, and the last signer cannot be taken out`() throws {
        var driven = try signed("all", ["fire"])
        let task = try #require(driven.instance.state.tasks.first)
        #expect(throws: ProcessError(.lastSigner)) { try driven.send(.act(activation: task.id, .remove)) }
        try driven.send(.act(activation: task.id, .addBeside(item: "water")))
        #expect(driven.instance.state.tasks.map(\.assignee) == ["fire", "water"])
        try answer(&driven, "fire", true)
        #expect(driven.places.contains("sign"))
        try answer(&driven, "water", true)
        #expect(driven.instance.variable("signed")?["signers"] == 2)
    }

    @Test func `an answer counts when whoever checks it afterwards has`() throws {
        let model =
            """
            <startEvent id="start"/><userTask id="sign" yw:assignee="=office" yw:signing="any" yw:result="signed"
              yw:operations="add-after"><multiInstanceLoopCharacteristics yw:collection="offices" yw:item="office"/>
            </userTask><userTask id="after"/><endEvent id="end"/>
            """ + Model.chain("start", "sign", "after", "end")
        var driven = try Driven(model, [("offices", ["fire", "police"])])
        let fire = try #require(driven.instance.state.tasks.first)
        try driven.send(.act(activation: fire.id, .addAfter(holder: "chief")))
        try answer(&driven, "fire", true)
        try answer(&driven, "police", false)
        let outcome: JSON = ["passed": false, "agreed": 0, "refused": 1, "abstained": 0, "signers": 2]
        #expect(driven.instance.variable("signed") == outcome)
    }

    @Test func `a model says what a sign-off needs`() {
        func rules(_ attributes: String, _ loop: String) -> [String] {
            Model.read(
                "<startEvent id=\"start\"/><userTask id=\"sign\" \(attributes)>\(loop)</userTask><endEvent id=\"end\"/>"
                    + Model.chain("start", "sign", "end")
            ).diagnostics.map(\.code)
        }
        let loop = "<multiInstanceLoopCharacteristics yw:collection=\"[1]\" yw:item=\"i\"/>"
        #expect(rules("yw:signing=\"all\"", loop).isEmpty)
        #expect(rules("yw:signing=\"all\"", "").contains("bpmn.signing-alone"))
        #expect(rules("yw:signing=\"most\"", loop).contains("bpmn.signing-unknown"))
        #expect(rules("yw:signing=\"vote\"", loop).contains("bpmn.quorum-missing"))
        #expect(rules("yw:operations=\"fly\"", "").contains("bpmn.operation-unknown"))
        #expect(rules("yw:operations=\"add-beside\"", "").contains("bpmn.beside-alone"))
        #expect(rules("yw:return-targets=\"nowhere\"", "").contains("bpmn.return-target"))
    }
}
