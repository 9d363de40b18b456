import JSONTree
import ProcessEngine

/// A shell in memory: runs instances of some definitions on a clock of its own, routes messages and signals between
/// them, carries out scripts, and keeps beside each instance the rows as changes alone give them.
struct VirtualShell {
    /// What carries out an invocation: at once, after a time, or with an error.
    enum Answer {
        case result(JSON, after: Int = 0)
        case error(String)
    }

    struct Running {
        var instance: ProcessInstance
        /// The rows as a database would have them.
        var stored = ProcessState()
        var caller: (instance: Int, activation: Int)?
        var outcome: ProcessOutcome?
    }

    private struct Due {
        let at: Int
        let order: Int
        let instance: Int
        let event: ProcessEvent
        let timer: Int?
    }

    var definitions: [ProcessDefinition]
    var running: [Running] = []
    var clock = 0
    var incidents: [IncidentCode] = []
    var escalations: [String] = []
    /// What should never happen, whatever a model does.
    var faults: [String] = []
    var tasks: [(instance: Int, task: TaskRow)] = []
    var handler: (inout VirtualShell, Int, Invocation) -> Answer
    var maximumSteps = 100_000
    private var due: [Due] = []
    private var order = 0
    private var work: [(Int, ProcessEvent)] = []

    init(_ definitions: [ProcessDefinition], handler: @escaping (inout VirtualShell, Int, Invocation) -> Answer) {
        self.definitions = definitions
        self.handler = handler
    }

    mutating func create(_ definition: ProcessDefinition, caller: (Int, Int)? = nil) -> Int {
        running.append(Running(instance: ProcessInstance(definition), caller: caller))
        return running.count - 1
    }

    @discardableResult
    mutating func start(_ id: String, _ variables: [(String, JSON)] = []) -> Int? {
        guard let definition = definitions.first(where: { $0.id == id }) else { return nil }
        let number = create(definition)
        send(.start(variables: variables), to: number)
        return number
    }

    /// Handles an event and all that follows from it at this instant.
    mutating func send(_ event: ProcessEvent, to instance: Int) {
        work.append((instance, event))
        var steps = 0
        while !work.isEmpty {
            steps += 1
            guard steps < maximumSteps else {
                faults.append("the world does not come to rest")
                return
            }
            let (number, event) = work.removeFirst()
            handle(event, number)
        }
    }

    /// Lets time pass, firing what becomes due on the way.
    mutating func pass(milliseconds: Int) {
        let end = clock + milliseconds
        while let next = due.filter({ $0.at <= end }).min(by: { ($0.at, $0.order) < ($1.at, $1.order) }) {
            due.removeAll { $0.order == next.order }
            clock = max(clock, next.at)
            send(next.event, to: next.instance)
        }
        clock = end
    }

    private mutating func handle(_ event: ProcessEvent, _ number: Int) {
        let step: ProcessStep
        do throws(ProcessError) {
            step = try running[number].instance.handle(event)
        } catch {
            // A late answer to something withdrawn is no fault; anything else is.
            if error.code != .unknownActivation, error.code != .notRunning, error.code != .unknownTimer {
                faults.append("\(error.code)")
            }
            return
        }
        let changes = running[number].instance.drainChanges()
        running[number].stored.apply(changes)
        if running[number].stored != running[number].instance.state {
            faults.append("folded changes differ from the state")
        }
        for action in step.actions { carryOut(action, number) }
    }

    private mutating func carryOut(_ action: ProcessAction, _ number: Int) {
        switch action {
        case .invoke(let invocation), .decide(let invocation):
            switch handler(&self, number, invocation) {
            case .result(let result, let time):
                let event = ProcessEvent.completed(activation: invocation.activation, result: result)
                if time == 0 { work.append((number, event)) } else { schedule(event, number, at: clock + time) }
            case .error(let code): work.append((number, .failed(activation: invocation.activation, code: code)))
            }
        case .call(let invocation):
            guard let called = definitions.first(where: { $0.id == invocation.handler }) else {
                faults.append("no process \(invocation.handler)")
                return
            }
            let child = create(called, caller: (number, invocation.activation))
            let variables = invocation.inputs.members.map { ($0.name, $0.value) }
            work.append((child, .start(variables: variables)))
        case .createTask(let task): tasks.append((number, task))
        case .cancelTask(let task): tasks.removeAll { $0.instance == number && $0.task.id == task.id }
        case .sendMessage(let name, let correlation, let payload): route(name, correlation, payload)
        case .broadcastSignal(let name, let payload):
            for other in running.indices where other != number && running[other].outcome == nil {
                work.append((other, .signal(name: name, payload: payload)))
            }
            for definition in definitions
            where definition.startTriggers.contains(where: { $0.kind == .signal && $0.name == name }) {
                let other = create(definition)
                work.append((other, .start(trigger: .signal(name))))
            }
        case .setTimer(let timer):
            guard let delay = Self.milliseconds(timer) else {
                faults.append("timer text \(timer.text)")
                return
            }
            schedule(.timerDue(timer: timer.id), number, at: clock + delay, timer: timer.id)
        case .cancelTimer(let timer): due.removeAll { $0.instance == number && $0.timer == timer.id }
        case .cancelInvocation, .pauseTimer, .resumeTimer: return
        case .incident(_, _, let code): incidents.append(code)
        case .escalation(let code):
            escalations.append(code)
            if let caller = running[number].caller {
                work.append((caller.instance, .escalated(activation: caller.activation, code: code)))
            }
        case .ended(let outcome):
            running[number].outcome = outcome
            guard let caller = running[number].caller else { return }
            switch outcome {
            case .completed: work.append((caller.instance, .completed(activation: caller.activation)))
            case .failed(let code): work.append((caller.instance, .failed(activation: caller.activation, code: code)))
            case .cancelled: return
            }
        case .continue: work.append((number, .resume))
        }
    }

    private mutating func route(_ name: String, _ correlation: String?, _ payload: JSON) {
        for other in running.indices where running[other].outcome == nil {
            let awaits = running[other].instance.state.subscriptions.contains {
                $0.kind == .message && $0.name == name && ($0.correlation == nil || $0.correlation == correlation)
            }
            if awaits {
                work.append((other, .message(name: name, correlation: correlation, payload: payload)))
                return
            }
        }
        for definition in definitions
        where definition.startTriggers.contains(where: { $0.kind == .message && $0.name == name }) {
            let other = create(definition)
            work.append((other, .start(trigger: .message(name))))
        }
    }

    private mutating func schedule(_ event: ProcessEvent, _ number: Int, at instant: Int, timer: Int? = nil) {
        order += 1
        due.append(Due(at: instant, order: order, instance: number, event: event, timer: timer))
    }

    private static func milliseconds(_ timer: TimerRow) -> Int? {
        switch timer.kind {
        case .duration: ISODuration(timer.text).map { $0.milliseconds + $0.days * 86_400_000 }
        case .cycle: ISORepetition(timer.text).map { $0.interval.milliseconds + $0.interval.days * 86_400_000 }
        case .date: 0
        }
    }
}
