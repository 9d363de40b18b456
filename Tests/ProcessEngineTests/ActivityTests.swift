import Foundation
import JSONTree
import ProcessEngine
import Testing

@Suite struct Activities {
    @Test func `a user task tells who may do it, with what, and by when`() throws {
        let model = """
            <startEvent id="start"/>
            <userTask id="check" yw:form="finding" yw:assignee="=case.clerk" yw:due="=string(days) + &quot;wd&quot;" yw:result="finding">
              <extensionElements><yw:input name="missing">case.missing</yw:input></extensionElements>
              <potentialOwner><resourceAssignmentExpression><formalExpression>reviewer</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask><endEvent id="end"/>
            """ + Model.chain("start", "check", "end")
        var driven = try Driven(model, [("case", ["clerk": "li", "missing": ["deed"]]), ("days", 5)])
        let task = try #require(driven.instance.state.tasks.first)
        #expect(task.post == "reviewer" && task.assignee == "li" && task.form == "finding" && task.due == "5wd")
        #expect(task.inputs == ["missing": ["deed"]])
        #expect(driven.actions == [.createTask(task)])
        try driven.complete("check", ["kept": true])
        #expect(driven.instance.variable("finding") == ["kept": true])
        #expect(driven.status == .completed)
        #expect(driven.path == ["start", "check", "end"])
        #expect(throws: ProcessError(.notRunning)) { try driven.send(.completed(activation: task.id)) }
    }

    @Test func `an answer that comes twice is told from the first`() throws {
        var driven = try Driven(
            "<startEvent id=\"start\"/><userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"end\"/>"
                + Model.chain("start", "a", "b", "end"))
        let first = driven.activation("a")
        try driven.complete("a")
        #expect(throws: ProcessError(.unknownActivation)) { try driven.send(.completed(activation: first)) }
        #expect(driven.places == ["b"])
    }

