package import Directory
import Journal
import ProcessEngine
import Storage
package import Workflow

/// 交接: what somebody has who leaves or is away goes to colleagues, at one go, with a sheet to print.
extension CaseDesk {
    /// A task of somebody's, with those who may get it.
    package struct HeldTask: Sendable {
        package let task: WorkflowTask
        /// The case's number.
        package let number: String
        /// Officials of the same department in office who may see the case.
        package let candidates: [Official]
    }

    /// What an official has and has not ended.
    package func heldTasks(of official: Official) async throws -> [HeldTask] {
        let colleagues = try await directory.officials(in: .program("hand-over")).filter {
            $0.department == official.department && $0.id != official.id
        }
        var held: [HeldTask] = []
        for task in try await tasks.unfinished(of: official.id) {
            if let module = module(of: task.matter) {
                let face = try await storage.snapshot { try module.face(of: task.matter, reader: $0) }
                held.append(
                    HeldTask(
                        task: task, number: face.number, candidates: colleagues.filter { task.isOf($0) && $0.isActive })
                )
                continue
            }
            guard task.matter.kind == "case" else { continue }
            let found = try await cases.find(id: task.matter.id, in: .program("hand-over"))
            // What an official was asked, any colleague may answer; a task itself goes to who may do it.
            let candidates = colleagues.filter { maySee(found, $0) && (task.role != .main || couldDo($0, task)) }
            held.append(HeldTask(task: task, number: found.number, candidates: candidates))
        }
        return held
    }

    /// Gives an official's unfinished tasks to colleagues, or back to the post, and closes the account of one who has left.
    ///
    /// Each task is a commit of its own: what was given stays given if it is stopped, and doing it again goes on.
    ///
    /// - Parameter receivers: for a task's id the official who gets it; a task that is not named goes back to its post.
    /// - Returns: the sheet.
    package func handOver(
        _ official: Official, to receivers: [Int64: Int64], hasLeft: Bool, by manager: Official, now: Int64
    ) async throws -> HandOver {
        guard manager.scope.may(.manageDirectory), manager.id != official.id else { throw WorkflowError(.taskNotYours) }
        var items: [HandOver.Item] = []
        let held = try await heldTasks(of: official)
        for one in held {
            if let receiver = receivers[one.task.id], !one.candidates.contains(where: { $0.id == receiver }) {
                throw WorkflowError(.noSuchColleague)
            }
        }
        for one in held {
            let receiver = receivers[one.task.id]
            do {
                try await assign(one.task, of: one.number, to: receiver, by: manager, now: now)
                items.append(HandOver.Item(number: one.number, title: one.task.title, to: receiver))
            } catch let error as WorkflowError where error.code == .taskGone {
                // Somebody ended it meanwhile: nothing is left to hand over.
                continue
            }
        }
        // More than one page of them, or new ones meanwhile: an account is closed only when nothing is left.
        if hasLeft, try await !tasks.unfinished(of: official.id, limit: 1).isEmpty { throw WorkflowError(.workLeft) }
        let sheet = HandOver(
            id: cases.identifiers.next(), official: official.id, madeBy: manager.id, madeAt: now, hasLeft: hasLeft,
            items: items)
        let event = JournalEvent(
            .workHandedOver, department: official.department,
            [
                "official": String(official.id), "by": String(manager.id), "tasks": String(items.count),
                "left": hasLeft ? "yes" : "no",
            ])
        try await planned { [self] reader in
            var writes = WriteSet([sheet.inserting])
            if hasLeft { writes.append(contentsOf: WriteSet(directory.leaving(official.id, now: now))) }
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
        return sheet
    }

    /// A sheet, for who manages people.
    package func handOver(_ id: Int64, for manager: Official) async throws -> HandOver? {
        guard manager.scope.may(.manageDirectory) else { return nil }
        return try await storage.point(HandOver.byID, [.integer(id)]) { try HandOver($0) }
    }

    private func assign(
        _ task: WorkflowTask, of number: String, to receiver: Int64?, by manager: Official, now: Int64
    ) async throws {
        let event = ProcessEvent.act(activation: task.activation, .assign(to: receiver.map { String($0) }))
        if let module = module(of: task.matter) {
            let act = MatterAct(
                name: "hand-over", element: task.element, target: receiver.map { String($0) } ?? "", reason: "工作交接")
            return try await planned { [self] reader in
                guard let current = try tasks.task(task.id, reader: reader), current.state == task.state else {
                    throw WorkflowError(.taskGone)
                }
                return (
                    try module.deliver(
                        event, to: task.instance, of: task.matter, mending: [], act: act, by: manager, now: now,
                        reader: reader), ()
                )
            }
        }
        _ = try await advance(
            number, in: .program("hand-over"), agentName: "official:\(manager.id)", event: event,
            instance: task.instance, now: now
        ) { [self] step, found in
            guard let current = try tasks.task(task.id, reader: step.reader), current.state == task.state else {
                throw WorkflowError(.taskGone)
            }
            let target = receiver.map { String($0) } ?? ""
            let noted = try noted(
                .act(.handOn), as: "hand-over", on: current, found, target: target, by: manager, reason: "工作交接",
                now: now)
            step.writes.append(noted.row)
            step.events.append(noted.leaf)
        }
    }
}
