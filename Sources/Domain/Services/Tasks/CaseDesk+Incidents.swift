import Cryptography
package import Directory
package import JSONTree
import Journal
package import ProcessEngine
package import Storage
package import Workflow

/// An incident as the one who mends it is shown it.
package struct IncidentView: Sendable {
    package let incident: ProcessIncident
    /// The number of the case, by which it can be spoken of.
    package let number: String
    package let service: String
    package let element: ProcessElement?
    /// The process's variables; without their values for who may not see cases.
    package let variables: [(name: String, value: JSON?)]
    /// Whether values are shown, which the citizen learns.
    package let showsValues: Bool
}

/// What stands still in processes, and mending it.
extension CaseDesk {
    /// What stands still, the oldest first.
    package func incidents(page: Int = 1, size: Int = 50, for official: Official) async throws -> [IncidentView] {
        guard official.scope.may(.operateProcesses) else { return [] }
        var views: [IncidentView] = []
        for incident in try await IncidentStore(storage: storage).open(page: page, size: size) {
            // One that cannot be read, as when its version is not installed, hides no other.
            let view = try? await view(incident, for: official, withVariables: false)
            views.append(
                view
                    ?? IncidentView(
                        incident: incident, number: "#\(incident.id)", service: "", element: nil, variables: [],
                        showsValues: false))
        }
        return views
    }

    /// One of them; `nil` where there is none or it is mended.
    package func incident(_ id: Int64, for official: Official) async throws -> IncidentView? {
        guard official.scope.may(.operateProcesses),
            let incident = try await IncidentStore(storage: storage).incident(id), incident.resolvedAt == nil
        else { return nil }
        return try await view(incident, for: official, withVariables: true)
    }

    private func view(
        _ incident: ProcessIncident, for official: Official, withVariables: Bool
    ) async throws -> IncidentView {
        return try await storage.snapshot { [self] reader in
            let scope = AccessScope.program("incidents")
            if let module = module(of: incident.matter) {
                return try view(
                    incident, face: try module.face(of: incident.matter, reader: reader),
                    withVariables: withVariables, reader: reader)
            }
            var caseID = incident.matter.id
            if incident.matter.kind == Correction.matter {
                caseID = try correction(id: incident.matter.id, reader: reader).caseID
            }
            let found = try cases.find(id: caseID, in: scope, reader: reader)
            let hash = try reader.point(
                "SELECT definition FROM process_instance WHERE id = ?", [.integer(incident.instance)]
            ) { try $0.text(0) }
            let definition = try hash.map { try processes.catalogue.definition($0) }
            let variables =
                withVariables ? try processes.variables(of: incident.instance, reader: reader) : []
            let maySeeValues = maySee(found, official)
            return IncidentView(
                incident: incident, number: found.number, service: found.service,
                element: definition.flatMap { definition in
                    definition.node(of: incident.element).flatMap { definition.element(node: $0) }
                }, variables: variables.map { ($0.name, maySeeValues ? $0.value : nil) },
                showsValues: maySeeValues && !variables.isEmpty)
        }
    }

    /// Processes of other modules hold nothing about a person, so that their values may be seen.
    private func view(
        _ incident: ProcessIncident, face: MatterFace, withVariables: Bool, reader: any SnapshotReader
    ) throws -> IncidentView {
        let hash = try reader.point(
            "SELECT definition FROM process_instance WHERE id = ?", [.integer(incident.instance)]
        ) { try $0.text(0) }
        let definition = try hash.map { try processes.catalogue.definition($0) }
        let variables = withVariables ? try processes.variables(of: incident.instance, reader: reader) : []
        return IncidentView(
            incident: incident, number: face.number, service: face.kind,
            element: definition.flatMap { definition in
                definition.node(of: incident.element).flatMap { definition.element(node: $0) }
            }, variables: variables.map { ($0.name, $0.value) }, showsValues: !variables.isEmpty)
    }

