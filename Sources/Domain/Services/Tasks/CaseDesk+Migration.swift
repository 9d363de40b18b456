import Directory
import Journal
package import ProcessEngine
import Storage
import Workflow

/// What became, or would become, of the running processes of one version.
package struct MigrationReport: Sendable {
    /// How many went over, or would.
    package internal(set) var moved = 0
    /// Those that cannot, by their case's number, with the reasons.
    package internal(set) var refused: [(number: String, obstacles: [MigrationObstacle])] = []
}

/// Running processes stay on the version they began with, unless somebody moves them.
extension CaseDesk {
    /// The versions of processes that instances run on.
    package func processVersions() async throws -> [(
        definition: ProcessDefinition, hash: String, running: Int, all: Int
    )] {
        try await ProcessStore(storage: storage).versions().compactMap { version in
            (try? processes.catalogue.definition(version.definition)).map {
                ($0, version.definition, version.running, version.all)
            }
        }
    }

    /// The versions of all processes that were ever published.
    package var processHashes: [String] { processes.catalogue.hashes }

    /// Moves the running processes of one version to another, each in a commit of its own; without `applies` it only
    /// finds out what would become of them.
    ///
    /// - Parameters:
    ///   - old, new: the hashes of the definitions.
    ///   - mapping: elements that are called otherwise in the new version, by their old ids.
    ///   - progress: called with the number looked at.
    package func migrate(
        from old: String, to new: String, mapping: [String: String], applies: Bool, now: Int64,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> MigrationReport {
        let definition = try processes.catalogue.definition(new)
        var report = MigrationReport()
        var last: Int64 = 0
        var seen = 0
        while true {
            let instances = try await ProcessStore(storage: storage).running(on: old, after: last, limit: 200)
            for instance in instances {
                last = instance.id
                do {
                    try await planned { [self] reader in
                        var writes = WriteSet()
                        try processes.migrate(
                            instance.id, to: new, mapping: mapping, reader: reader, now: now, writes: &writes)
                        guard applies else { return (WriteSet(), ()) }
                        let owner = try owner(of: instance, reader: reader)
                        try journal.record(
                            [
                                JournalEvent(
                                    .processMigrated, department: owner.department, subject: owner.subject,
                                    caseID: owner.caseID,
                                    [
                                        "case": owner.number, "process": definition.id, "from": old, "to": new,
                                        "agent": "program:migration",
                                    ])
                            ], at: now, to: &writes, reader: reader)
                        return (writes, ())
                    }
                    report.moved += 1
                } catch let error as MigrationRefused {
                    let number = try await storage.snapshot { [self] reader in
                        try owner(of: instance, reader: reader).number
                    }
                    report.refused.append((number, error.obstacles))
                }
            }
            seen += instances.count
            progress(seen)
            if instances.count < 200 { return report }
        }
    }

    private struct Owner {
        let number: String
        let department: String
        var subject: [UInt8]?
        var caseID: Int64?
    }

    /// What a process belongs to.
    private func owner(of instance: ProcessStore.Instance, reader: any SnapshotReader) throws -> Owner {
        if let module = module(of: instance.matter) {
            let face = try module.face(of: instance.matter, reader: reader)
            return Owner(number: face.number, department: face.department)
        }
        var id = instance.matter.id
        if instance.matter.kind == Correction.matter { id = try correction(id: id, reader: reader).caseID }
        let found = try cases.find(id: id, in: AccessScope.program("migration"), reader: reader)
        return Owner(
            number: found.number, department: try runtime(found.service).service.department,
            subject: (found.subject ?? found.applicant).bytes, caseID: found.id)
    }
}
