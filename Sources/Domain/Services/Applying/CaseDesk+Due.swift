import Directory
import Exchange
import JSONTree
import Journal
package import ProcessEngine
package import Storage
package import Workflow

/// What a process is told by the program itself: a timer's time has come, a long step goes on, a call was answered.
extension CaseDesk {
    /// Runs a due timer of a process.
    package func timerDue(instance: Int64, timer: Int, now: Int64) async throws -> WriteSet {
        try await deliverDue(.timerDue(timer: timer), instance: instance, agentName: "program:timer", now: now)
    }

    /// Goes on with a process that has paused because one step had become too long.
    package func resumeDue(instance: Int64, now: Int64) async throws -> WriteSet {
        try await deliverDue(.resume, instance: instance, agentName: "program:resume", now: now)
    }

    /// Tells a process of a signal that another has raised.
    package func told(_ signal: SignalBroadcast, instance: Int64, now: Int64) async throws -> WriteSet {
        try await deliverDue(signal.event, instance: instance, agentName: "program:signal", now: now)
    }

    /// Whether a process still waits for a call's answer.
    package func awaits(_ call: ExternalCall) async throws -> Bool {
        try await storage.snapshot { [processes] reader in
            try processes.awaits(activation: call.activation, of: call.instance, reader: reader)
        }
    }

    /// Delivers the answer of a call, in a commit of its own; planned again when the process moved meanwhile, so that the
    /// other system is not asked again for that. An answer that nobody waits for any more changes nothing.
    package func answer(_ call: ExternalCall, _ event: ProcessEvent, now: Int64) async throws {
        try await planned { [self] reader in
            (
                try deliver(
                    event, instance: call.instance, agentName: "program:\(call.handler)", now: now, reader: reader
                ) { step, _ in step.noteCall(call.handler, element: call.element, state: CaseDesk.state(of: event)) },
                ()
            )
        }
    }

    private static func state(of event: ProcessEvent) -> String {
        if case .failed(_, let code) = event { code } else { "answered" }
    }

    private func deliverDue(
        _ event: ProcessEvent, instance: Int64, agentName: String, now: Int64
    ) async throws -> WriteSet {
        try await storage.snapshot { [self] reader in
            try deliver(event, instance: instance, agentName: agentName, now: now, reader: reader)
        }
    }

    /// What delivering something to a process writes that nobody in particular has asked for.
    ///
    /// - Parameter before: what else the step does, once the case is known.
    func deliver(
        _ event: ProcessEvent, instance: Int64, agentName: String, mending: [(String, JSON)] = [], now: Int64,
        reader: any SnapshotReader, before: (CaseStep, Case) throws -> Void = { _, _ in }
    ) throws -> WriteSet {
        let matter = try reader.point(
            "SELECT matter_kind, matter FROM process_instance WHERE id = ?", [.integer(instance)]
        ) { Matter(kind: try $0.text(0), id: try $0.integer(1)) }
        // For a process that has ended nothing happens, and so nothing is written of its case.
        guard let matter, try processes.isRunning(instance, reader: reader) else { return WriteSet() }
        let scope = AccessScope.program("timer")
        var correction: Correction?
        if matter.kind == Correction.matter { correction = try self.correction(id: matter.id, reader: reader) }
        let found = try cases.find(id: correction?.caseID ?? matter.id, in: scope, reader: reader)
        let runtime = try runtime(found.service)
        let step = self.step(
            found, knowledge: try knowledge(of: found, now: now), actor: .rules(for: runtime),
            agentName: agentName, findings: try findings(of: found, runtime: runtime, reader: reader),
            reader: reader, now: now)
        try before(step, found)
        let handling: any StepHandling = correction.map { CorrectionStep($0, step: step) } ?? step
        do {
            var steps = WriteSet()
            try processes.deliver(
                event, toInstance: instance, mending: mending, handling: handling, reader: reader, now: now,
                writes: &steps)
            step.writes.append(contentsOf: steps)
        } catch let error as ProcessError where error.meansItIsOver {
            // The process has moved on; what came means nothing any more.
            return WriteSet()
        }
        guard correction == nil else {
            // The case itself has not moved: only its timeline and the correction's own rows.
            try journal.record(step.events, at: now, to: &step.writes, reader: reader)
            return step.writes
        }
        return try finished(step, found: found)
    }
}
