package import Cryptography
package import Directory
import Exchange
import Journal
package import ProcessEngine
import Storage
import WorkCalendar
package import Workflow

/// 转办, 委派, 加签, 退回, 撤回, 催办: what officials do with a task of a case besides doing it. Each act has a reason,
/// which is sealed, and a leaf in the journal.
extension CaseDesk {
    package static let reasonPlace = SealContext("task_act.reason")
    /// Characters of a reason at most.
    package static let longestReason = 300

    /// What an official may do with a task, and who may be asked.
    package struct TaskOptions: Sendable {
        package let operations: Set<TaskOperation>
        /// The steps that it may be sent back to, the latest first, with who did them.
        package let returns: [(option: ReturnOption, official: Int64?)]
        /// The officials of the department who may see the case, without the one who asks.
        package let colleagues: [Official]
        /// All officials who may see the case, of whatever department: whom it may be copied to.
        package let readers: [Official]
        /// The departments that may be asked to sign as well, by their codes.
        package let signers: [String]
        /// The other signatures of a joint sign-off that may be done without.
        package let removable: [WorkflowTask]

        package static let none = TaskOptions(
            operations: [], returns: [], colleagues: [], readers: [], signers: [], removable: [])
    }

    /// Whether a task is this official's to do: it came to them, or to their post and nobody has it. Who reviews may
    /// also do what is a counter's or a school's of the same department, and who stands in what is theirs for whom.
    package func isFor(_ official: Official, _ task: WorkflowTask) -> Bool {
        task.isOwn(of: official)
            || (task.holder == nil && task.department == official.department && mayReview(official, task))
    }

    /// Whether an official may go on with a task that a colleague of the same post has: nobody's absence holds up a case.
    /// What its model gives to one person alone, such as the second signature of a visit, is nobody else's.
    package func mayTakeOver(_ task: WorkflowTask, by official: Official) async throws -> Bool {
        try await storage.snapshot { [self] reader in try mayTakeOver(task, by: official, reader: reader) }
    }

    private func mayTakeOver(
        _ task: WorkflowTask, by official: Official, reader: any SnapshotReader
    ) throws -> Bool {
        guard task.isUnderWay, let holder = task.holder, holder != official.id else { return false }
        guard task.role == .main, task.isOf(official) else { return false }
        return try processes.options(of: task, reader: reader).operations.contains(.handOn)
    }

    /// Whether a reviewer may do what is another post's: all but to approve, which is its own post's alone.
    private func mayReview(_ official: Official, _ task: WorkflowTask) -> Bool {
        official.scope.may(.reviewCases) && task.form != "approve"
    }

    /// Whether an official could do a task if it came to them: of its post, or a reviewer of its department.
    func couldDo(_ official: Official, _ task: WorkflowTask) -> Bool {
        official.department == task.department && (official.post == task.post || mayReview(official, task))
    }

    /// What may be done with an open task besides doing it.
    package func options(for task: WorkflowTask, of found: Case, by official: Official) async throws -> TaskOptions {
        // Who was asked answers; what becomes of the task is for the one who asked.
        guard isFor(official, task), task.role == .main else { return .none }
        let (operations, returns) = try await storage.snapshot { [processes] reader in
            try processes.options(of: task, reader: reader)
        }
        if operations.isEmpty { return .none }
        let before = try await tasks.tasks(of: task.matter)
        // Whoever may see the case may be let know of it, also in the other departments that take part.
        let isBeyond = !operations.isDisjoint(with: [.copy, .addBeside])
        let everybody: AccessScope = isBeyond ? .program("copy") : official.scope
        let readers = try await directory.officials(in: everybody).filter { colleague in
            colleague.id != official.id && maySee(found, colleague)
        }
        let colleagues = readers.filter { $0.department == task.department }
        return TaskOptions(
            operations: operations,
            returns: returns.map { option in
                (option, before.first { $0.activation == option.activation && $0.instance == task.instance }?.endedBy)
            }, colleagues: colleagues, readers: operations.contains(.copy) ? readers : [],
            signers: operations.contains(.addBeside) ? CaseDesk.signers(for: task, readers, before) : [],
            removable: operations.isSuperset(of: [.addBeside, .remove]) && isLead(official, found)
                ? before.filter { $0.isOpen && $0.isBeside(task) } : [])
    }

    /// The departments whose signatory may be asked as well: those that take part and do not sign in this round.
    private static func signers(
        for task: WorkflowTask, _ readers: [Official], _ tasks: [WorkflowTask]
    ) -> [String] {
        let asked = tasks.filter { other in
            other.element == task.element && other.instance == task.instance
                && (other.isUnderWay || (other.state == .done && other.createdAt >= task.createdAt))
        }
        let known = Set(asked.map(\.department) + [task.department])
        return Set(readers.filter { $0.post == task.post }.map(\.department)).subtracting(known).sorted()
    }

