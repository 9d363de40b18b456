import Foundation
import JSONTree
import ProcessEngine
import Testing

@Suite struct Robustness {
    @Test func `a model with bytes changed at random is read or refused, and never more`() {
        var random = Seeded(7)
        var refused = 0
        for seed in UInt64(0)..<40 {
            let original = Array(RandomModel.xml(seed: seed).utf8)
            for _ in 0..<10 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let at = Int.random(in: bytes.indices, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes[at] = UInt8.random(in: 32...126, using: &random)
                    case 1: bytes.removeSubrange(at..<min(bytes.count, at + 20))
                    default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 30)], at: at)
                    }
                }
                let reading = BPMNReading(bytes)
                if !reading.isValid { refused += 1 }
                guard let definition = reading.definitions.first else { continue }
                // What is accepted also runs.
                var instance = ProcessInstance(definition)
                _ = try? instance.handle(.start())
            }
        }
        #expect(refused > 100)
    }

    @Test func `rows that are not this definition's are told and left alone`() throws {
        let definition = try Model.definition(
            "<startEvent id=\"s1\"/><userTask id=\"a\"/><endEvent id=\"e1\"/>" + Model.chain("s1", "a", "e1"))
        var good = ProcessInstance(definition)
        _ = try good.handle(.start())
        let token = good.state.tokens[0]
        let scope = good.state.scopes[0]
        func state(_ tokens: [TokenRow], _ scopes: [ScopeRow]) -> ProcessState {
            ProcessState(instance: good.state.instance, tokens: tokens, scopes: scopes, tasks: good.state.tasks)
        }
        var stored = ProcessInstance(definition, state: state([token], [scope]))
        _ = try stored.handle(.completed(activation: token.activation))
        #expect(stored.state.instance.status == .completed)
        var elsewhere = token
        elsewhere.node = 40
        var lost = token
        lost.scope = 9
        let foreign = ScopeRow(id: 1, parent: 0, node: 7, owner: 0, kind: .subProcess, live: 1)
        for damaged in [
            state([elsewhere], [scope]), state([lost], [scope]), state([token], []), state([token], [foreign]),
        ] {
            var instance = ProcessInstance(definition, state: damaged)
            #expect(throws: ProcessError(.damagedRows)) {
                try instance.handle(.completed(activation: token.activation))
            }
            #expect(instance.drainChanges().isEmpty)
        }
    }

    @Test func `an instance goes on from its stored rows as if it had never stopped`() throws {
        for seed in UInt64(0)..<60 {
            let definition = try #require(BPMNReading(Array(RandomModel.xml(seed: seed).utf8)).definitions.first)
            var whole = ProcessInstance(definition)
            var stored = ProcessState()
            var events: [ProcessEvent] = [.start(variables: [("x", 1), ("again", false)])]
            for _ in 0..<60 where whole.state.instance.status != .completed {
                if events.isEmpty {
                    if let token = whole.state.tokens.first(where: { $0.activation > 0 }) {
                        events = [.completed(activation: token.activation)]
                    } else if let timer = whole.state.timers.first {
                        events = [.timerDue(timer: timer.id)]
                    } else {
                        events = [.message(name: "news"), .signal(name: "bell")]
                    }
                }
                let event = events.removeFirst()
                // The same rows, as a database gives them back.
                var resumed = ProcessInstance(definition, state: copy(stored))
                let first = try? whole.handle(event)
                let second = try? resumed.handle(event)
                #expect(first?.actions == second?.actions)
                #expect(first?.trace == second?.trace)
                let changes = whole.drainChanges()
                #expect(changes == resumed.drainChanges())
                stored.apply(changes)
            }
        }
    }

    private func copy(_ state: ProcessState) -> ProcessState {
        ProcessState(
            instance: state.instance, tokens: state.tokens.reversed(), scopes: state.scopes, tasks: state.tasks,
            timers: state.timers, subscriptions: state.subscriptions, joins: state.joins,
            compensations: state.compensations, steps: state.steps, variables: state.variables)
    }

    @Test func `every reason has a wording of its own`() {
        #expect(
            Set(ProcessError.Code.allCases.map { ProcessError($0).message }).count == ProcessError.Code.allCases.count)
    }
}
