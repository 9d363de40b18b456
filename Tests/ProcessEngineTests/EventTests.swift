import JSONTree
import ProcessEngine
import Testing

@Suite struct Events {
    private func attached(_ definition: String, cancels: Bool) -> String {
        """
        <startEvent id="start"/><userTask id="work"/>
        <boundaryEvent id="event" attachedToRef="work" cancelActivity="\(cancels)">\(definition)</boundaryEvent>
        <userTask id="other"/><endEvent id="end"/><endEvent id="end2"/>
        """ + Model.chain("start", "work", "end") + Model.chain("event", "other", "end2")
    }

    @Test func `an interrupting timer withdraws the task, a non-interrupting one lets it go on`() throws {
        var hard = try Driven(attached(Model.timer("P1D"), cancels: true))
        let task = hard.instance.state.tasks[0]
        try hard.send(.timerDue(timer: hard.instance.state.timers[0].id))
        #expect(hard.places == ["other"])
        #expect(hard.actions.contains(.cancelTask(task)))
        var soft = try Driven(attached(Model.timer("P1D"), cancels: false))
        let timer = soft.instance.state.timers[0].id
        try soft.send(.timerDue(timer: timer))
        #expect(soft.places == ["other", "work"])
        #expect(throws: ProcessError(.unknownTimer)) { try soft.send(.timerDue(timer: timer)) }
        try soft.complete("work")
        #expect(soft.status == .running)
        try soft.complete("other")
        #expect(soft.status == .completed)
    }

    @Test func `a task that is done takes its timers and subscriptions with it`() throws {
        var driven = try Driven(attached(Model.timer("P1D"), cancels: false))
        let timer = driven.instance.state.timers[0]
        try driven.complete("work")
        #expect(driven.actions.contains(.cancelTimer(timer)))
        #expect(driven.status == .completed)
    }

    @Test func `a repeated timer fires as often as it says`() throws {
        let cycle =
            "<timerEventDefinition><timeCycle xsi:type=\"tFormalExpression\">R2/PT1H</timeCycle></timerEventDefinition>"
        var driven = try Driven(attached(cycle, cancels: false))
        let timer = driven.instance.state.timers[0]
        #expect(timer.remaining == 2)
        try driven.send(.timerDue(timer: timer.id))
        #expect(driven.instance.state.timers.map(\.fired) == [1])
        #expect(driven.actions.contains { if case .setTimer(let row) = $0 { row.id == timer.id } else { false } })
        try driven.send(.timerDue(timer: timer.id))
        #expect(driven.instance.state.timers.isEmpty)
        #expect(driven.places == ["other", "other", "work"])
    }

    @Test func `an error goes to the boundary event that names it, else to the one that names none`() throws {
        let model = """
            <startEvent id="start"/><subProcess id="sub"><startEvent id="in"/><serviceTask id="work" implementation="w"/>
            <endEvent id="out"/>\(Model.chain("in", "work", "out"))</subProcess>
            <boundaryEvent id="any" attachedToRef="sub"><errorEventDefinition/></boundaryEvent>
            <boundaryEvent id="named" attachedToRef="sub"><errorEventDefinition errorRef="e"/></boundaryEvent>
            <userTask id="a"/><userTask id="b"/><endEvent id="end"/>
            """
            + Model.chain("start", "sub", "end") + Model.chain("any", "a", "end") + Model.chain("named", "b", "end")
        var named = try Driven(model)
        try named.send(.failed(activation: named.activation("work"), code: "broken"))
        #expect(named.places == ["b"])
        #expect(named.instance.state.scopes.count == 1)
        var any = try Driven(model)
        try any.send(.failed(activation: any.activation("work"), code: "else"))
        #expect(any.places == ["a"])
    }

    @Test func `an error that nothing catches is an incident at a task and the end at an end event`() throws {
        var task = try Driven(
            "<startEvent id=\"start\"/><serviceTask id=\"w\" implementation=\"w\"/><endEvent id=\"end\"/>"
                + Model.chain("start", "w", "end"))
        try task.send(.failed(activation: task.activation("w"), code: "timeout"))
        #expect(task.incidents == ["failed:timeout"])
        try task.send(.retry(token: task.instance.state.tokens[0].id))
        #expect(task.activation("w") > 0)
        let end = try Driven(
            """
            <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><endEvent id="end"/>
            <endEvent id="wrong"><errorEventDefinition errorRef="e"/></endEvent>
            """ + Model.chain("start", "fork", "a", "end") + Model.chain("fork", "wrong"))
        #expect(end.status == .failed)
        #expect(end.actions.last == .ended(.failed(code: "broken")))
        #expect(end.instance.state.tokens.isEmpty && end.instance.state.tasks.isEmpty)
    }