    @Test func `handlers, decisions and scripts carry data in and out`() throws {
        let model = """
            <startEvent id="start"/>
            <serviceTask id="look" implementation="look-up" yw:retry="R3/PT1M" yw:result="facts"><extensionElements>
              <yw:input name="id">child.id</yw:input></extensionElements></serviceTask>
            <businessRuleTask id="decide" yw:decision="eligibility"><extensionElements>
              <yw:output name="outcome">result.outcome</yw:output></extensionElements></businessRuleTask>
            <scriptTask id="count" scriptFormat="FEEL" yw:result="length"><script>string length(outcome)</script></scriptTask>
            <endEvent id="end"/>
            """ + Model.chain("start", "look", "decide", "count", "end")
        var driven = try Driven(model, [("child", ["id": "990121"])])
        guard case .invoke(let invocation)? = driven.actions.first else {
            Issue.record("no invocation")
            return
        }
        #expect(
            invocation.handler == "look-up" && invocation.retry == "R3/PT1M" && invocation.inputs == ["id": "990121"])
        try driven.complete("look", ["rows": 2])
        guard case .decide(let decision)? = driven.actions.first else {
            Issue.record("no decision")
            return
        }
        #expect(decision.handler == "eligibility")
        try driven.complete("decide", ["outcome": "eligible", "more": 1])
        #expect(driven.instance.variable("facts") == ["rows": 2])
        #expect(driven.instance.variable("outcome") == "eligible")
        #expect(driven.instance.variable("more") == nil)
        #expect(driven.instance.variable("length") == 8)
        #expect(driven.status == .completed)
    }

    @Test func `without mappings a result's members become variables`() throws {
        var driven = try Driven(
            "<startEvent id=\"start\"/><userTask id=\"a\"/><endEvent id=\"end\"/>" + Model.chain("start", "a", "end"))
        try driven.complete("a", ["x": 1, "y": [2]])
        #expect(driven.instance.variable("x") == 1 && driven.instance.variable("y") == [2])
    }

    @Test func `a sub-process has variables of its own and hands on what it maps`() throws {
        let model = """
            <startEvent id="start"/><subProcess id="sub"><extensionElements><yw:input name="n">total</yw:input>
              <yw:output name="total">n + 1</yw:output></extensionElements>
              <dataObject id="scratch" name="note"/>
              <startEvent id="in"/><userTask id="work"/><endEvent id="out"/>\(Model.chain("in", "work", "out"))</subProcess>
            <endEvent id="end"/>
            """ + Model.chain("start", "sub", "end")
        var driven = try Driven(model, [("total", 4)])
        let activation = driven.activation("work")
        #expect(driven.instance.variable("n", at: activation) == 4)
        #expect(driven.instance.variable("n") == nil)
        try driven.complete("work", ["note": "private", "found": true])
        #expect(driven.instance.variable("total") == 5)
        #expect(driven.instance.variable("note") == nil)
        #expect(driven.instance.variable("found") == true)
        #expect(driven.status == .completed)
        #expect(driven.instance.state.scopes.count == 1)
    }

    private func multi(_ attributes: String, _ inside: String) -> String {
        """
        <startEvent id="start"/><userTask id="vote" yw:result="answer">
        <multiInstanceLoopCharacteristics \(attributes)>\(inside)</multiInstanceLoopCharacteristics></userTask>
        <endEvent id="end"/>
        """ + Model.chain("start", "vote", "end")
    }

    @Test func `parallel instances each have their item, and their outputs are gathered in order`() throws {
        var driven = try Driven(
            multi(
                "yw:collection=\"people\" yw:item=\"person\" yw:outputCollection=\"answers\" yw:outputItem=\"answer\"",
                ""),
            [("people", ["li", "wang", "zhao"])])
        let activations = driven.instance.state.tasks.map(\.id)
        #expect(activations.count == 3)
        #expect(activations.map { driven.instance.variable("person", at: $0) } == ["li", "wang", "zhao"])
        #expect(activations.map { driven.instance.variable("loopCounter", at: $0) } == [1, 2, 3])
        for (activation, answer) in zip(activations, ["yes", "no", "yes"]).reversed() {
            try driven.send(.completed(activation: activation, result: .string(answer)))
        }
        #expect(driven.instance.variable("answers") == ["yes", "no", "yes"])
        #expect(driven.status == .completed)
        #expect(driven.instance.state.variables.map(\.name).sorted() == ["answers", "people"])
    }

    @Test func `a completion condition withdraws the instances that are left`() throws {
        let condition =
            "<completionCondition xsi:type=\"tFormalExpression\">numberOfCompletedInstances = 2</completionCondition>"
        let number = "<loopCardinality xsi:type=\"tFormalExpression\">4</loopCardinality>"
        var driven = try Driven(multi("", number + condition))
        let activations = driven.instance.state.tasks.map(\.id)
        try driven.send(.completed(activation: activations[3]))
        try driven.send(.completed(activation: activations[0]))
        #expect(driven.status == .completed)
        let withdrawn = driven.actions.compactMap { action -> Int? in
            guard case .cancelTask(let task) = action else { return nil }
            return task.id
        }
        #expect(withdrawn == [activations[1], activations[2]])
    }

    @Test func `sequential instances come one after another, none at all where there is nothing`() throws {
        var driven = try Driven(
            multi("isSequential=\"true\" yw:collection=\"people\" yw:item=\"person\"", ""), [("people", ["a", "b"])])
        #expect(driven.instance.state.tasks.count == 1)
        try driven.complete("vote")
        #expect(driven.instance.variable("person", at: driven.activation("vote")) == "b")
        try driven.complete("vote")
        #expect(driven.status == .completed)
        let empty = try Driven(multi("yw:collection=\"people\" yw:item=\"person\"", ""), [("people", [])])
        #expect(empty.status == .completed)
        let unknown = try Driven(multi("yw:collection=\"people\" yw:item=\"person\"", ""))
        #expect(unknown.incidents == ["unusable-value"])
    }

    @Test func `an instance with ten thousand tasks goes on in pieces and grows in step with its size`() throws {
        let number = "<loopCardinality xsi:type=\"tFormalExpression\">10000</loopCardinality>"
        var instance = ProcessInstance(try Model.definition(multi("", number)))
        var step = try instance.handle(.start())
        var pieces = 1
        while step.actions.last == .continue {
            #expect(instance.drainChanges().count < 2_000)
            step = try instance.handle(.resume)
            pieces += 1
        }
        #expect(pieces > 20)
        #expect(instance.state.tasks.count == 10_000)
    }

    @Test func `a call hands over its inputs and takes back the result, or the error`() throws {
        let model = """
            <startEvent id="start"/><callActivity id="call" calledElement="other"><extensionElements>
              <yw:input name="n">1 + 1</yw:input></extensionElements></callActivity>
            <boundaryEvent id="failed" attachedToRef="call"><errorEventDefinition errorRef="e"/></boundaryEvent>
            <endEvent id="end"/><endEvent id="broken"/>
            """ + Model.chain("start", "call", "end") + Model.chain("failed", "broken")
        var driven = try Driven(model)
        guard case .call(let invocation)? = driven.actions.first else {
            Issue.record("no call")
            return
        }
        #expect(invocation.handler == "other" && invocation.inputs == ["n": 2])
        try driven.send(.failed(activation: invocation.activation, code: "broken"))
        #expect(driven.path.last == "broken")
        #expect(driven.status == .completed)
    }

    @Test func `a task that is done is not done again because its way on was not known`() throws {
        let model = """
            <startEvent id="start"/><userTask id="work" default="work-b"/><userTask id="a"/><userTask id="b"/><endEvent id="end"/>
            """
            + Model.flow("start", "work") + Model.flow("work", "a", "n > 1") + Model.flow("work", "b")
            + Model.chain("a", "end") + Model.chain("b", "end")
        var driven = try Driven(model)
        try driven.complete("work")
        #expect(driven.incidents == ["unknown-condition"])
        try driven.send(.set(variables: [("n", 2)]))
        try driven.send(.retry(token: driven.instance.state.tokens[0].id))
        #expect(driven.places == ["a"])
    }
}
