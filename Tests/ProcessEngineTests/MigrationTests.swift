// swift-format-ignore-file: NeverUseForceTry

import Diagnostics
import Foundation
import JSONTree
import ProcessEngine
import Testing

/// Running instances go on in another version of their process, or are refused with every reason.
@Suite struct `Migration to another version` {
    private let first = """
        <startEvent id="a"/><userTask id="t" name="办"/><userTask id="u"/><parallelGateway id="f"/><parallelGateway id="j"/>
        <userTask id="v"/><endEvent id="z"/>
        <boundaryEvent id="late" attachedToRef="t" cancelActivity="false">\(Model.timer("P1D"))</boundaryEvent><endEvent id="y"/>
        \(Model.chain("a", "f", "t", "j", "v", "z"))\(Model.flow("f", "u"))\(Model.flow("u", "j"))\(Model.flow("late", "y"))
        """

    private func migrated(
        _ instance: ProcessInstance, _ elements: String, _ mapping: [String: String] = [:]
    ) throws -> (instance: ProcessInstance, actions: [ProcessAction]) {
        try instance.migrated(to: try Model.definition(elements), mapping: mapping)
    }

    private func obstacles(
        _ instance: ProcessInstance, _ elements: String, _ mapping: [String: String] = [:]
    ) throws -> [String] {
        do throws(MigrationRefused) {
            _ = try instance.migrated(to: try! Model.definition(elements), mapping: mapping)
            return []
        } catch {
            return error.obstacles.map { "\($0.element) \($0.kind.rawValue)" }.sorted()
        }
    }

    @Test func `tasks, joins and timers keep their places, and what is new is waited for`() throws {
        var driven = try Driven(first)
        try driven.complete("u")
        let second = """
            <startEvent id="a"/><userTask id="check" name="先看"/><userTask id="do" name="办"/><userTask id="u"/>
            <parallelGateway id="f"/><parallelGateway id="j"/><userTask id="v"/><endEvent id="z"/>
            <boundaryEvent id="late" attachedToRef="do" cancelActivity="false">\(Model.timer("P1D"))</boundaryEvent>
            <endEvent id="y"/>
            <boundaryEvent id="more" attachedToRef="do" cancelActivity="false"><messageEventDefinition messageRef="m"/>
            </boundaryEvent><userTask id="w"/><endEvent id="x"/>
            <boundaryEvent id="soon" attachedToRef="do" cancelActivity="false">\(Model.timer("PT1H"))</boundaryEvent>
            <endEvent id="x2"/>
            <subProcess id="e" triggeredByEvent="true"><startEvent id="e1" isInterrupting="false">
              <messageEventDefinition messageRef="m2"/></startEvent><userTask id="e2"/><endEvent id="e3"/>
              \(Model.chain("e1", "e2", "e3"))</subProcess>
            \(Model.chain("a", "check", "f", "do", "j", "v", "z"))\(Model.flow("f", "u"))\(Model.flow("u", "j"))
            \(Model.flow("late", "y"))\(Model.chain("more", "w", "x"))\(Model.flow("soon", "x2"))
            """.replacingOccurrences(of: "id=\"e\"", with: "id=\"event\"")
        let before = driven.instance
        let (moved, actions) = try migrated(driven.instance, second, ["t": "do"])
        #expect(driven.instance.state == before.state)
        // The old timer goes on as it was set; the new one is set.
        #expect(moved.state.timers.map(\.text) == ["P1D", "PT1H"])
        #expect(actions.count == 1)
        #expect(moved.state.subscriptions.map(\.name).sorted() == ["news", "other"])
        var there = driven
        there.instance = moved
        #expect(there.places == ["do", "j"].filter { there.places.contains($0) } || there.places == ["do"])
        try there.send(.message(name: "news"))
        #expect(there.places.contains("w"))
        try there.complete("w")
        try there.complete("do")
        // The join had been reached by u before: it goes on.
        #expect(there.places == ["v"])
        try there.complete("v")
        #expect(there.status == .completed)
    }

