import Cryptography
import Directory
package import JSONTree
import Registers
import Services
import Storage
import WorkCalendar

/// Enrols distinct children end to end — validate, look up with receipts, decide, tell, commit — and counts rows
/// against receipts afterwards.
package struct EnrolmentBench: Sendable {
    /// What was measured.
    package struct Report: Sendable {
        package let json: JSON
    }

    private let system: CountySystem
    private let children: Int
    private static let lanes = 64

    package init(system: CountySystem, children: Int) {
        self.system = system
        self.children = children
    }

    /// Runs the bench on children of this season who have no application yet.
    package func run() async throws -> Report {
        let pairs = try await candidates()
        let now = system.clock.now()
        guard let service = system.desk.services.first?.service.id else { return Report(json: [:]) }
        let drafts = try await prepare(pairs, service: service, now: now)
        let before = try await counts()
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
            for lane in 0..<EnrolmentBench.lanes {
                group.addTask {
                    var latencies: [Double] = []
                    for index in stride(from: lane, to: drafts.count, by: EnrolmentBench.lanes) {
                        let begin = ContinuousClock.now
                        _ = try await system.desk.submit(drafts[index].number, by: drafts[index].agent, now: now)
                        latencies.append((ContinuousClock.now - begin) / .milliseconds(1))
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let after = try await counts()
        let sorted = latencies.sorted()
        return Report(
            json: [
                "applications": .integer(latencies.count), "seconds": .double(seconds) ?? .null,
                "per_second": .double((Double(latencies.count) / seconds).rounded()) ?? .null,
                "p50_ms": .double(sorted.isEmpty ? 0 : sorted[sorted.count / 2]) ?? .null,
                "p99_ms": .double(sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]) ?? .null,
                "cases": .integer(after.cases - before.cases), "receipts": .integer(after.receipts - before.receipts),
                "leaves": .integer(after.leaves - before.leaves),
                "counts_agree": .bool(
                    after.cases - before.cases == latencies.count
                        && after.receipts - before.receipts == after.leaves - before.leaves),
            ])
    }

    private struct Pair: Sendable {
        let child: String
        let guardian: String
    }

    /// Children in the age of this season and a guardian each, straight from the generated registers.
    private func candidates() async throws -> [Pair] {
        guard let table = system.registers.tables["base.guardianship"] else { return [] }
        let query = try RegisterQuery(
            table, fields: ["child_id_number", "guardian_id_number"], keys: ["child_id_number"])
        guard let persons = system.registers.tables["base.person"] else { return [] }
        let ids = try RegisterQuery(persons, fields: ["id_number"], keys: ["id_number"])
        _ = ids
        let year = system.today.year - 6
        let rows = try await system.storage.query(
            SQL(
                "SELECT sys_id, id_number_sealed FROM reg_base_person WHERE birth_date_year IN (?, ?) ORDER BY sys_id LIMIT ?"
            ),
            [.integer(Int64(year)), .integer(Int64(year + 1)), .integer(Int64(children * 2))], limit: children * 2,
            timeLimit: .seconds(60)
        ) { row in (id: try row.integer(0), sealed: try row.bytes(1)) }
        var pairs: [Pair] = []
        for row in rows where pairs.count < children {
            let number = String(
                decoding: try system.keyring.open(
                    row.sealed, in: .init("reg_base_person.id_number"), row: row.id), as: UTF8.self)
            let guardians = try await system.storage.snapshot { [system] reader in
                try query.rows([[.text(number)]], limit: 1, reader: reader, keyring: system.keyring)
            }
            if let guardian = guardians.first?.values[1].canonicalText {
                pairs.append(Pair(child: number, guardian: guardian))
            }
        }
        return pairs
    }

    private func prepare(
        _ pairs: [Pair], service: String, now: Int64
    ) async throws -> [(number: String, agent: Agent)] {
        let names = try PersonNames(system: system)
        let answers = PlainAnswers(system: system)
        var drafts: [(number: String, agent: Agent)] = []
        for pair in pairs {
            guard let person = try await names.person(pair.guardian) else { continue }
            let citizen = try await system.directory.admit(
                VerifiedPerson(idNumber: pair.guardian, name: person.name, phone: person.phone, assurance: .verified),
                provider: "bench", now: now)
            let agent = Agent.citizen(citizen)
            let number = try await system.desk.open(
                service, for: Person(idNumber: citizen.idNumber, name: citizen.name, phone: citizen.phone), by: agent,
                channel: .online, now: now)
            do {
                try await system.desk.choose(
                    child: Person(idNumber: pair.child, name: ""), in: number, by: agent, now: now)
                try await answers.complete(number, by: agent, now: now)
                drafts.append((number, agent))
            } catch is ServiceError {
                continue
            }
        }
        return drafts
    }

    private func counts() async throws -> (cases: Int, receipts: Int, leaves: Int) {
        func count(_ sql: SQL) async throws -> Int {
            try await system.storage.query(sql, timeLimit: .seconds(60)) { try $0.int(0) }.first ?? 0
        }
        return (
            try await count("SELECT COUNT(*) FROM service_case WHERE submitted_at IS NOT NULL"),
            try await count("SELECT COUNT(*) FROM receipt"), try await count("SELECT COUNT(*) FROM journal_leaf")
        )
    }
}
