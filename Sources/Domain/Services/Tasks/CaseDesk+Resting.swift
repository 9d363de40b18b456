import Cryptography
import Directory
import Journal
import ProcessEngine
package import Storage
package import Workflow

/// What was suspended (挂起) goes on.
extension CaseDesk {
    /// A task that rested goes on: somebody wants it, or its day has come.
    func noteResumed(
        _ task: WorkflowTask, _ found: Case, by official: Official?, _ step: CaseStep
    ) throws {
        let id = cases.identifiers.next()
        let row = TaskActRecord(
            id: id, matter: task.matter, task: task.id, at: step.now, kind: .resumed, official: official?.id ?? 0,
            target: "", reason: try cases.keyring.seal([], in: CaseDesk.reasonPlace, row: id))
        step.writes.append(row.inserting)
        step.events.append(leaf("resumed", on: task, found, target: "", by: official, digest: ""))
    }

    /// The day has come until which a task was to rest.
    package func wake(_ waking: ProcessRunner.Waking, now: Int64) async throws -> WriteSet {
        try await storage.snapshot { [self] reader in
            var isResting = true
            let writes = try deliver(
                waking.event, instance: waking.instance, agentName: "program:wake", now: now, reader: reader
            ) { step, found in
                let task = waking.task(in: try tasks.tasks(of: Matter(kind: "case", id: found.id), reader: reader))
                isResting = task != nil
                if let task { try noteResumed(task, found, by: nil, step) }
            }
            return isResting ? writes : WriteSet()
        }
    }
}