    /// Lets a process that stands still try again, with a variable set before if that is what was wrong.
    ///
    /// - Throws: `process.no-incident` where it goes on already, `task.reason-missing` without a reason.
    package func mend(
        _ id: Int64, setting variable: (name: String, value: JSON)?, by official: Official, reason: String, now: Int64
    ) async throws {
        guard official.scope.may(.operateProcesses) else { throw WorkflowError(.taskNotYours) }
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        if reason.isEmpty { throw WorkflowError(.reasonMissing) }
        guard let incident = try await IncidentStore(storage: storage).incident(id), incident.resolvedAt == nil
        else { throw ProcessError(.noIncident) }
        let digest = variable.map { Hexadecimal.encoded(Digest.sha256.hash($0.value.bytes)) } ?? ""
        let agent = "official:\(official.id)"
        if let module = module(of: incident.matter) {
            let act = MatterAct(
                name: "mend", element: incident.element, target: "\(variable?.name ?? "") \(digest)", reason: reason)
            return try await planned { reader in
                if incident.token == 0 {
                    return ([IncidentStore.resolving(instance: incident.instance, token: 0, now: now)], ())
                }
                return (
                    try module.deliver(
                        .retry(token: incident.token), to: incident.instance, of: incident.matter,
                        mending: variable.map { [($0.name, $0.value)] } ?? [], act: act, by: official, now: now,
                        reader: reader), ()
                )
            }
        }
        try await planned { [self] reader in
            // Where no token stands there is nothing to try again: it is taken note of.
            if incident.token == 0 {
                return (try acknowledging(incident, by: official, reason: reason, now: now, reader: reader), ())
            }
            let writes = try deliver(
                .retry(token: incident.token), instance: incident.instance, agentName: agent,
                mending: variable.map { [($0.name, $0.value)] } ?? [], now: now, reader: reader
            ) { step, found in
                let row = cases.identifiers.next()
                let sealed = try cases.keyring.seal(Array(reason.utf8), in: CaseDesk.reasonPlace, row: row)
                step.writes.append(
                    TaskActRecord(
                        id: row, matter: Matter(kind: "case", id: found.id), task: 0, at: now, kind: .mend,
                        official: official.id, target: incident.element, reason: sealed
                    ).inserting)
                step.events.append(
                    JournalEvent(
                        .processMended, department: official.department,
                        subject: (found.subject ?? found.applicant).bytes, caseID: found.id,
                        [
                            "case": found.number, "element": incident.element, "code": incident.code,
                            "official": String(official.id), "variable": variable?.name ?? "", "value": digest,
                            "reason": Hexadecimal.encoded(Digest.sha256.hash(sealed)),
                        ]))
            }
            return (writes, ())
        }
    }

    private func acknowledging(
        _ incident: ProcessIncident, by official: Official, reason: String, now: Int64, reader: any SnapshotReader
    ) throws -> WriteSet {
        var writes: WriteSet = [IncidentStore.resolving(instance: incident.instance, token: 0, now: now)]
        var caseID = incident.matter.id
        if incident.matter.kind == Correction.matter {
            caseID = try correction(id: incident.matter.id, reader: reader).caseID
        }
        let found = try cases.find(id: caseID, in: .program("incidents"), reader: reader)
        let row = cases.identifiers.next()
        let sealed = try cases.keyring.seal(Array(reason.utf8), in: CaseDesk.reasonPlace, row: row)
        writes.append(
            TaskActRecord(
                id: row, matter: Matter(kind: "case", id: found.id), task: 0, at: now, kind: .mend,
                official: official.id, target: incident.element, reason: sealed
            ).inserting)
        try journal.record(
            [
                JournalEvent(
                    .processMended, department: official.department, subject: (found.subject ?? found.applicant).bytes,
                    caseID: found.id,
                    [
                        "case": found.number, "element": incident.element, "code": incident.code,
                        "official": String(official.id), "variable": "", "value": "",
                        "reason": Hexadecimal.encoded(Digest.sha256.hash(sealed)),
                    ])
            ], at: now, to: &writes, reader: reader)
        return writes
    }

    /// Takes background work that was given up back into the queue.
    package func revive(job id: Int64, by official: Official, now: Int64) async throws {
        guard official.scope.may(.operateProcesses) else { throw WorkflowError(.taskNotYours) }
        try await planned { [self] reader in
            var writes: WriteSet = [jobs.revive(id: id, dueAt: now)]
            try journal.record(
                [
                    JournalEvent(
                        .jobRevived, department: official.department,
                        ["job": String(id), "official": String(official.id)])
                ], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    /// Background work that was given up.
    package func givenUp(for official: Official) async throws -> [DeadJob] {
        guard official.scope.may(.operateProcesses) else { return [] }
        return try await jobs.dead(in: storage)
    }

    private var jobs: JobQueue { JobQueue(identifiers: cases.identifiers) }
}
