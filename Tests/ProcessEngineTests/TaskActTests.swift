import JSONTree
import ProcessEngine
import Testing

/// What people do with tasks besides doing them.
@Suite struct `Acts on tasks` {
    private static let operations = TaskOperation.allCases.filter { $0 != .addBeside }.map(\.rawValue)
        .joined(separator: " ")

    private func user(_ ids: String..., extra: String = "") -> String {
        ids.map { "<userTask id=\"\($0)\" yw:operations=\"\(Self.operations)\"\(extra)/>" }.joined()
    }

    private let ends = "<startEvent id=\"start\"/><endEvent id=\"end\"/>"

    private func act(_ driven: inout Driven, _ element: String, _ act: TaskAct) throws {
        try driven.send(.act(activation: driven.activation(element), act))
    }

    @Test func `what the model does not allow is not done`() throws {
        var driven = try Driven(ends + "<userTask id=\"a\"/>" + Model.chain("start", "a", "end"))
        let before = driven.instance.state
        for forbidden: TaskAct in [
            .handOn(to: "x"), .delegate(to: "x"), .addBefore(holder: "x"), .addAfter(holder: "x"),
            .addBeside(item: 1), .remove, .suspend, .sendBack(to: .previous),
        ] {
            #expect(throws: ProcessError(.operationNotAllowed)) { try act(&driven, "a", forbidden) }
        }
        #expect(driven.instance.state == before)
    }

    @Test func `handed on, somebody else has it`() throws {
        var driven = try Driven(ends + user("a") + Model.chain("start", "a", "end"))
        try act(&driven, "a", .touch(by: nil))
        try act(&driven, "a", .handOn(to: "wang"))
        let task = try #require(driven.instance.state.tasks.first)
        #expect(task.holder == "wang" && task.isTouched && task.id == driven.activation("a"))
    }

    @Test func `the office gives it to somebody whatever the model says, and back to its post`() throws {
        var driven = try Driven(ends + "<userTask id=\"a\"/>" + Model.chain("start", "a", "end"))
        try act(&driven, "a", .touch(by: "li"))
        try act(&driven, "a", .touch(by: "wang"))
        #expect(driven.instance.state.tasks.first?.holder == "li")
        try act(&driven, "a", .assign(to: "wang"))
        #expect(driven.instance.state.tasks.first?.holder == "wang")
        try act(&driven, "a", .assign(to: nil))
        #expect(driven.instance.state.tasks.first?.holder == nil)
    }

    @Test func `who delegates gets it back, and what the delegate said stays out of the process`() throws {
        var driven = try Driven(ends + user("a", extra: " yw:result=\"r\"") + Model.chain("start", "a", "end"))
        let main = driven.activation("a")
        try act(&driven, "a", .delegate(to: "wang"))
        let delegated = driven.activation("a")
        #expect(delegated != main)
        #expect(throws: ProcessError(.taskNotOpen)) { try driven.send(.completed(activation: main)) }
        try driven.complete("a", "draft")
        #expect(driven.activation("a") == main && driven.instance.variable("r") == nil)
        try driven.complete("a", "final")
        #expect(driven.instance.variable("r") == "final" && driven.status == .completed)
    }

    @Test func `asked before, asked after`() throws {
        var driven = try Driven(ends + user("a", "b") + Model.chain("start", "a", "b", "end"))
        let main = driven.activation("a")
        try act(&driven, "a", .addAfter(holder: "chief"))
        try act(&driven, "a", .addBefore(holder: "expert"))
        try act(&driven, "a", .addBefore(holder: "another"))
        #expect(driven.instance.state.tasks.map(\.state) == [.held, .planned, .held, .open])
        try driven.complete("a")
        try driven.complete("a")
        #expect(driven.activation("a") == main)
        try driven.complete("a")
        #expect(driven.places == ["a"] && driven.instance.state.tasks.map(\.holder) == ["chief"])
        try driven.complete("a")
        #expect(driven.places == ["b"])
    }

    @Test func `who was added can be taken out again`() throws {
        var driven = try Driven(ends + user("a", "b") + Model.chain("start", "a", "b", "end"))
        let main = driven.activation("a")
        try act(&driven, "a", .addAfter(holder: "chief"))
        let after = try #require(driven.instance.state.tasks.last)
        try act(&driven, "a", .addBefore(holder: "expert"))
        try act(&driven, "a", .remove)
        #expect(driven.activation("a") == main)
        try driven.send(.act(activation: after.id, .remove))
        try driven.complete("a")
        #expect(driven.places == ["b"])
    }

