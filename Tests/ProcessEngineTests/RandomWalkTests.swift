import Foundation
import JSONTree
import ProcessEngine
import Testing

/// Walks at random through models made at random, looking after each step whether everything still adds up.
@Suite struct `Random walks` {
    private static let walks = ProcessInfo.processInfo.environment["YIWANG_WALKS"].flatMap { Int($0) } ?? 2_000

    @Test func `no token is lost or doubled, changes fold to the state, and every instance can end`() throws {
        var steps = 0
        var outcomes: [String: Int] = [:]
        var acts: [String: Int] = [:]
        for seed in 0..<Self.walks {
            // Several walks over each model.
            let xml = RandomModel.xml(seed: UInt64(seed / 4))
            let reading = BPMNReading(Array(xml.utf8))
            guard let definition = reading.definitions.first else {
                Issue.record("seed \(seed): \(reading.diagnostics)")
                return
            }
            var walk = Walk(definition, seed: UInt64(seed))
            walk.go()
            steps += walk.steps
            outcomes[walk.end, default: 0] += 1
            acts.merge(walk.acts, uniquingKeysWith: +)
            guard walk.faults.isEmpty else {
                Issue.record("seed \(seed): \(walk.faults.prefix(3))\n\(xml)")
                return
            }
        }
        print(
            "random walks: \(Self.walks), \(steps) events, \(outcomes.sorted { $0.key < $1.key }), \(acts.sorted { $0.key < $1.key })"
        )
        for act in [
            "handOn", "delegate", "addBefore", "addAfter", "addBeside", "remove", "suspend", "sendBack", "sendOn",
            "takeBack",
        ] {
            #expect(acts[act, default: 0] > Self.walks / 50, "\(act) is hardly ever done")
        }
        #expect(outcomes["completed", default: 0] > Self.walks / 2)
    }
}

/// One walk.
private struct Walk {
    let definition: ProcessDefinition
    var instance: ProcessInstance
    var stored = ProcessState()
    var random: Seeded
    var events: [ProcessEvent] = []
    var open: [Int: Invocation] = [:]
    var steps = 0
    /// How often each act was done.
    var acts: [String: Int] = [:]
    var faults: [String] = []
    var end = "stuck"

    init(_ definition: ProcessDefinition, seed: UInt64) {
        self.definition = definition
        instance = ProcessInstance(definition)
        random = Seeded(seed &+ 77)
        instance.budget = random.pick([3, 20, 100])
    }

    mutating func go() {
        send(
            .start(variables: [
                ("x", .integer(Int.random(in: 0...2, using: &random))), ("again", .bool(random.chance(40))),
            ]))
        // First as it comes, then to an end.
        for _ in 0..<Int.random(in: 0...40, using: &random) where isRunning { stepAtRandom() }
        var left = 3_000
        while isRunning, faults.isEmpty, left > 0 {
            left -= 1
            finishSomething()
        }
        if isRunning { faults.append("does not end: \(instance.state.tokens) \(instance.state.joins)") }
        replay()
    }

    var isRunning: Bool { instance.state.instance.status == .running }

    private mutating func stepAtRandom() {
        let state = instance.state
        switch Int.random(in: 0..<24, using: &random) {
        case 8...18: actAtRandom()
        case 19:
            if let step = state.steps.randomElement(using: &random) { attempt(.takeBack(step: step.id), "takeBack") }
        case 0: send(.message(name: "news"))
        case 1: send(.signal(name: "bell"))
        case 2: if let timer = anyTimer() { send(.timerDue(timer: timer.id)) }
        case 3: if let activation = anyInvocation() { send(.failed(activation: activation, code: "broken")) }
        case 4: if let activation = anyActivation() { send(.escalated(activation: activation, code: "late")) }
        case 5: send(.set(variables: [("x", .integer(Int.random(in: 0...2, using: &random)))]))
        case 6:
            if let token = state.tokens.filter({ $0.state == .incident }).randomElement(using: &random) {
                send(.retry(token: token.id))
            }
        default:
            guard let activation = anyActivation() else { return }
            let result: JSON =
                random.chance(30)
                ? .object([("again", .bool(random.chance(30)))])
                : .object([("agree", random.chance(20) ? .null : .bool(random.chance(70)))])
            send(.completed(activation: activation, result: result))
        }
    }

    /// Something that can be completed now.
    private mutating func anyActivation() -> Int? {
        let suspended = Set(instance.state.tasks.filter(\.isSuspended).map(\.id))
        return instance.state.tokens.filter { $0.activation > 0 && !suspended.contains($0.activation) }
            .map(\.activation).randomElement(using: &random)
    }

    private mutating func anyTimer() -> TimerRow? {
        let resting = Set(instance.state.tasks.filter(\.isSuspended).map(\.token))
        return instance.state.timers.filter { !resting.contains($0.token) }.randomElement(using: &random)
    }

