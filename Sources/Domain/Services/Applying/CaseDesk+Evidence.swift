import Cryptography
import Directory
package import JSONTree
import Journal
import ProcessEngine
import Storage

/// A file that came with a case, without its content.
package struct CaseFile: Sendable {
    package let id: Int64
    package let material: String
    package let name: String
    package let mediaType: String
    package let size: Int
    /// The grade of trust: `C` uploaded, `B` checked at a counter.
    package let grade: String
    package let addedAt: Int64
}

extension CaseDesk {
    private static let fileName = SealContext("case_file.name")
    private static let fileContent = SealContext("case_file.content")
    private static let insertFile: SQL = """
        INSERT INTO case_file (id, case_id, material, name, media_type, size, digest, grade, content, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let filesOfCase: SQL = """
        SELECT id, material, name, media_type, size, grade, added_at FROM case_file WHERE case_id = ? ORDER BY id
        """
    private static let contentOfFile: SQL = """
        SELECT media_type, content FROM case_file WHERE case_id = ? AND id = ?
        """
    private static let fileCount: SQL =
        "SELECT COUNT(*) FROM case_file WHERE case_id = ? AND material = ? AND added_at >= ?"

    /// Takes a paper for a case: type, size and content are checked against the material's rule.
    ///
    /// - Returns: the file as a form's answer names it.
    package func addFile(
        to number: String, material: String, name: String, declaredType: String, content: [UInt8], by agent: Agent,
        now: Int64
    ) async throws -> JSON {
        let found = try await cases.find(number: number, in: agent.scope)
        let runtime = try runtime(found.service)
        guard let rule = runtime.service.materials.first(where: { $0.id == material })?.upload else {
            throw ServiceError(.notOffered)
        }
        guard let type = FileSignature.mediaType(of: content), type.matches(declaredType),
            rule.types.contains(type.fileType), content.count <= rule.maximumBytes
        else { throw ServiceError(.fileRefused) }
        // Asked for anew, it may be handed in anew.
        let since = try knowledge(of: found, now: now).extra[CaseKnowledge.askedAtKey]?.integer ?? 0
        let count = try await storage.point(
            CaseDesk.fileCount, [.integer(found.id), .text(material), .integer(Int64(since))]
        ) { try $0.int(0) }
        guard (count ?? 0) < rule.maximumCount else { throw ServiceError(.fileRefused) }
        let id = cases.identifiers.next()
        let grade = agent.officialID == nil ? "C" : "B"
        let insert = Statement(
            CaseDesk.insertFile,
            [
                .integer(id), .integer(found.id), .text(material),
                .bytes(try cases.keyring.seal(Array(name.utf8), in: CaseDesk.fileName, row: id)),
                .text(type.rawValue), .integer(Int64(content.count)),
                .text(Hexadecimal.encoded(Digest.sha256.hash(content))), .text(grade),
                .bytes(try cases.keyring.seal(content, in: CaseDesk.fileContent, row: id)), .integer(now),
            ], expect: .rows(1))
        try await planned { [self] reader in
            var writes = WriteSet([insert])
            writes.append(
                CaseEvent.statement(
                    .fileAdded, id: cases.identifiers.next(), caseID: found.id, at: now,
                    office: runtime.service.department, data: ["material": .string(material)]))
            try journal.record(
                [
                    JournalEvent(
                        .caseChanged, department: runtime.service.department,
                        subject: (found.subject ?? found.applicant).bytes, caseID: found.id,
                        [
                            "case": number, "change": "file-added", "agent": agent.journalName, "detail": material,
                        ])
                ], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
        return [
            "id": .string(String(id)), "name": .string(name), "media_type": .string(type.rawValue),
            "bytes": .integer(content.count),
        ]
    }

    /// The files of a case.
    package func files(of found: Case) async throws -> [CaseFile] {
        try await storage.few(CaseDesk.filesOfCase, [.integer(found.id)]) { [cases] row in
            let id = try row.integer(0)
            return CaseFile(
                id: id, material: try row.text(1),
                name: String(
                    decoding: try cases.keyring.open(try row.bytes(2), in: CaseDesk.fileName, row: id), as: UTF8.self),
                mediaType: try row.text(3), size: try row.int(4), grade: try row.text(5), addedAt: try row.integer(6))
        }
    }

    /// The content of one file of a case.
    package func content(ofFile id: Int64, in found: Case) async throws -> (mediaType: String, bytes: [UInt8]) {
        let file = try await storage.point(CaseDesk.contentOfFile, [.integer(found.id), .integer(id)]) { [cases] row in
            (
                try row.text(0),
                try cases.keyring.open(try row.bytes(1), in: CaseDesk.fileContent, row: id)
            )
        }
        guard let file else { throw ServiceError(.noSuchCase) }
        return (mediaType: file.0, bytes: file.1)
    }

    /// Promises instead of a paper (告知承诺), where the material allows it, and has the case decided again.
    package func promise(_ material: String, in number: String, by agent: Agent, now: Int64) async throws -> Case {
        let found = try await cases.find(number: number, in: agent.scope)
        let runtime = try runtime(found.service)
        guard found.submittedAt != nil, found.outcome != .eligible,
            let promised = runtime.service.materials.first(where: { $0.id == material && $0.promise }),
            let answer = runtime.form.promiseAnswer(for: promised.id)
        else { throw ServiceError(.notOffered) }
        return try await advance(
            number, in: agent.scope, agentName: agent.journalName,
            event: .message(name: "evidence-added", correlation: number), now: now
        ) { step, found in
            step.knowledge.answers = step.knowledge.answers.setting(answer.field, to: .string(answer.value))
            step.note(.promised, data: ["material": .string(material)])
            step.events.append(
                JournalEvent(
                    .caseChanged, department: step.department, subject: step.subject, caseID: found.id,
                    [
                        "case": number, "change": "promised", "agent": agent.journalName, "detail": material,
                    ]))
        }
    }

    /// Whoever applied says that what was asked for is there: all papers of a correction, or what a department wanted
    /// mended. Said when nothing waits for it, it changes nothing.
    ///
    /// - Parameter part: the department's part that waits; `nil` for the correction.
    package func reportDone(_ part: String?, in number: String, by agent: Agent, now: Int64) async throws -> Case {
        let found = try await cases.find(number: number, in: agent.scope)
        if let part, try runtime(found.service).service.part(part) == nil { throw ServiceError(.notOffered) }
        return try await advance(
            number, in: agent.scope, agentName: agent.journalName,
            event: .message(name: part.map { "mended-\($0)" } ?? "corrected", correlation: number), now: now)
    }

    /// Tells the process of a case that papers have come, so that a person looks at them.
    package func announceEvidence(in number: String, by agent: Agent, now: Int64) async throws -> Case {
        try await advance(
            number, in: agent.scope, agentName: agent.journalName,
            event: .message(name: "evidence-added", correlation: number), now: now)
    }
}