    @Test func `suspended, nothing happens to it and its clocks rest`() throws {
        let model =
            ends + user("a") + "<boundaryEvent id=\"late\" attachedToRef=\"a\">\(Model.timer("PT1H"))</boundaryEvent>"
            + "<endEvent id=\"gone\"/>" + Model.chain("start", "a", "end") + Model.chain("late", "gone")
        var driven = try Driven(model)
        let timer = try #require(driven.instance.state.timers.first)
        try act(&driven, "a", .suspend)
        #expect(driven.actions == [.pauseTimer(timer)])
        #expect(throws: ProcessError(.taskSuspended)) { try driven.complete("a") }
        #expect(throws: ProcessError(.taskSuspended)) { try driven.send(.timerDue(timer: timer.id)) }
        #expect(throws: ProcessError(.taskSuspended)) { try act(&driven, "a", .handOn(to: "x")) }
        try act(&driven, "a", .unsuspend)
        #expect(driven.actions == [.resumeTimer(timer)])
        try driven.complete("a")
        #expect(driven.status == .completed)
    }

    // MARK: Taking back

    @Test func `a step is taken back until the next one is touched`() throws {
        var driven = try Driven(ends + user("a", "b") + Model.chain("start", "a", "b", "end"))
        try driven.complete("a")
        let step = try #require(driven.instance.state.steps.first)
        try driven.send(.takeBack(step: step.id))
        #expect(driven.places == ["a"] && driven.instance.state.steps.isEmpty)
        try driven.complete("a")
        try act(&driven, "b", .touch(by: nil))
        let again = try #require(driven.instance.state.steps.first)
        #expect(throws: ProcessError(.alreadyTouched)) { try driven.send(.takeBack(step: again.id)) }
        #expect(throws: ProcessError(.noReturnTarget)) { try driven.send(.takeBack(step: step.id)) }
    }

    @Test func `a step that woke a handler is not taken back`() throws {
        var driven = try Driven(
            ends + user("a") + "<serviceTask id=\"send\" implementation=\"post\"/>"
                + Model.chain("start", "a", "send", "end"))
        try driven.complete("a")
        let step = try #require(driven.instance.state.steps.first)
        #expect(throws: ProcessError(.alreadyTouched)) { try driven.send(.takeBack(step: step.id)) }
    }

    @Test func `a step on whose strength something was done outside is not taken back`() throws {
        let outside = [
            "<serviceTask id=\"out\" implementation=\"post\"/>", "<businessRuleTask id=\"out\" yw:decision=\"d\"/>",
            "<sendTask id=\"out\" messageRef=\"m\"/>",
            "<intermediateThrowEvent id=\"out\"><signalEventDefinition signalRef=\"s\"/></intermediateThrowEvent>",
        ]
        for (number, element) in outside.enumerated() {
            var driven = try Driven(ends + user("a", "b") + element + Model.chain("start", "a", "out", "b", "end"))
            try driven.complete("a")
            if driven.places == ["out"] { try driven.complete("out") }
            let step = try #require(driven.instance.state.steps.first)
            #expect(driven.places == ["b"] && step.isFinal, "\(number)")
            #expect(throws: ProcessError(.alreadyTouched)) { try driven.send(.takeBack(step: step.id)) }
        }
    }

    // MARK: Sending back

    /// `start → a → fork → (b → c ∥ d) → join → f → end`
    private func forked() throws -> Driven {
        let model =
            ends + user("a", "b", "c", "d", "f") + "<parallelGateway id=\"fork\"/><parallelGateway id=\"join\"/>"
            + Model.chain("start", "a", "fork", "b", "c", "join", "f", "end") + Model.chain("fork", "d", "join")
        return try Driven(model)
    }

    @Test func `back to the step before`() throws {
        var driven = try forked()
        try driven.complete("a")
        try driven.complete("b")
        try act(&driven, "c", .sendBack(to: .previous))
        #expect(driven.places == ["b", "d"])
        try act(&driven, "b", .sendBack(to: .previous))
        #expect(driven.places == ["a"])
        #expect(throws: ProcessError(.noReturnTarget)) { try act(&driven, "a", .sendBack(to: .previous)) }
        for element in ["a", "b", "d", "c", "f"] { try driven.complete(element) }
        #expect(driven.status == .completed)
    }