    @Test func `what would have no place is refused, with every reason at once`() throws {
        let driven = try Driven(first)
        #expect(try obstacles(driven.instance, first).isEmpty)
        let gone = """
            <startEvent id="a"/><serviceTask id="u" implementation="x"/><endEvent id="z"/>\(Model.chain("a", "u", "z"))
            """
        #expect(
            try obstacles(driven.instance, gone) == ["t migration.gone", "u migration.other-kind"])
        let inside = """
            <startEvent id="a"/><userTask id="u"/><parallelGateway id="f"/><parallelGateway id="j"/><endEvent id="z"/>
            <subProcess id="box"><startEvent id="b"/><userTask id="t"/><endEvent id="c"/>\(Model.chain("b", "t", "c"))</subProcess>
            \(Model.chain("a", "f", "box", "j", "z"))\(Model.flow("f", "u"))\(Model.flow("u", "j"))
            """
        #expect(try obstacles(driven.instance, inside) == ["t migration.other-place"])
        var joined = driven
        try joined.complete("u")
        let noWay = first.replacingOccurrences(of: Model.flow("u", "j"), with: Model.flow("u", "y"))
        #expect(try obstacles(joined.instance, noWay) == ["j migration.other-flows"])
        #expect(try obstacles(driven.instance, noWay).isEmpty)
        var ended = driven
        try ended.send(.cancel)
        #expect(try obstacles(ended.instance, first) == [" migration.not-running"])
        for kind in MigrationObstacle.Kind.allCases {
            let words = MigrationObstacle(element: "t", kind: kind).message
            #expect(!words.zh.isEmpty && !words.en.isEmpty)
        }
    }

    @Test func `what is waited for has to be the same event`() throws {
        let news = """
            <startEvent id="a"/><intermediateCatchEvent id="w"><messageEventDefinition messageRef="m"/>
            </intermediateCatchEvent><endEvent id="z"/>\(Model.chain("a", "w", "z"))
            """
        let driven = try Driven(news)
        let other = news.replacingOccurrences(of: "\"m\"", with: "\"m2\"")
        #expect(try obstacles(driven.instance, other) == ["w migration.other-event"])
        let timer = news.replacingOccurrences(
            of: "<messageEventDefinition messageRef=\"m\"/>", with: Model.timer("P1D"))
        #expect(try obstacles(driven.instance, timer) == ["w migration.other-event"])
        // An event on the edge that is no more is waited for no more.
        let withEdge = try Driven(first)
        let without = first.replacingOccurrences(
            of:
                "<boundaryEvent id=\"late\" attachedToRef=\"t\" cancelActivity=\"false\">\(Model.timer("P1D"))</boundaryEvent>",
            with: ""
        ).replacingOccurrences(of: Model.flow("late", "y"), with: Model.flow("v", "y"))
        #expect(try migrated(withEdge.instance, without).instance.state.timers.isEmpty)
    }

    @Test func `a timer that has rung does not ring again, and a new branch behind a gateway is waited for`() throws {
        var driven = try Driven(first)
        let timer = try #require(driven.instance.state.timers.first)
        try driven.send(.timerDue(timer: timer.id))
        #expect(driven.instance.state.timers.isEmpty)
        let (moved, actions) = try migrated(driven.instance, first)
        #expect(moved.state.timers.isEmpty && actions.isEmpty)
        func waiting(_ more: String, _ flow: String) -> String {
            """
            <startEvent id="a"/><eventBasedGateway id="g"/><intermediateCatchEvent id="n">
            <messageEventDefinition messageRef="m"/></intermediateCatchEvent>\(more)<endEvent id="z"/>
            \(Model.chain("a", "g", "n", "z"))\(flow)
            """
        }
        let one = waiting(
            "<intermediateCatchEvent id=\"o\"><messageEventDefinition messageRef=\"m2\"/></intermediateCatchEvent>",
            Model.chain("g", "o", "z"))
        let two = waiting(
            "<intermediateCatchEvent id=\"o\"><messageEventDefinition messageRef=\"m2\"/></intermediateCatchEvent>"
                + "<intermediateCatchEvent id=\"l\">\(Model.timer("P1D"))</intermediateCatchEvent>",
            Model.chain("g", "o", "z") + Model.chain("g", "l", "z"))
        var there = try Driven(one)
        let gateway = try migrated(there.instance, two)
        #expect(gateway.actions.count == 1 && gateway.instance.state.timers.count == 1)
        there.instance = gateway.instance
        try there.send(.timerDue(timer: try #require(gateway.instance.state.timers.first).id))
        #expect(there.status == .completed)
        // A key that cannot be worked out would stop the token unseen: it is refused.
        let keyed = first.replacingOccurrences(
            of: "<userTask id=\"v\"/>",
            with: """
                <userTask id="v"/><boundaryEvent id="key" attachedToRef="u" cancelActivity="false"><messageEventDefinition
                messageRef="m" yw:correlation="=unknown.number"/></boundaryEvent><endEvent id="k"/>\(Model.flow("key", "k"))
                """)
        #expect(try obstacles(try Driven(first).instance, keyed) == ["u migration.unusable"])
    }

    @Test func `steps of elements that are no more are forgotten, and those before them stay known`() throws {
        let three = """
            <startEvent id="a"/><userTask id="t"/><userTask id="u"/>
            <userTask id="v" yw:operations="send-back"/><endEvent id="z"/>\(Model.chain("a", "t", "u", "v", "z"))
            """
        var driven = try Driven(three)
        try driven.complete("t")
        try driven.complete("u")
        let two = """
            <startEvent id="a"/><userTask id="t"/><userTask id="v" yw:operations="send-back"/><endEvent id="z"/>
            \(Model.chain("a", "t", "v", "z"))
            """
        var there = driven
        there.instance = try migrated(driven.instance, two).instance
        #expect(there.instance.returnOptions(of: there.activation("v")).map(\.element) == ["t"])
        try there.send(.act(activation: there.activation("v"), .sendBack(to: .previous)))
        #expect(there.places == ["t"])
    }

    @Test func `moved to the same model with other numbers, a random instance goes on as it would have`() throws {
        var moves = 0
        for seed in 1...150 {
            let text = RandomModel.xml(seed: UInt64(seed))
            // An event sub-process before all else: each node gets another number.
            let shifted = text.replacingOccurrences(
                of: "isExecutable=\"true\">",
                with: """
                    isExecutable="true"><subProcess id="never" triggeredByEvent="true"><startEvent id="never1"
                    isInterrupting="false"><messageEventDefinition messageRef="never-m"/></startEvent><endEvent id="never2"/>
                    <sequenceFlow id="never3" sourceRef="never1" targetRef="never2"/></subProcess>
                    """
            ).replacingOccurrences(
                of: "<message id=\"m\"", with: "<message id=\"never-m\" name=\"never\"/><message id=\"m\"")
            guard let old = BPMNReading(Array(text.utf8)).definitions.first,
                let new = BPMNReading(Array(shifted.utf8)).definitions.first
            else { continue }
            var stays = Walk(ProcessInstance(old))
            var random = Seeded(UInt64(seed))
            for step in 0..<40 where stays.isRunning {
                if step > 0, step % 5 == 0 {
                    // From here on both go the same way.
                    guard let there = try? stays.instance.migrated(to: new).instance else { continue }
                    moves += 1
                    var goes = Walk(there)
                    var also = stays
                    for _ in 0..<20 where also.isRunning && goes.isRunning {
                        #expect(goes.places == also.places, "seed \(seed)")
                        guard also.finishFirst() == goes.finishFirst() else {
                            Issue.record("seed \(seed): they finish something else")
                            break
                        }
                    }
                    #expect(goes.isRunning == also.isRunning, "seed \(seed)")
                }
                stays.finishAny(&random)
            }
        }
        #expect(moves > 100)
    }

    /// An instance that is driven by finishing what waits.
    private struct Walk {
        var instance: ProcessInstance

        init(_ instance: ProcessInstance) {
            self.instance = instance
            if instance.state.instance.status != .running { send(.start(variables: [("again", .bool(false))])) }
        }

        var isRunning: Bool { instance.state.instance.status == .running }
        private func element(_ node: Int) -> String { instance.definition.element(node: node)?.id ?? "?" }
        var places: [String] { instance.state.tokens.map { element($0.node) }.sorted() }

        private mutating func send(_ event: ProcessEvent) { _ = try? instance.handle(event) }

        private var waiting: [(name: String, event: ProcessEvent)] {
            instance.state.tokens.filter { $0.activation > 0 }.map {
                ("done \(element($0.node))", ProcessEvent.completed(activation: $0.activation))
            }
                + instance.state.timers.map { ("timer \(element($0.node))", .timerDue(timer: $0.id)) }
                + instance.state.subscriptions.filter { $0.name != "never" && $0.kind != .condition }.map {
                    (
                        "\($0.name) \($0.kind)",
                        $0.kind == .message ? .message(name: $0.name) : .signal(name: $0.name)
                    )
                }
        }

        mutating func finishFirst() -> String {
            // Rows keep their order, although new ones get other numbers.
            let waiting = waiting.enumerated()
            guard let first = waiting.min(by: { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) })?.element
            else {
                send(.resume)
                return "resume"
            }
            send(first.event)
            return first.name
        }

        mutating func finishAny(_ random: inout Seeded) {
            guard let any = waiting.randomElement(using: &random) else { return send(.resume) }
            send(any.event)
        }
    }
}
