import Cryptography
package import Directory
import Exchange
import Journal
package import ProcessEngine
import Storage
package import Workflow

/// 转办, 委派, 加签, 退回, 撤回, 催办: what officials do with a task of a case besides doing it. Each act has a reason,
/// which is sealed, and a leaf in the journal.
extension CaseDesk {
    private static let reasonPlace = SealContext("task_act.reason")
    /// Characters of a reason at most.
    package static let longestReason = 300

    /// What an official may do with a task, and who may be asked.
    package struct TaskOptions: Sendable {
        package let operations: Set<TaskOperation>
        /// The steps that it may be sent back to, the latest first, with who did them.
        package let returns: [(option: ReturnOption, official: Int64?)]
        /// The officials of the department who may see the case, without the one who asks.
        package let colleagues: [Official]

        package static let none = TaskOptions(operations: [], returns: [], colleagues: [])
    }

    /// Whether a task is this official's to do: it came to them, or to their post and nobody has it. Who reviews may
    /// also do what is a counter's or a school's.
    package func isFor(_ official: Official, _ task: WorkflowTask) -> Bool {
        if let holder = task.holder { return holder == official.id }
        return task.post == official.post || official.scope.may(.reviewCases)
    }

    /// Whether an official may go on with a task that a colleague of the same post has: nobody's absence holds up a case.
    package func mayTakeOver(_ task: WorkflowTask, by official: Official) -> Bool {
        guard task.isOpen, let holder = task.holder, holder != official.id else { return false }
        return task.role == .main && task.post == official.post && task.department == official.department
    }

    /// What may be done with an open task besides doing it.
    package func options(for task: WorkflowTask, of found: Case, by official: Official) async throws -> TaskOptions {
        guard isFor(official, task) else { return .none }
        let (operations, returns) = try await storage.snapshot { [processes] reader in
            try processes.options(of: task, reader: reader)
        }
        let before = try await tasks.tasks(of: task.matter)
        var colleagues: [Official] = []
        for colleague in try await directory.officials(in: official.scope)
        where colleague.id != official.id && colleague.department == official.department {
            if try await maySee(found, colleague) { colleagues.append(colleague) }
        }
        return TaskOptions(
            operations: operations,
            returns: returns.map { option in
                (option, before.first { $0.activation == option.activation && $0.instance == task.instance }?.endedBy)
            }, colleagues: colleagues)
    }

    func maySee(_ found: Case, _ official: Official) async throws -> Bool {
        guard official.isActive, official.scope.may(.readCases) else { return false }
        do {
            _ = try await cases.find(number: found.number, in: official.scope)
            return true
        } catch let error as ServiceError where error.code == .noSuchCase {
            return false
        }
    }

    /// Does something with a task besides completing it.
    ///
    /// - Throws: `task.not-yours` where it is another's, `task.reason-missing` without a reason, `task.colleague` where
    ///   the other may not see the case, and what the engine refuses.
    package func act(
        _ request: TaskRequest, on task: WorkflowTask, of number: String, by official: Official, reason: String,
        now: Int64
    ) async throws {
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        if request.operation != nil, reason.isEmpty { throw WorkflowError(.reasonMissing) }
        let found = try await shown(number, to: official)
        if let other = request.other {
            guard other != official.id, let colleague = try await directory.official(id: other),
                colleague.department == official.department, try await maySee(found, colleague)
            else { throw WorkflowError(.noSuchColleague) }
        }
        guard let act = request.act(by: official.id) else {
            return try await urge(task, found, by: official, reason: reason, now: now)
        }
        try await carryOut(
            .act(activation: task.activation, act), request, on: task, found, by: official, reason: reason, now: now)
    }

    /// Takes back what the official has done, while nobody has begun with what follows.
    package func takeBack(
        _ task: WorkflowTask, of number: String, by official: Official, reason: String, now: Int64
    ) async throws {
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        if reason.isEmpty { throw WorkflowError(.reasonMissing) }
        guard task.endedBy == official.id else { throw WorkflowError(.taskNotYours) }
        let found = try await shown(number, to: official)
        let step = try await storage.snapshot { [processes] reader in
            try processes.stepToTakeBack(task, reader: reader)
        }
        guard let step else { throw ProcessError(.alreadyTouched) }
        try await carryOut(.takeBack(step: step), nil, on: task, found, by: official, reason: reason, now: now)
    }

    /// Whether the official may take back a task that they have done.
    package func canTakeBack(_ task: WorkflowTask, by official: Official) async throws -> Bool {
        guard task.endedBy == official.id, task.state == .done else { return false }
        return try await storage.snapshot { [processes] reader in
            try processes.stepToTakeBack(task, reader: reader) != nil
        }
    }

    /// Whether the model lets a task be urged.
    package func mayUrge(_ task: WorkflowTask) async throws -> Bool {
        try await storage.snapshot { [processes] reader in
            try processes.options(of: task, reader: reader).operations.contains(.urge)
        }
    }

    /// The reason of an act, for whoever may see the case.
    package func reason(of record: TaskActRecord) throws -> String {
        String(decoding: try cases.keyring.open(record.reason, in: CaseDesk.reasonPlace, row: record.id), as: UTF8.self)
    }