    private mutating func anyInvocation() -> Int? {
        let tasks = Set(instance.state.tasks.filter { $0.isSuspended || $0.role != .main }.map(\.id))
        return instance.state.tokens.filter { $0.activation > 0 && !tasks.contains($0.activation) }
            .map(\.activation).randomElement(using: &random)
    }

    private mutating func actAtRandom() {
        let tasks = instance.state.tasks
        let signed = tasks.filter { definition.isSigned($0.node) }
        guard let task = (random.chance(50) && !signed.isEmpty ? signed : tasks).randomElement(using: &random) else {
            return
        }
        let options = instance.returnOptions(of: task.id)
        if !options.isEmpty, random.chance(30) {
            let option = random.pick(options)
            if let step = option.step { return sendBack(task, to: step) }
            attempt(.act(activation: task.id, .sendBack(to: .element(option.element))), "sendOn")
            return
        }
        if definition.isSigned(task.node), random.chance(50) {
            let isMore = random.chance(50)
            attempt(.act(activation: task.id, isMore ? .addBeside(item: 4) : .remove), isMore ? "addBeside" : "remove")
            return
        }
        let (act, name): (TaskAct, String) = random.pick([
            (.touch(by: nil), "touch"), (.handOn(to: "b"), "handOn"), (.delegate(to: "c"), "delegate"),
            (.addBefore(holder: "d"), "addBefore"), (.addAfter(holder: "e"), "addAfter"),
            (.addBeside(item: 4), "addBeside"), (.remove, "remove"), (.suspend, "suspend"), (.unsuspend, "unsuspend"),
            (.sendBack(to: .previous), "sendBack"), (.sendBack(to: .previous), "sendBack"),
        ])
        if case .sendBack = act, let option = options.randomElement(using: &random), let step = option.step {
            sendBack(task, to: step)
        } else {
            attempt(.act(activation: task.id, act), name)
        }
    }

    /// One token more stands where the step was, what had not arisen from it is as it was, and no way is lost.
    private mutating func sendBack(_ task: TaskRow, to step: Int) {
        let before = instance.state
        guard let row = before.steps.first(where: { $0.id == step }) else { return }
        guard attempt(.act(activation: task.id, .sendBack(to: .step(step))), "sendBack"), isRunning else { return }
        let after = instance.state
        let isBack = after.tokens.contains { token in
            token.id >= before.instance.nextID && (token.node == row.node || token.scope != row.scope)
        }
        // An activity that waits for nobody, such as a sub-process, may be done again already.
        if !isBack, after.steps.allSatisfy({ $0.id < before.instance.nextID }) { faults.append("nothing came back") }
        // Work of others that did not arise from the step goes on, unless an end for all came on the way.
        guard after.scopes.contains(where: { $0.id == row.scope }) else { return }
        for token in before.tokens
        where token.scope == row.scope && token.activation > 0 && !before.isAfter(token.steps, step) {
            if !after.tokens.contains(where: { $0.activation == token.activation }) {
                faults.append("task \(token.activation) is gone although it did not arise from \(step)")
            }
        }
    }

    /// Sends what the model or the moment may not allow.
    @discardableResult
    private mutating func attempt(_ event: ProcessEvent, _ name: String) -> Bool {
        let before = instance.state
        do throws(ProcessError) {
            var trial = instance
            _ = try trial.handle(event)
            acts[name, default: 0] += 1
            send(event)
            return true
        } catch {
            let isExpected: Set<ProcessError.Code> = [
                .operationNotAllowed, .taskNotOpen, .taskSuspended, .noReturnTarget, .alreadyTouched, .lastSigner,
                .compensating,
            ]
            if !isExpected.contains(error.code) { faults.append("\(name): \(error.code)") }
            if instance.state != before { faults.append("\(name) changed something although it failed") }
            return false
        }
    }

    private mutating func finishSomething() {
        let state = instance.state
        if state[variable: "again"]?.bool != false { return send(.set(variables: [("again", .bool(false))])) }
        if let task = state.tasks.first(where: \.isSuspended) { return send(.act(activation: task.id, .unsuspend)) }
        if let activation = anyActivation() { return send(.completed(activation: activation)) }
        if let token = state.tokens.first(where: { $0.state == .incident }) { return send(.retry(token: token.id)) }
        if let timer = state.timers.first(where: { $0.token > 0 }) { return send(.timerDue(timer: timer.id)) }
        // Both, since what goes on listening to one would keep the other from ever being sent.
        if !state.subscriptions.isEmpty {
            send(.signal(name: "bell"))
            if isRunning { send(.message(name: "news")) }
            return
        }
        send(.resume)
    }

