import Foundation
import JSONTree
import ProcessEngine
import Testing

@Suite struct Gateways {
    private let choice = """
        <startEvent id="start"/><exclusiveGateway id="choose" default="choose-none"/><userTask id="small"/>
        <userTask id="great"/><userTask id="none"/><endEvent id="end"/>
        """
        + Model.flow("start", "choose") + Model.flow("choose", "small", "n < 10")
        + Model.flow("choose", "great", "n >= 10")
        + Model.flow("choose", "none") + Model.flow("small", "end") + Model.flow("great", "end")
        + Model.flow("none", "end")

    @Test func `an exclusive gateway takes the first flow whose condition holds`() throws {
        #expect(try Driven(choice, [("n", 3)]).places == ["small"])
        #expect(try Driven(choice, [("n", 10)]).places == ["great"])
    }

    @Test func `what is not known is an incident, never the other way`() throws {
        var driven = try Driven(choice, [("n", .null)])
        #expect(driven.incidents == ["unknown-condition"])
        #expect(driven.places == ["choose"])
        let token = driven.instance.state.tokens[0].id
        try driven.send(.set(variables: [("n", 4)]))
        try driven.send(.retry(token: token))
        #expect(driven.places == ["small"])
        #expect(driven.incidents.isEmpty)
        #expect(throws: ProcessError(.noIncident)) { try driven.send(.retry(token: token)) }
    }

    @Test func `without a flow to take the token stops`() throws {
        let model = """
            <startEvent id="start"/><exclusiveGateway id="choose"/><task id="a"/><task id="b"/><endEvent id="end"/>
            """
            + Model.flow("start", "choose") + Model.flow("choose", "a", "false") + Model.flow("choose", "b", "false")
            + Model.flow("a", "end") + Model.flow("b", "end")
        let driven = try Driven(model)
        #expect(driven.incidents == ["no-flow"])
        #expect(driven.actions.count == 1)
        #expect(driven.status == .running)
    }

    @Test func `a parallel join waits for one token of each flow and keeps a second for the next time`() throws {
        let model = """
            <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>
            <userTask id="c"/><exclusiveGateway id="merge"/><parallelGateway id="join"/><userTask id="after"/><endEvent id="end"/>
            """
            + Model.chain("start", "fork", "a", "merge", "join", "after", "end") + Model.chain("fork", "b", "merge")
            + Model.chain("fork", "c", "join")
        var driven = try Driven(model)
        try driven.complete("a")
        try driven.complete("b")
        #expect(driven.places == ["c"])
        #expect(driven.instance.state.joins.map(\.arrived) == [[2, 0]])
        try driven.complete("c")
        #expect(driven.places == ["after"])
        #expect(driven.instance.state.joins.map(\.arrived) == [[1, 0]])
        #expect(driven.instance.state.scopes[0].live == 2)
    }

    /// fork ─ a ─ b ─ join, fork ─ c ─ join, with a side way from a that never comes back.
    private let inclusive = """
        <startEvent id="start"/><inclusiveGateway id="fork" default="fork-c"/><userTask id="a"/>
        <exclusiveGateway id="side"/><userTask id="b"/><userTask id="c"/><inclusiveGateway id="join"/>
        <userTask id="after"/><endEvent id="end"/><endEvent id="gone"/>
        """
        + Model.flow("start", "fork") + Model.flow("fork", "a", "x") + Model.flow("fork", "b", "y")
        + Model.flow("fork", "c") + Model.chain("a", "side") + Model.flow("side", "gone", "leave")
        + Model.flow("side", "join", "not(leave)") + Model.chain("b", "join", "after", "end") + Model.flow("c", "join")

    @Test func `an inclusive join waits for those who can still come, and for nobody else`() throws {
        var both = try Driven(inclusive, [("x", true), ("y", true), ("leave", false)])
        #expect(both.places == ["a", "b"])
        try both.complete("b")
        #expect(both.places == ["a"])
        try both.complete("a")
        #expect(both.places == ["after"])
        #expect(both.instance.state.joins.isEmpty)
    }

    @Test func `an inclusive join goes on when the last who could come goes another way`() throws {
        var driven = try Driven(inclusive, [("x", true), ("y", true), ("leave", true)])
        try driven.complete("b")
        #expect(driven.places == ["a"])
        try driven.complete("a")
        #expect(driven.places == ["after"])
    }

    @Test func `the default flow of an inclusive gateway is taken alone`() throws {
        var driven = try Driven(inclusive, [("x", false), ("y", false), ("leave", false)])
        #expect(driven.places == ["c"])
        try driven.complete("c")
        #expect(driven.places == ["after"])
    }

    @Test func `the first event behind an event-based gateway decides and the others are withdrawn`() throws {
        let model = """
            <startEvent id="start"/><eventBasedGateway id="wait"/>
            <intermediateCatchEvent id="came" yw:result="letter"><messageEventDefinition messageRef="m" yw:correlation="=reference"/></intermediateCatchEvent>
            <intermediateCatchEvent id="late">\(Model.timer("P3D"))</intermediateCatchEvent>
            <userTask id="read"/><userTask id="remind"/><endEvent id="end"/>
            """
            + Model.chain("start", "wait", "came", "read", "end") + Model.chain("wait", "late", "remind", "end")
        var driven = try Driven(model, [("reference", "K-7")])
        #expect(driven.instance.state.subscriptions.map(\.correlation) == ["K-7"])
        #expect(driven.instance.state.timers.map(\.text) == ["P3D"])
        let step = try driven.instance.handle(.message(name: "news", correlation: "K-8"))
        #expect(!step.wasAwaited)
        try driven.send(.message(name: "news", correlation: "K-7", payload: "hello"))
        #expect(driven.places == ["read"])
        #expect(driven.instance.variable("letter") == "hello")
        #expect(driven.instance.state.timers.isEmpty && driven.instance.state.subscriptions.isEmpty)
        #expect(driven.actions.contains { if case .cancelTimer = $0 { true } else { false } })
    }

    @Test func `a complex gateway fires once for the first and takes up the rest`() throws {
        let model = """
            <startEvent id="start"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
            <complexGateway id="first"><activationCondition xsi:type="tFormalExpression">activationCount >= 2</activationCondition></complexGateway>
            <userTask id="after"/><endEvent id="end"/>
            """
            + Model.chain("start", "fork", "a", "first", "after", "end") + Model.chain("fork", "b", "first")
            + Model.chain("fork", "c", "first")
        var driven = try Driven(model.replacingOccurrences(of: ">= 2", with: "&gt;= 2"))
        try driven.complete("c")
        #expect(driven.places == ["a", "b"])
        try driven.complete("a")
        #expect(driven.places == ["after", "b"])
        try driven.complete("b")
        try driven.complete("after")
        #expect(driven.status == .completed)
    }
}
