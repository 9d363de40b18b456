import Cryptography
package import Directory
import JSONTree
import Journal
package import ProcessEngine
package import Services
package import Storage
import WorkCalendar
package import Workflow

extension OrderStep {
    /// What may be done with tasks of orders besides doing them, as models write it.
    package static let taskOperations = [TaskOperation.handOn, .copy, .urge, .suspend].map(\.rawValue)
}

/// What officials do with a task of an order besides doing it: 认领, 接手, 转办, 抄送, 催办, 挂起.
extension OrderDesk {
    /// What may be done with a task, and who may be asked.
    package struct TaskOptions: Sendable {
        package let operations: Set<TaskOperation>
        /// Those of the same office and post.
        package let colleagues: [Official]
        /// All who may see the order, of whatever office: whom it may be copied to.
        package let readers: [Official]

        package static let none = TaskOptions(operations: [], colleagues: [], readers: [])
    }

    /// What an official may do with their own open task besides doing it.
    package func options(
        for task: WorkflowTask, of order: WorkOrder, by official: Official
    ) async throws -> TaskOptions {
        guard isFor(official, task) else { return .none }
        let operations = try await operations(of: task)
        guard operations.contains(.copy) else {
            return TaskOptions(
                operations: operations, colleagues: try await colleagues(of: official, for: task), readers: [])
        }
        let readers = try await directory.officials(in: .program("copy")).filter { mayRead(order, $0, official) }
        return TaskOptions(
            operations: operations, colleagues: try await colleagues(of: official, for: task), readers: readers)
    }

    private func operations(of task: WorkflowTask) async throws -> Set<TaskOperation> {
        try await storage.snapshot { [processes] reader in try processes.options(of: task, reader: reader).operations }
    }

    private func mayRead(_ order: WorkOrder, _ reader: Official, _ official: Official) -> Bool {
        reader.id != official.id && reader.isActive && orders.isVisible(order, to: reader.scope)
    }

    /// The colleagues to whom an official may hand a task on: of the same office and post.
    private func colleagues(of official: Official, for task: WorkflowTask) async throws -> [Official] {
        try await directory.officials(in: official.scope).filter {
            $0.id != official.id && $0.isActive && task.isOf($0)
        }
    }

    /// Whether an official may go on with what a colleague of the same post has. What its model gives to one person alone,
    /// such as closing what they have set, is nobody else's.
    package func mayTakeOver(_ task: WorkflowTask, by official: Official) async throws -> Bool {
        guard task.isUnderWay, task.isOf(official), let holder = task.holder, holder != official.id else {
            return false
        }
        return try await operations(of: task).contains(.handOn)
    }

    /// Whether an official may urge a task: whoever dispatches or oversees orders, or has set this one up, and does not
    /// have the task.
    package func mayUrge(_ task: WorkflowTask, of order: WorkOrder, by official: Official) async throws -> Bool {
        guard task.isUnderWay, order.state.isOpen, !isFor(official, task),
            official.scope.may(.manageOrders) || official.scope.may(.overseeOrders) || order.founder == official.id
        else { return false }
        return try await operations(of: task).contains(.urge)
    }

    /// Does something with a task besides completing it.
    ///
    /// - Throws: `task.not-yours`, `task.gone`, `task.colleague`, `task.rest-day`; `task.reason-missing` where a reason is
    ///   needed.
    package func act(
        _ request: TaskRequest, on task: WorkflowTask, of order: WorkOrder, by official: Official, reason: String,
        now: Int64
    ) async throws {
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        if request.operation != nil, reason.isEmpty { throw WorkflowError(.reasonMissing) }
        guard orders.isVisible(order, to: official.scope) else { throw WorkflowError(.taskNotYours) }
        switch request {
        case .take, .resume: break
        case .takeOver:
            guard try await mayTakeOver(task, by: official) else { throw WorkflowError(.taskNotYours) }
        case .handOn(let other):
            guard try await colleagues(of: official, for: task).contains(where: { $0.id == other }) else {
                throw WorkflowError(.noSuchColleague)
            }
        case .copy(let other):
            guard let reader = try await directory.official(id: other), mayRead(order, reader, official) else {
                throw WorkflowError(.noSuchColleague)
            }
        case .suspend(let day):
            guard ProcessRunner.restDays(of: task, today: today(now))?.contains(day) == true else {
                throw WorkflowError(.restDay)
            }
        case .urge:
            guard try await mayUrge(task, of: order, by: official) else { throw WorkflowError(.taskNotYours) }
        default: throw WorkflowError(.taskNotYours)
        }
        guard let act = request.act(by: official.id) else {
            return try await tell(request, task, order, by: official, reason: reason, now: now)
        }
        try await advance(
            order.id, actor: .official(official), event: .act(activation: task.activation, act),
            instance: task.instance, now: now
        ) { [self] step in
            guard let current = try tasks.task(task.id, reader: step.reader), current.state == task.state,
                current.isUnderWay
            else { throw WorkflowError(.taskGone) }
            if case .takeOver = request {
                guard current.isOf(official) else { throw WorkflowError(.taskNotYours) }
            } else if !isFor(official, current) {
                throw WorkflowError(.taskNotYours)
            }
            switch request {
            case .suspend(let day): step.writes.append(contentsOf: processes.waking(current, on: day, now: now))
            case .resume: step.writes.append(contentsOf: processes.notWaking(current))
            default: break
            }
            try note(request, on: current, step, reason: reason)
        }
    }