    @Test func `within a branch, what another branch brought to the join stays`() throws {
        var driven = try forked()
        for element in ["a", "b", "d"] { try driven.complete(element) }
        try act(&driven, "c", .sendBack(to: .element("b")))
        #expect(driven.places == ["b"])
        try driven.complete("b")
        try driven.complete("c")
        #expect(driven.places == ["f"])
    }

    @Test func `from behind a join into one branch, the other counts as arrived`() throws {
        var driven = try forked()
        for element in ["a", "b", "c", "d"] { try driven.complete(element) }
        let activation = driven.activation("f")
        #expect(driven.instance.returnOptions(of: activation).map(\.element) == ["d", "c", "b", "a"])
        try driven.send(.act(activation: activation, .sendBack(to: .element("b"))))
        #expect(driven.places == ["b"])
        let withdrawn = driven.actions.compactMap { if case .cancelTask(let task) = $0 { task.id } else { nil } }
        #expect(withdrawn == [activation])
        try driven.complete("b")
        try driven.complete("c")
        #expect(driven.places == ["f"])
        try driven.complete("f")
        #expect(driven.status == .completed)
    }

    @Test func `before the fork, both branches are done anew`() throws {
        var driven = try forked()
        for element in ["a", "b", "c", "d"] { try driven.complete(element) }
        try act(&driven, "f", .sendBack(to: .element("a")))
        #expect(driven.places == ["a"] && driven.instance.state.joins.isEmpty)
        try driven.complete("a")
        #expect(driven.places == ["b", "d"])
    }

    @Test func `out of a sub-process, and into one as a whole`() throws {
        let inner =
            "<subProcess id=\"sub\"><startEvent id=\"s1\"/>" + user("x", "y") + "<endEvent id=\"s2\"/>"
            + Model.chain("s1", "x", "y", "s2") + "</subProcess>"
        var driven = try Driven(ends + user("a", "b") + inner + Model.chain("start", "a", "sub", "b", "end"))
        try driven.complete("a")
        try driven.complete("x")
        try act(&driven, "y", .sendBack(to: .element("a")))
        #expect(driven.places == ["a"] && driven.instance.state.scopes.count == 1)
        for element in ["a", "x", "y"] { try driven.complete(element) }
        #expect(driven.instance.returnOptions(of: driven.activation("b")).map(\.element) == ["sub", "a"])
        try act(&driven, "b", .sendBack(to: .previous))
        #expect(driven.places == ["sub", "x"])
    }

    @Test func `from a joint sign-off the whole of it goes back`() throws {
        let sign =
            "<userTask id=\"sign\" yw:signing=\"all\" yw:operations=\"send-back\"><multiInstanceLoopCharacteristics "
            + "yw:collection=\"[1, 2, 3]\" yw:item=\"office\"/></userTask>"
        var driven = try Driven(ends + user("a", "b") + sign + Model.chain("start", "a", "sign", "b", "end"))
        try driven.complete("a")
        let tasks = driven.instance.state.tasks
        try driven.send(.completed(activation: tasks[0].id, result: ["agree": true]))
        try driven.send(.act(activation: tasks[1].id, .sendBack(to: .previous)))
        #expect(driven.places == ["a"] && driven.instance.state.tasks.count == 1)
        try driven.complete("a")
        for task in driven.instance.state.tasks {
            try driven.send(.completed(activation: task.id, result: ["agree": true]))
        }
        #expect(driven.places == ["b"])
        try act(&driven, "b", .sendBack(to: .previous))
        #expect(driven.instance.state.tasks.count == 3)
    }

    @Test func `what was done since is undone first, the latest first`() throws {
        func undoable(_ id: String) -> String {
            user(id)
                + "<boundaryEvent id=\"\(id)-e\" attachedToRef=\"\(id)\"><compensateEventDefinition/></boundaryEvent>"
                + "<serviceTask id=\"undo-\(id)\" implementation=\"undo\" isForCompensation=\"true\"/>"
                + "<association id=\"\(id)-l\" associationDirection=\"One\" sourceRef=\"\(id)-e\" targetRef=\"undo-\(id)\"/>"
        }
        var driven = try Driven(
            ends + undoable("a") + undoable("b") + undoable("c") + user("d")
                + Model.chain("start", "a", "b", "c", "d", "end"))
        for element in ["a", "b", "c"] { try driven.complete(element) }
        try act(&driven, "d", .sendBack(to: .element("b")))
        var undone: [String] = []
        while case .invoke(let call)? = driven.actions.first(where: { if case .invoke = $0 { true } else { false } }) {
            undone.append(call.element)
            try driven.send(.completed(activation: call.activation))
        }
        #expect(undone == ["undo-c", "undo-b"])
        #expect(driven.places == ["b"] && driven.activation("b") > 0)
    }