    /// Whether an official is of the department that leads a case.
    private func isLead(_ official: Official, _ found: Case) -> Bool {
        (try? runtime(found.service).service.department) == official.department
    }

    func maySee(_ found: Case, _ official: Official) -> Bool {
        official.isActive && official.scope.may(.readCases) && cases.isVisible(found, to: official.scope)
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
                maySee(found, colleague)
            else { throw WorkflowError(.noSuchColleague) }
            // Work stays in the department; to know of it may be others' who take part.
            let isCopy = request.operation == .copy
            guard isCopy || colleague.department == task.department else { throw WorkflowError(.noSuchColleague) }
            // Who only reads or enters cannot be given what they may not do; they can be asked.
            if case .handOn = request, !couldDo(colleague, task) { throw WorkflowError(.noSuchColleague) }
        }
        if task.role != .main {
            switch request {
            case .take, .remove, .urge: break
            default: throw WorkflowError(.taskNotYours)
            }
        }
        if case .addBeside(let department) = request {
            let options = try await options(for: task, of: found, by: official)
            guard options.signers.contains(department) else { throw WorkflowError(.noSuchColleague) }
        }
        let target = try await target(of: request, task, by: official)
        if case .suspend(let day) = request, ProcessRunner.restDays(of: task, today: today(now))?.contains(day) != true
        {
            throw WorkflowError(.restDay)
        }
        guard let act = request.act(by: official.id) else {
            return try await tell(request, task, found, target: target, by: official, reason: reason, now: now)
        }
        try await carryOut(
            .act(activation: task.activation, act), request, on: task, found, target: target, by: official,
            reason: reason, now: now)
    }

    /// To whom or where it goes: the other official's id, or the element, since the step itself is undone by then.
    private func target(of request: TaskRequest, _ task: WorkflowTask, by official: Official) async throws -> String {
        switch request {
        case .takeOver: return String(official.id)
        case .sendBack(.element(let element)): return element
        case .addBeside(let department): return department
        case .removeSigner: return task.department
        case .suspend(let day): return day.iso
        case .sendBack(let back):
            let (_, returns) = try await storage.snapshot { [processes] reader in
                try processes.options(of: task, reader: reader)
            }
            if case .step(let step) = back { return returns.first { $0.step == step }?.element ?? "" }
            return returns.first?.element ?? ""
        default: return request.other.map { String($0) } ?? ""
        }
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
        try await carryOut(
            .takeBack(step: step), nil, on: task, found, target: task.element, by: official, reason: reason, now: now)
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
            event: .completed(activation: task.activation), instance: task.instance, now: now
        ) { [self] step, found in
            guard let current = try tasks.task(task.id, reader: step.reader), current.isOpen,
                current.matter == Matter(kind: "case", id: found.id)
            else { throw WorkflowError(.taskGone) }
            guard isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            step.writes.append(tasks.finishing(current, by: official.id, result: result, now: now))
            let noted = try noted(
                .opinion, as: "opinion", on: current, found, target: result, by: official, reason: opinion, now: now)
            step.writes.append(noted.row)
            step.events.append(noted.leaf)
        }
    }

    private func shown(_ number: String, to official: Official) async throws -> Case {
        guard official.scope.may(.readCases) else { throw WorkflowError(.taskNotYours) }
        return try await cases.find(number: number, in: official.scope)
    }

    // MARK: Writing

    private func carryOut(
        _ event: ProcessEvent, _ request: TaskRequest?, on task: WorkflowTask, _ found: Case, target: String,
        by official: Official, reason: String, now: Int64
    ) async throws {
        let caller = LookUpCaller(viewer: "official", post: official.post, official: official.id)
        _ = try await advance(
            found.number, in: official.scope, agentName: "official:\(official.id)", actor: caller, event: event,
            instance: task.instance, now: now
        ) { [self] step, found in
            guard task.matter == Matter(kind: "case", id: found.id),
                let current = try tasks.task(task.id, reader: step.reader), current.state == task.state
            else { throw WorkflowError(.taskGone) }
            if let request {
                try check(request, current, official, leads: isLead(official, found), step.reader)
            }
            switch request {
            case .sendBack: step.note(.returned, post: official.post)
            case .suspend(let day): step.writes.append(contentsOf: processes.waking(current, on: day, now: now))
            case .resume:
                step.writes.append(contentsOf: processes.notWaking(current))
                try noteResumed(current, found, by: official, step)
                return
            default: break
            }
            guard let operation = request?.operation ?? (request == nil ? .takeBack : nil) else {
                step.events.append(leaf("take", on: current, found, target: target, by: official, digest: ""))
                return
            }
            let noted = try noted(
                .act(operation), as: operation.rawValue, on: current, found, target: target, by: official,
                reason: reason,
                now: now)
            step.writes.append(noted.row)
            step.events.append(noted.leaf)
        }
    }

    private func check(
        _ request: TaskRequest, _ task: WorkflowTask, _ official: Official, leads: Bool, _ reader: any SnapshotReader
    ) throws {
        if case .takeOver = request {
            guard try mayTakeOver(task, by: official, reader: reader) else { throw WorkflowError(.taskNotYours) }
            return
        }
        let all = try tasks.tasks(of: task.matter, reader: reader).filter { $0.instance == task.instance }
        if case .removeSigner = request {
            // Who leads the matter and signs it as well decides whose signature can be done without.
            let mine = all.first { $0.isOpen && $0.isBeside(task) && isFor(official, $0) }
            guard mine != nil, leads else { throw WorkflowError(.taskNotYours) }
            return
        }
        guard case .remove = request else {
            guard isFor(official, task) else { throw WorkflowError(.taskNotYours) }
            // The same question twice is one: the button was pressed again.
            if let other = request.other,
                all.contains(where: {
                    $0.serves == task.activation && $0.holder == other && ($0.state == .open || $0.state == .planned)
                })
            {
                throw WorkflowError(.taskGone)
            }
            return
        }
        // Who asked may withdraw the question; so may a colleague of the post, since whoever asked may be away, too.
        let served = all.first { $0.activation == task.serves }
        guard let served, isFor(official, served) || served.endedBy == official.id || served.isOf(official) else {
            throw WorkflowError(.taskNotYours)
        }
    }

    /// The row that keeps an act, with its reason sealed, and the leaf, which holds the sealed reason's digest: the
    /// reason may speak of people, so nothing of it is in clear.
    func noted(
        _ kind: TaskActRecord.Kind, as name: String, on task: WorkflowTask, _ found: Case, target: String,
        by official: Official, reason: String, now: Int64
    ) throws -> (row: Statement, leaf: JournalEvent) {
        let id = cases.identifiers.next()
        let sealed = try cases.keyring.seal(Array(reason.utf8), in: CaseDesk.reasonPlace, row: id)
        let row = TaskActRecord(
            id: id, matter: task.matter, task: task.id, at: now, kind: kind, official: official.id, target: target,
            reason: sealed
        ).inserting
        let digest = Hexadecimal.encoded(Digest.sha256.hash(sealed))
        return (row, leaf(name, on: task, found, target: target, by: official, digest: digest))
    }

    func leaf(
        _ act: String, on task: WorkflowTask, _ found: Case, target: String, by official: Official?, digest: String
    ) -> JournalEvent {
        JournalEvent(
            .taskActed, department: official?.department ?? task.department,
            subject: (found.subject ?? found.applicant).bytes,
            caseID: found.id,
            [
                "case": found.number, "task": task.element, "act": act,
                "official": official.map { String($0.id) } ?? "",
                "target": target, "reason": digest,
            ])
    }

    /// Urging and copying change nothing in the process: whoever has the task, or is to know of it, sees it, and so does
    /// everyone who reads the case.
    private func tell(
        _ request: TaskRequest, _ task: WorkflowTask, _ found: Case, target: String, by official: Official,
        reason: String, now: Int64
    ) async throws {
        guard let operation = request.operation else { return }
        try await planned { [self] reader in
            guard let current = try tasks.task(task.id, reader: reader), current.isUnderWay,
                current.matter == Matter(kind: "case", id: found.id)
            else { throw WorkflowError(.taskGone) }
            // To be copied is what the one who does it decides; to urge is anybody's who waits.
            guard operation == .urge || isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            guard try processes.options(of: current, reader: reader).operations.contains(operation) else {
                throw ProcessError(.operationNotAllowed)
            }
            var writes = WriteSet()
            // Pressed twice within a minute it is one.
            if try tasks.hasJust(operation, on: current, by: official.id, target: target, now: now, reader: reader) {
                return (writes, ())
            }
            let noted = try noted(
                .act(operation), as: operation.rawValue, on: current, found, target: target, by: official,
                reason: reason,
                now: now)
            writes.append(noted.row)
            if operation == .urge { writes.append(tasks.urging(current)) }
            try journal.record([noted.leaf], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }
}

extension WorkflowTask {
    /// Whether another task is a signature of the same joint sign-off.
    fileprivate func isBeside(_ other: WorkflowTask) -> Bool {
        instance == other.instance && element == other.element && id != other.id && role == .main
    }
}
