import Cryptography
package import Directory
import Exchange
import JSONTree
import Journal
package import ProcessEngine
import Storage
import Workflow

/// What officials may begin in a case without a task for it, such as asking for more time or letting the clock stand
/// still for a hearing. The process says what and by which post.
extension CaseDesk {
    /// What an official may begin now.
    package func offers(of found: Case, to official: Official) async throws -> [ProcessOffer] {
        guard found.submittedAt != nil, found.state != .withdrawn else { return [] }
        return try await storage.snapshot { [processes] reader in
            try processes.offers(of: Matter(kind: "case", id: found.id), reader: reader)
        }.filter { isFor(official, offer: $0, of: found) }
    }

    private func isFor(_ official: Official, offer: ProcessOffer, of found: Case) -> Bool {
        guard let runtime = try? runtime(found.service), official.scope.may(.readCases) else { return false }
        return official.post == offer.post && runtime.service.offices.contains(official.department)
    }

    /// Begins what the process offers.
    ///
    /// - Throws: `case.not-offered` where it is not offered, or not to this official; `task.reason-missing` without a
    ///   reason; what the process refuses, such as `clock.extension-refused`.
    package func begin(
        _ element: String, of number: String, by official: Official, reason: String, now: Int64
    ) async throws {
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        if reason.isEmpty { throw WorkflowError(.reasonMissing) }
        let found = try await cases.find(number: number, in: official.scope)
        guard let offer = try await offers(of: found, to: official).first(where: { $0.element == element }) else {
            throw ServiceError(.notOffered)
        }
        let caller = LookUpCaller(viewer: "official", post: official.post, official: official.id)
        _ = try await advance(
            number, in: official.scope, agentName: "official:\(official.id)", actor: caller,
            event: .message(name: offer.message, correlation: offer.correlation, payload: .null), now: now
        ) { [self] step, found in
            let matter = Matter(kind: "case", id: found.id)
            guard try processes.offers(of: matter, reader: step.reader).contains(offer) else {
                throw ServiceError(.notOffered)
            }
            let id = cases.identifiers.next()
            let sealed = try cases.keyring.seal(Array(reason.utf8), in: CaseDesk.reasonPlace, row: id)
            step.writes.append(
                TaskActRecord(
                    id: id, matter: matter, task: 0, at: now, kind: .offer, official: official.id, target: element,
                    reason: sealed
                ).inserting)
            step.events.append(
                JournalEvent(
                    .taskActed, department: official.department, subject: (found.subject ?? found.applicant).bytes,
                    caseID: found.id,
                    [
                        "case": number, "task": element, "act": "begin", "official": String(official.id), "target": "",
                        "reason": Hexadecimal.encoded(Digest.sha256.hash(sealed)),
                    ]))
        }
    }
}