    @Test func `of a sub-process under way what is done inside is undone, too`() throws {
        func undoable(_ id: String) -> String {
            user(id)
                + "<boundaryEvent id=\"\(id)-e\" attachedToRef=\"\(id)\"><compensateEventDefinition/></boundaryEvent>"
                + "<serviceTask id=\"undo-\(id)\" implementation=\"undo\" isForCompensation=\"true\"/>"
                + "<association id=\"\(id)-l\" associationDirection=\"One\" sourceRef=\"\(id)-e\" targetRef=\"undo-\(id)\"/>"
        }
        func part(_ id: String, _ body: String) -> String {
            "<subProcess id=\"\(id)\"><startEvent id=\"\(id)-begin\"/><endEvent id=\"\(id)-over\"/>\(body)</subProcess>"
        }
        let innermost = part("inner", undoable("c") + user("d") + Model.chain("inner-begin", "c", "d", "inner-over"))
        let finished = part("past", undoable("q") + Model.chain("past-begin", "q", "past-over"))
        let outer = part(
            "outer",
            undoable("b") + finished + innermost + Model.chain("outer-begin", "b", "past", "inner", "outer-over"))
        var driven = try Driven(ends + undoable("a") + outer + Model.chain("start", "a", "outer", "end"))
        for element in ["a", "b", "q", "c"] { try driven.complete(element) }
        try act(&driven, "d", .sendBack(to: .element("a")))
        var undone: [String] = []
        while case .invoke(let call)? = driven.actions.first(where: { if case .invoke = $0 { true } else { false } }) {
            undone.append(call.element)
            try driven.send(.completed(activation: call.activation))
        }
        #expect(undone == ["undo-c", "undo-q", "undo-b", "undo-a"])
        #expect(driven.places == ["a"] && driven.activation("a") > 0)
        #expect(driven.instance.state.scopes.count == 1 && driven.instance.state.compensations.isEmpty)
        // All of it can be done again.
        for element in ["a", "b", "q", "c", "d"] { try driven.complete(element) }
        #expect(driven.status == .completed)
    }

    @Test func `to the applicant, whether asked before or not`() throws {
        let model =
            ends + user("check", extra: " yw:return-targets=\"amend\"")
            + "<userTask id=\"amend\" yw:post=\"applicant\"/>"
            + "<exclusiveGateway id=\"complete\" default=\"complete-end\"/>"
            + Model.chain("start", "check", "complete", "end")
            + Model.flow("complete", "amend", "missing = true") + Model.chain("amend", "check")
        var driven = try Driven(model)
        let options = driven.instance.returnOptions(of: driven.activation("check"))
        #expect(options.map(\.element) == ["amend"] && options[0].step == nil)
        try act(&driven, "check", .sendBack(to: .element("amend")))
        #expect(driven.places == ["amend"])
        try driven.complete("amend")
        #expect(driven.places == ["check"])
    }

    @Test func `to a place that was not done, what was done inside is undone first`() throws {
        let inner =
            user("a")
            + "<boundaryEvent id=\"a-e\" attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent>"
            + "<serviceTask id=\"undo-a\" implementation=\"undo\" isForCompensation=\"true\"/>"
            + "<association id=\"a-l\" associationDirection=\"One\" sourceRef=\"a-e\" targetRef=\"undo-a\"/>"
            + user("b", extra: " yw:return-targets=\"amend\"")
        let model =
            ends + "<subProcess id=\"part\"><startEvent id=\"begin\"/><endEvent id=\"over\"/>\(inner)"
            + Model.chain("begin", "a", "b", "over") + "</subProcess><userTask id=\"amend\"/>"
            + "<exclusiveGateway id=\"ok\" default=\"ok-end\"/>" + Model.chain("start", "part", "ok", "end")
            + Model.flow("ok", "amend", "x = 1") + Model.chain("amend", "part")
        var driven = try Driven(model)
        try driven.complete("a")
        try act(&driven, "b", .sendBack(to: .element("amend")))
        var undone: [String] = []
        while case .invoke(let call)? = driven.actions.first(where: { if case .invoke = $0 { true } else { false } }) {
            undone.append(call.element)
            try driven.send(.completed(activation: call.activation))
        }
        #expect(undone == ["undo-a"] && driven.places == ["amend"])
        #expect(driven.instance.state.scopes.count == 1 && driven.instance.state.compensations.isEmpty)
        for element in ["amend", "a", "b"] { try driven.complete(element) }
        #expect(driven.status == .completed)
    }