    private mutating func send(_ event: ProcessEvent) {
        var next: ProcessEvent? = event
        var continued = 0
        while let event = next {
            next = nil
            steps += 1
            events.append(event)
            let before = instance
            do throws(ProcessError) {
                let step = try instance.handle(event)
                if step.actions.contains(.continue) {
                    // A loop that waits for nobody goes on for ever: it is told to end.
                    continued += 1
                    next =
                        continued % 8 == 0 || instance.state.tokens.count > 40
                        ? .set(variables: [("again", .bool(false))]) : .resume
                }
                for action in step.actions { note(action) }
            } catch {
                if instance.state != before.state { faults.append("\(error.code) changed something") }
                if error.code != .notRunning { faults.append("\(error.code)") }
            }
            // Changes of one or of several events may go into one commit.
            if next == nil || random.chance(50) {
                stored.apply(instance.drainChanges())
                if stored != instance.state { faults.append("fold differs after \(event)") }
            }
            check(isAtRest: next == nil)
        }
    }

    private mutating func note(_ action: ProcessAction) {
        switch action {
        case .ended(let outcome):
            switch outcome {
            case .completed: end = "completed"
            case .failed: end = "failed"
            case .cancelled: end = "cancelled"
            }
        case .invoke(let invocation): open[invocation.activation] = invocation
        case .cancelInvocation(let activation): open[activation] = nil
        default: break
        }
    }

    /// What has to hold in every state.
    private mutating func check(isAtRest: Bool) {
        let state = instance.state
        let scopes = Dictionary(uniqueKeysWithValues: state.scopes.map { ($0.id, $0) })
        var live: [Int: Int] = [:]
        for token in state.tokens {
            live[token.scope, default: 0] += 1
            guard let scope = scopes[token.scope] else {
                faults.append("token \(token.id) without scope")
                continue
            }
            let container = scope.kind == .pass ? definition.container(of: scope.node) : scope.node
            if definition.container(of: token.node) != container {
                faults.append("token \(token.id) in a wrong scope")
            }
            if isAtRest, token.state == .ready { faults.append("token \(token.id) is left ready") }
            let isUserTask = definition.isUserTask(token.node) && token.activation > 0
            let tasks = state.tasks.filter { $0.token == token.id }
            if isUserTask != tasks.contains(where: { $0.id == token.activation && $0.state == .open }) {
                faults.append("task and token \(token.id) differ")
            }
            if tasks.filter({ $0.state == .open }).count != (isUserTask ? 1 : 0) || tasks.count > 1 && !token.isExtended
            {
                faults.append("token \(token.id) has \(tasks.count) tasks")
            }
            for task in tasks where task.state == .held && !tasks.contains(where: { $0.serves == task.id }) {
                faults.append("task \(task.id) waits for nobody")
            }
        }
        for join in state.joins { live[join.scope, default: 0] += join.arrived.reduce(0, +) }
        for scope in state.scopes {
            if scope.live != live[scope.id, default: 0], scope.kind != .loop {
                faults.append("scope \(scope.id) counts \(scope.live), has \(live[scope.id, default: 0])")
            }
            if scope.parent != 0, scopes[scope.parent] == nil { faults.append("scope \(scope.id) without parent") }
            if scope.owner != 0, !scope.isRetained,
                !state.tokens.contains(where: { $0.id == scope.owner && $0.state == .waiting })
            {
                faults.append("scope \(scope.id) without owner")
            }
        }
        for task in state.tasks where !state.tokens.contains(where: { $0.id == task.token }) {
            faults.append("task \(task.id) without token")
        }
        let holders = Set(state.tokens.filter { $0.state == .waiting }.map(\.id))
        for timer in state.timers where timer.token != 0 && !holders.contains(timer.token) || scopes[timer.scope] == nil
        {
            faults.append("timer \(timer.id) hangs on nothing")
        }
        for row in state.subscriptions where row.token != 0 && !holders.contains(row.token) || scopes[row.scope] == nil
        {
            faults.append("subscription \(row.id) hangs on nothing")
        }
        let ids =
            state.tokens.map(\.id) + state.scopes.map(\.id) + state.timers.map(\.id) + state.subscriptions.map(\.id)
            + state.joins.map(\.id) + state.variables.map(\.id) + state.tasks.map(\.id)
            + state.steps.map(\.id)
        if Set(ids).count != ids.count { faults.append("a number is used twice") }
        if ids.contains(where: { $0 >= state.instance.nextID }) { faults.append("a number is not counted") }
        if state.instance.status != .running, state.instance.status != .created {
            if !state.tokens.isEmpty || !state.timers.isEmpty || !state.subscriptions.isEmpty || state.scopes.count != 1
            {
                faults.append("something is left after the end")
            }
        }
    }

    /// The same events again give the same rows.
    private mutating func replay() {
        var again = ProcessInstance(definition)
        again.budget = instance.budget
        for event in events { _ = try? again.handle(event) }
        if again.state != instance.state { faults.append("replay differs") }
    }
}