    @Test func `an event sub-process interrupts its scope or runs beside it`() throws {
        func model(_ interrupting: Bool) -> String {
            """
            <startEvent id="start"/><userTask id="work"/><endEvent id="end"/>
            <subProcess id="withdrawal" triggeredByEvent="true">
              <startEvent id="withdraw" isInterrupting="\(interrupting)"><messageEventDefinition messageRef="m" yw:correlation="=reference"/></startEvent>
              <userTask id="release"/><endEvent id="gone"/>\(Model.chain("withdraw", "release", "gone"))</subProcess>
            """ + Model.chain("start", "work", "end")
        }
        var hard = try Driven(model(true), [("reference", "7")])
        try hard.send(.message(name: "news", correlation: "7"))
        #expect(hard.places == ["release", "withdrawal"])
        #expect(hard.instance.state.subscriptions.isEmpty)
        try hard.complete("release")
        #expect(hard.status == .completed)
        var soft = try Driven(model(false), [("reference", "7")])
        try soft.send(.message(name: "news", correlation: "7"))
        try soft.send(.message(name: "news", correlation: "7"))
        #expect(soft.places == ["release", "release", "withdrawal", "withdrawal", "work"])
        try soft.complete("work")
        #expect(soft.status == .running)
        try soft.complete("release")
        try soft.complete("release")
        #expect(soft.status == .completed)
        #expect(soft.instance.state.subscriptions.isEmpty)
    }

    @Test func `a signal reaches a sibling that begins to listen in the same step, and others outside`() throws {
        let model = """
            <startEvent id="start"/><parallelGateway id="fork"/>
            <intermediateThrowEvent id="ring"><signalEventDefinition signalRef="s"/></intermediateThrowEvent>
            <intermediateCatchEvent id="hear"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>
            <userTask id="after"/><endEvent id="end"/><endEvent id="end2"/>
            """ + Model.chain("start", "fork", "ring", "end") + Model.chain("fork", "hear", "after", "end2")
        let driven = try Driven(model)
        #expect(driven.places == ["after"])
        #expect(driven.actions.contains { if case .broadcastSignal("bell", _) = $0 { true } else { false } })
    }

    @Test func `a conditional event fires when its condition begins to hold`() throws {
        let model = """
            <startEvent id="start"/><intermediateCatchEvent id="until"><conditionalEventDefinition>
            <condition xsi:type="tFormalExpression">ready = true</condition></conditionalEventDefinition></intermediateCatchEvent>
            <userTask id="after"/><endEvent id="end"/>
            """ + Model.chain("start", "until", "after", "end")
        var driven = try Driven(model)
        #expect(driven.places == ["until"])
        try driven.send(.set(variables: [("ready", false)]))
        #expect(driven.places == ["until"])
        try driven.send(.set(variables: [("ready", true)]))
        #expect(driven.places == ["after"])
        #expect(try Driven(model, [("ready", true)]).places == ["after"])
    }

    @Test func `compensation runs in the reverse order of what was done`() throws {
        let activities = ["one", "two"].map { name in
            """
            <userTask id="\(name)"/><boundaryEvent id="undo-\(name)-event" attachedToRef="\(name)"><compensateEventDefinition/></boundaryEvent>
            <userTask id="undo-\(name)" isForCompensation="true"/>
            <association id="association-\(name)" sourceRef="undo-\(name)-event" targetRef="undo-\(name)"/>
            """
        }
        let model =
            "<startEvent id=\"start\"/>" + activities.joined()
            + "<intermediateThrowEvent id=\"back\"><compensateEventDefinition/></intermediateThrowEvent><endEvent id=\"end\"/>"
            + Model.chain("start", "one", "two", "back", "end")
        var driven = try Driven(model)
        try driven.complete("one")
        try driven.complete("two")
        #expect(driven.places == ["back", "undo-two"])
        try driven.complete("undo-two")
        #expect(driven.places == ["back", "undo-one"])
        try driven.complete("undo-one")
        #expect(driven.status == .completed)
    }

    @Test func `ending from outside withdraws everything`() throws {
        var driven = try Driven(attached(Model.timer("P1D"), cancels: false))
        try driven.send(.cancel)
        #expect(driven.status == .cancelled)
        #expect(driven.actions.last == .ended(.cancelled))
        #expect(driven.instance.state.timers.isEmpty && driven.instance.state.tokens.isEmpty)
        #expect(throws: ProcessError(.notRunning)) { try driven.send(.resume) }
        #expect(throws: ProcessError(.alreadyStarted)) { try driven.send(.start()) }
    }