    @Test func `to a place that was not done, other branches go on`() throws {
        let model =
            ends + user("b") + user("a", extra: " yw:return-targets=\"amend\"") + "<userTask id=\"amend\"/>"
            + "<parallelGateway id=\"fork\"/><parallelGateway id=\"join\"/><exclusiveGateway id=\"ok\" default=\"ok-join\"/>"
            + Model.chain("start", "fork", "a", "ok", "join", "end") + Model.chain("fork", "b", "join")
            + Model.flow("ok", "amend", "x = 1") + Model.chain("amend", "a")
        var driven = try Driven(model)
        let other = driven.activation("b")
        try act(&driven, "a", .sendBack(to: .element("amend")))
        #expect(driven.places == ["amend", "b"] && driven.activation("b") == other)
        for element in ["amend", "a"] { try driven.complete(element) }
        #expect(driven.places == ["b"])
        try driven.complete("b")
        #expect(driven.status == .completed)
    }

    @Test func `a model may name the steps that can be done again`() throws {
        var driven = try Driven(
            ends + user("a", "b") + user("c", extra: " yw:return-steps=\"a\"")
                + Model.chain("start", "a", "b", "c", "end"))
        try driven.complete("a")
        try driven.complete("b")
        #expect(driven.instance.returnOptions(of: driven.activation("c")).map(\.element) == ["a"])
        #expect(throws: ProcessError(.noReturnTarget)) { try act(&driven, "c", .sendBack(to: .previous)) }
        try act(&driven, "c", .sendBack(to: .element("a")))
        #expect(driven.places == ["a"])
    }

    @Test func `what people did in a sub-process is a step, however it ended`() throws {
        let inside = [
            "<endEvent id=\"s2\"/>", "<endEvent id=\"s2\"><terminateEventDefinition/></endEvent>",
        ]
        let loop =
            "<multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics>"
        for end in inside {
            for loop in ["", loop] {
                let sub =
                    "<subProcess id=\"sub\">\(loop)<startEvent id=\"s1\"/>" + user("x") + end
                    + Model.chain("s1", "x", "s2")
                    + "</subProcess>"
                var driven = try Driven(ends + user("a", "b") + sub + Model.chain("start", "a", "sub", "b", "end"))
                try driven.complete("a")
                while driven.activation("x") > 0 { try driven.complete("x") }
                #expect(driven.places == ["b"])
                let first = try #require(driven.instance.state.steps.first)
                #expect(throws: ProcessError(.alreadyTouched)) { try driven.send(.takeBack(step: first.id)) }
                #expect(driven.instance.returnOptions(of: driven.activation("b")).map(\.element) == ["sub", "a"])
            }
        }
    }

    @Test func `who was asked afterwards does not become the one who did it`() throws {
        var driven = try Driven(ends + user("a", "b") + Model.chain("start", "a", "b", "end"))
        let main = driven.activation("a")
        try act(&driven, "a", .addAfter(holder: "chief"))
        try driven.complete("a")
        try driven.complete("a")
        #expect(driven.instance.state.steps.map(\.activation) == [main])
    }

    @Test func `a join that was filled from before knows whose work is in it`() throws {
        var driven = try forked()
        for element in ["a", "b", "c", "d"] { try driven.complete(element) }
        try act(&driven, "f", .sendBack(to: .element("b")))
        for element in ["b", "c"] { try driven.complete(element) }
        let options = driven.instance.returnOptions(of: driven.activation("f")).map(\.element)
        #expect(Set(options) == ["a", "b", "c", "d"])
    }

    @Test func `other work of the process goes on`() throws {
        // A reminder that runs beside, begun before the step that is done again.
        var driven = try forked()
        try driven.complete("a")
        let other = driven.activation("d")
        try driven.complete("b")
        try act(&driven, "c", .sendBack(to: .previous))
        #expect(driven.activation("d") == other)
    }
}