    /// A line of the order's history, with its reason sealed, and a leaf.
    private func note(_ request: TaskRequest, on task: WorkflowTask, _ step: OrderStep, reason: String) throws {
        let id = orders.identifiers.next()
        let sealed = try orders.sealedNote(reason.isEmpty ? [:] : ["reason": .string(reason)], event: id)
        let word =
            switch request {
            case .take: "take"
            case .resume: "resume"
            case .takeOver: "take-over"
            default: request.operation?.rawValue ?? ""
            }
        var data: [(String, JSON)] = [("act", .string(word))]
        var detail = request.other.map { String($0) } ?? ""
        if let other = request.other { data.append(("to", .string(String(other)))) }
        if case .suspend(let day) = request {
            data.append(("until", .string(day.iso)))
            detail = day.iso
        }
        step.note(word == "take" ? .taken : .moved, element: task.element, data: .object(data), id: id, sealed: sealed)
        step.record(word, element: task.element, detail: detail, sealed: sealed)
    }

    /// Urging and copying change nothing in the process: whoever has the task, or is to know of it, sees it.
    private func tell(
        _ request: TaskRequest, _ task: WorkflowTask, _ order: WorkOrder, by official: Official, reason: String,
        now: Int64
    ) async throws {
        guard let operation = request.operation else { return }
        let target = request.other.map { String($0) } ?? ""
        try await planned { [self] reader in
            guard let current = try tasks.task(task.id, reader: reader), current.isUnderWay else {
                throw WorkflowError(.taskGone)
            }
            guard operation == .urge || isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            guard try processes.options(of: current, reader: reader).operations.contains(operation) else {
                throw ProcessError(.operationNotAllowed)
            }
            // Pressed twice within a minute it is one.
            if try tasks.hasJust(operation, on: current, by: official.id, target: target, now: now, reader: reader) {
                return (WriteSet(), ())
            }
            let order = try orders.find(id: order.id, reader: reader)
            let step = try self.step(order, actor: .official(official), reader: reader, now: now)
            let id = orders.identifiers.next()
            step.writes.append(
                TaskActRecord(
                    id: id, matter: current.matter, task: current.id, at: now, kind: .act(operation),
                    official: official.id, target: target, reason: try orders.sealedReason(reason, act: id)
                ).inserting)
            if operation == .urge { step.writes.append(tasks.urging(current)) }
            try note(request, on: current, step, reason: reason)
            return (try step.finished(), ())
        }
    }

    /// The day has come until which a task was to rest.
    package func wake(_ waking: ProcessRunner.Waking, order: Int64, now: Int64) async throws -> WriteSet {
        try await due(waking.event, instance: waking.instance, order: order, now: now) { [self] step in
            let task = waking.task(in: try tasks.tasks(of: step.matter, reader: step.reader))
            guard let task else { throw ProcessError(.operationNotAllowed) }
            try note(.resume, on: task, step, reason: "")
        }
    }

    /// What rests goes on at once when the order becomes an emergency, or is due before the rest would end.
    func wakeEarly(_ step: OrderStep, isEmergency: Bool) throws {
        let resting = try tasks.tasks(of: step.matter, reader: step.reader).filter { task in
            let isLate = step.ownDueOn.flatMap { due in task.resumesOn.map { due < $0 } } ?? false
            return task.state == .suspended && (isEmergency || isLate)
        }
        for (instance, tasks) in Dictionary(grouping: resting, by: \.instance).sorted(by: { $0.key < $1.key }) {
            var steps = WriteSet()
            try processes.deliver(
                tasks.map { .act(activation: $0.activation, .unsuspend) }, toInstance: instance, handling: step,
                reader: step.reader, now: step.now, writes: &steps)
            step.writes.append(contentsOf: steps)
            for task in tasks {
                step.writes.append(contentsOf: processes.notWaking(task))
                try note(.resume, on: task, step, reason: "")
            }
        }
    }
}
