import Cryptography
import DecisionEngine
import DemoCounty
import Directory
import FEELEngine
package import JSONTree
import Registers
import Services
import Storage
import Web
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

    /// Submits in this process, 64 at a time, and counts.
    package func run() async throws -> Report {
        let now = system.clock.now()
        let drafts = try await prepare(now: now)
        let before = try await counts()
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
            for lane in 0..<EnrolmentBench.lanes {
                group.addTask {
                    var latencies: [Double] = []
                    for index in stride(from: lane, to: drafts.count, by: EnrolmentBench.lanes) {
                        let begin = ContinuousClock.now
                        try await system.desk.submit(drafts[index].number, by: drafts[index].agent, now: now)
                        latencies.append((ContinuousClock.now - begin) / .milliseconds(1))
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let sorted = latencies.sorted()
        func quantile(_ percent: Int) -> JSON {
            sorted.isEmpty ? .null : .double(sorted[min(sorted.count - 1, sorted.count * percent / 100)]) ?? .null
        }
        let times: JSON = [
            "seconds": .double(seconds) ?? .null,
            "per_second": .double((Double(latencies.count) / seconds).rounded()) ?? .null,
            "p50_ms": quantile(50), "p99_ms": quantile(99),
        ]
        return Report(json: times.merging(try await counts().since(before, applications: latencies.count)))
    }

    /// Fills in drafts up to their last button and opens the sessions in which it is pressed.
    ///
    /// - Returns: one line for each: the address to post to, the session's cookie, the form's token; and the counts from
    ///   which `judge` goes.
    package func prepareRequests() async throws -> (lines: [String], counts: JSON) {
        let now = system.clock.now()
        var lines: [String] = []
        for draft in try await prepare(now: now) {
            guard case .citizen(let citizen) = draft.agent else { continue }
            let token = try await system.sessions.open(.citizen(citizen), now: now)
            guard let session = try await system.sessions.session(token: token, now: now) else { continue }
            lines.append(
                "/drafts/\(draft.number)/submit\t\(WebShell.sessionCookie)=\(token)\t\(FormGuard.token(of: session))")
        }
        return (lines, try await counts().json)
    }

    /// Counts the rows against those from before.
    package func judge(since before: JSON, applications: Int) async throws -> JSON {
        try await counts().since(Counts(before), applications: applications)
    }

    /// Runs the decision alone, on one thread, on everything that the registers said of distinct children who have been
    /// decided, again and again for two seconds: each time all of it, nothing is kept between.
    package func decisions() async throws -> JSON {
        var inputs: [(runtime: ServiceRuntime, variables: FEELContext)] = []
        for found in try await decidedCases() {
            let knowledge = try system.desk.knowledge(of: found, now: found.submittedAt ?? system.clock.now())
            inputs.append((knowledge.runtime, knowledge.variables))
        }
        var outcomes: [String: Int] = [:]
        let start = ContinuousClock.now
        var count = 0
        while !inputs.isEmpty, ContinuousClock.now - start < .seconds(2) {
            outcomes = [:]
            for input in inputs {
                let result = input.runtime.decision.evaluate(
                    decision: input.runtime.service.decision.name, inputs: input.variables, now: nil, trace: true)
                outcomes[DecisionSummary(result).outcome.rawValue, default: 0] += 1
            }
            count += inputs.count
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return [
            "decisions": .integer(inputs.count),
            "per_second": .double(seconds > 0 ? (Double(count) / seconds).rounded() : 0) ?? .null,
            "outcomes": .object(outcomes.sorted { $0.key < $1.key }.map { ($0.key, JSON.integer($0.value)) }),
        ]
    }

    /// Why there is nothing to measure.
    package struct NotSeeded: Error, Sendable {}

    /// Drafts of children of this season who have no application yet, filled in.
    private func prepare(now: Int64) async throws -> [(number: String, agent: Agent)] {
        guard let service = system.desk.services.first?.service.id else { return [] }
        guard let plan = try await KeptPlan.kept(in: system.storage) else { throw NotSeeded() }
        let pupils = plan.county(of: system.profile).thisYearPupils
        let names = try PersonNames(system: system)
        let answers = PlainAnswers(system: system)
        var drafts: [(number: String, agent: Agent)] = []
        for pupil in pupils where drafts.count < children {
            guard let person = try await names.person(pupil.applicant) else { continue }
            let citizen = try await system.directory.admit(
                VerifiedPerson(idNumber: pupil.applicant, name: person.name, phone: person.phone, assurance: .verified),
                provider: "bench", now: now)
            let agent = Agent.citizen(citizen)
            let number = try await system.desk.open(
                service, for: Person(idNumber: citizen.idNumber, name: citizen.name, phone: citizen.phone), by: agent,
                channel: .online, now: now)
            do {
                try await system.desk.choose(
                    child: Person(idNumber: pupil.child, name: ""), in: number, by: agent, now: now)
                try await answers.complete(number, school: pupil.school, by: agent, now: now)
                drafts.append((number, agent))
            } catch is ServiceError {
                continue
            }
        }
        return drafts
    }

    private func decidedCases() async throws -> [Case] {
        let ids = try await system.storage.query(
            "SELECT id FROM service_case WHERE submitted_at IS NOT NULL ORDER BY id LIMIT ?",
            [.integer(Int64(children))], limit: children
        ) { try $0.integer(0) }
        let cases = system.cases
        return try await system.storage.snapshot(timeLimit: .seconds(60)) { reader in
            try ids.map { try cases.find(id: $0, in: .program("bench"), reader: reader) }
        }
    }

    /// Rows that have to agree.
    private struct Counts: Sendable {
        var cases = 0
        var receipts = 0
        var leaves = 0

        init() {}

        init(_ json: JSON) {
            cases = json["cases"]?.integer ?? 0
            receipts = json["receipts"]?.integer ?? 0
            leaves = json["leaves"]?.integer ?? 0
        }

        var json: JSON { ["cases": .integer(cases), "receipts": .integer(receipts), "leaves": .integer(leaves)] }

        /// What was added, and whether each application is there once and each receipt has its leaf.
        func since(_ before: Counts, applications: Int) -> JSON {
            [
                "applications": .integer(applications), "cases": .integer(cases - before.cases),
                "receipts": .integer(receipts - before.receipts), "leaves": .integer(leaves - before.leaves),
                "counts_agree": .bool(
                    cases - before.cases == applications && receipts - before.receipts == leaves - before.leaves),
            ]
        }
    }

    private func counts() async throws -> Counts {
        func count(_ sql: SQL) async throws -> Int {
            try await system.storage.query(sql, timeLimit: .seconds(60)) { try $0.int(0) }.first ?? 0
        }
        var counts = Counts()
        counts.cases = try await count("SELECT COUNT(*) FROM service_case WHERE submitted_at IS NOT NULL")
        counts.receipts = try await count("SELECT COUNT(*) FROM receipt")
        counts.leaves = try await count("SELECT COUNT(*) FROM journal_leaf")
        return counts
    }
}