    @Test func `an instance begins with the message, signal or event that the model names`() throws {
        let model = """
            <startEvent id="letter" yw:result="text"><messageEventDefinition messageRef="m"/></startEvent>
            <startEvent id="clock">\(Model.timer("PT1H"))</startEvent><userTask id="a"/><userTask id="b"/>
            <endEvent id="end"/>
            """ + Model.chain("letter", "a", "end") + Model.chain("clock", "b", "end")
        let definition = try Model.definition(model)
        #expect(definition.startTriggers.map(\.element) == ["letter", "clock"])
        #expect(definition.startTriggers.map(\.name) == ["news", "PT1H"])
        var byMessage = ProcessInstance(definition)
        _ = try byMessage.handle(.start(trigger: .message("news")))
        #expect(byMessage.state.tasks.map(\.node) == [definition.node(of: "a")])
        var byClock = ProcessInstance(definition)
        _ = try byClock.handle(.start(trigger: .element("clock")))
        #expect(byClock.state.tasks.map(\.node) == [definition.node(of: "b")])
        var byNothing = ProcessInstance(definition)
        #expect(throws: ProcessError(.noStart)) { try byNothing.handle(.start()) }
        #expect(byNothing.drainChanges().isEmpty)
    }

    @Test func `an event that needs all its triggers waits for all of them`() throws {
        let model = """
            <startEvent id="start"/><intermediateCatchEvent id="both" parallelMultiple="true">
            <messageEventDefinition messageRef="m"/>\(Model.timer("P1D"))</intermediateCatchEvent>
            <userTask id="after"/><endEvent id="end"/>
            """ + Model.chain("start", "both", "after", "end")
        var first = try Driven(model)
        try first.send(.message(name: "news"))
        #expect(first.places == ["both"])
        try first.send(.timerDue(timer: first.instance.state.timers[0].id))
        #expect(first.places == ["after"])
        var second = try Driven(model)
        try second.send(.timerDue(timer: second.instance.state.timers[0].id))
        #expect(second.places == ["both"])
        try second.send(.message(name: "news"))
        #expect(second.places == ["after"])
        #expect(second.instance.state.subscriptions.isEmpty)
    }

    @Test func `an event sub-process whose condition holds from the start interrupts before anything begins`() throws {
        let model = """
            <startEvent id="start"/><userTask id="work"/><endEvent id="end"/>
            <subProcess id="instead" triggeredByEvent="true"><startEvent id="closed"><conditionalEventDefinition>
              <condition xsi:type="tFormalExpression">closed</condition></conditionalEventDefinition></startEvent>
              <userTask id="tell"/><endEvent id="told"/>\(Model.chain("closed", "tell", "told"))</subProcess>
            """ + Model.chain("start", "work", "end")
        #expect(try Driven(model, [("closed", true)]).places == ["instead", "tell"])
        var later = try Driven(model, [("closed", false)])
        #expect(later.places == ["work"])
        try later.send(.set(variables: [("closed", true)]))
        #expect(later.places == ["instead", "tell"])
    }

    @Test func `a refused event changes nothing, not even work that is left over`() throws {
        let model =
            "<startEvent id=\"start\"/><task id=\"a\"/><task id=\"b\"/><userTask id=\"c\"/><endEvent id=\"end\"/>"
            + Model.chain("start", "a", "b", "c", "end")
        var instance = ProcessInstance(try Model.definition(model))
        instance.budget = 2
        #expect(try instance.handle(.start()).actions.last == .continue)
        let before = instance.state
        #expect(throws: ProcessError(.unknownActivation)) { try instance.handle(.completed(activation: 99)) }
        #expect(instance.state == before)
        _ = try instance.handle(.resume)
        #expect(instance.state.tasks.count == 1)
    }

    @Test func `what the model offers is offered while it is awaited and not under way`() throws {
        var driven = try Driven(
            """
            <startEvent id="a"/><userTask id="t"/><endEvent id="b"/>
            <boundaryEvent id="more" name="要时间" yw:name-en="More time" attachedToRef="t" cancelActivity="false"
              yw:offer-to="clerk"><messageEventDefinition messageRef="m"/></boundaryEvent>
            <userTask id="u"/><endEvent id="c"/>
            <subProcess id="inner" triggeredByEvent="true"><startEvent id="s1" isInterrupting="false" yw:offer-to="head">
              <messageEventDefinition messageRef="m2"/></startEvent><userTask id="v"/><endEvent id="d"/>
              \(Model.chain("s1", "v", "d"))</subProcess>
            \(Model.chain("a", "t", "b"))\(Model.chain("more", "u", "c"))
            """)
        func offered() -> [String] { driven.instance.offers.map { "\($0.element) \($0.post)" }.sorted() }
        #expect(offered() == ["more clerk", "s1 head"])
        #expect(driven.instance.offers.first { $0.element == "more" }?.englishName == "More time")
        try driven.send(.message(name: "news"))
        #expect(offered() == ["s1 head"])
        try driven.send(.message(name: "other"))
        #expect(offered().isEmpty)
        try driven.complete("u")
        try driven.complete("v")
        #expect(offered() == ["more clerk", "s1 head"])
        try driven.complete("t")
        #expect(offered().isEmpty)
    }
}