    /// Answers a question that a colleague has put: an opinion, which the colleague reads and the process does not.
    package func giveOpinion(
        on task: WorkflowTask, of number: String, by official: Official, agrees: Bool, opinion: String, now: Int64
    ) async throws {
        let opinion = opinion.trimmed(to: CaseDesk.longestReason)
        if opinion.isEmpty { throw WorkflowError(.reasonMissing) }
        guard task.role != .main, isFor(official, task) else { throw WorkflowError(.taskNotYours) }
        let found = try await shown(number, to: official)
        let result = agrees ? "agree" : "disagree"
        let caller = LookUpCaller(viewer: "official", post: official.post, official: official.id)
        _ = try await advance(
            found.number, in: official.scope, agentName: "official:\(official.id)", actor: caller,
            event: .completed(activation: task.activation), now: now
        ) { [self] step, found in
            guard let current = try tasks.task(task.id, reader: step.reader), current.isOpen,
                current.matter == Matter(kind: "case", id: found.id)
            else { throw WorkflowError(.taskGone) }
            guard isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            step.writes.append(tasks.finishing(current, by: official.id, result: result, now: now))
            step.writes.append(try record(nil, on: current, target: result, by: official, reason: opinion, now: now))
            step.events.append(leaf("opinion", on: current, found, target: result, by: official, reason: opinion))
        }
    }

    private func shown(_ number: String, to official: Official) async throws -> Case {
        guard official.scope.may(.readCases) else { throw WorkflowError(.taskNotYours) }
        return try await cases.find(number: number, in: official.scope)
    }

    // MARK: Writing

    private func carryOut(
        _ event: ProcessEvent, _ request: TaskRequest?, on task: WorkflowTask, _ found: Case, by official: Official,
        reason: String, now: Int64
    ) async throws {
        let caller = LookUpCaller(viewer: "official", post: official.post, official: official.id)
        _ = try await advance(
            found.number, in: official.scope, agentName: "official:\(official.id)", actor: caller, event: event,
            now: now
        ) { [self] step, found in
            guard task.matter == Matter(kind: "case", id: found.id),
                let current = try tasks.task(task.id, reader: step.reader), current.state == task.state
            else { throw WorkflowError(.taskGone) }
            if let request { try check(request, current, official, step.reader) }
            let operation = request?.operation ?? (request == nil ? .takeBack : nil)
            if let operation {
                step.writes.append(
                    try record(
                        operation, on: current, target: target(of: request, by: official), by: official, reason: reason,
                        now: now))
            }
            if case .sendBack = request { step.note(.returned, post: official.post) }
            step.events.append(
                leaf(
                    operation?.rawValue ?? "take", on: current, found, target: target(of: request, by: official),
                    by: official,
                    reason: reason))
        }
    }

    private func check(
        _ request: TaskRequest, _ task: WorkflowTask, _ official: Official, _ reader: any SnapshotReader
    ) throws {
        if case .takeOver = request {
            guard mayTakeOver(task, by: official) else { throw WorkflowError(.taskNotYours) }
            return
        }
        guard case .remove = request else {
            guard isFor(official, task) else { throw WorkflowError(.taskNotYours) }
            return
        }
        // Who asked may withdraw the question: whose task the asked one serves.
        let served = try tasks.tasks(of: task.matter, reader: reader).first {
            $0.instance == task.instance && $0.activation == task.serves
        }
        guard let served, isFor(official, served) || served.endedBy == official.id else {
            throw WorkflowError(.taskNotYours)
        }
    }

    private func target(of request: TaskRequest?, by official: Official) -> String {
        switch request {
        case .takeOver: String(official.id)
        case .sendBack(.element(let element)): element
        case .sendBack(.step(let step)): String(step)
        case let request?: request.other.map { String($0) } ?? ""
        case nil: ""
        }
    }

    func record(
        _ operation: TaskOperation?, on task: WorkflowTask, target: String, by official: Official, reason: String,
        now: Int64
    ) throws -> Statement {
        let id = cases.identifiers.next()
        return TaskActRecord(
            id: id, matter: task.matter, task: task.id, at: now, act: operation, official: official.id, target: target,
            reason: try cases.keyring.seal(Array(reason.utf8), in: CaseDesk.reasonPlace, row: id)
        ).inserting
    }

    func leaf(
        _ act: String, on task: WorkflowTask, _ found: Case, target: String, by official: Official, reason: String
    ) -> JournalEvent {
        JournalEvent(
            .taskActed, department: official.department, subject: (found.subject ?? found.applicant).bytes,
            caseID: found.id,
            [
                "case": found.number, "task": task.element, "act": act, "official": String(official.id),
                "target": target, "reason": reason,
            ])
    }

    /// Urging changes nothing in the process: whoever has the task sees it, and so does everyone who reads the case.
    private func urge(
        _ task: WorkflowTask, _ found: Case, by official: Official, reason: String, now: Int64
    ) async throws {
        try await planned { [self] reader in
            guard let current = try tasks.task(task.id, reader: reader), current.isOpen,
                current.matter == Matter(kind: "case", id: found.id)
            else { throw WorkflowError(.taskGone) }
            guard try processes.options(of: current, reader: reader).operations.contains(.urge) else {
                throw ProcessError(.operationNotAllowed)
            }
            var writes = WriteSet()
            writes.append(try record(.urge, on: current, target: "", by: official, reason: reason, now: now))
            try journal.record(
                [leaf("urge", on: current, found, target: "", by: official, reason: reason)], at: now, to: &writes,
                reader: reader)
            return (writes, ())
        }
    }
}

extension Official {
    /// Whose tasks are this official's.
    package var holder: TaskStore.Holder { TaskStore.Holder(official: id, post: post, department: department) }
}

extension String {
    fileprivate func trimmed(to count: Int) -> String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.prefix(count))
    }
}
