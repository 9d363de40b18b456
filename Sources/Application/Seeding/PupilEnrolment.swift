import DemoCounty
import Directory
import JSONTree
import Services
import Storage
import WorkCalendar
import Workflow

/// The invented county's children, registered and decided by the engines that decide everybody's.
struct PupilEnrolment {
    let system: CountySystem
    let progress: @Sendable (String) -> Void

    private let reviewer: Official?

    init(system: CountySystem, progress: @escaping @Sendable (String) -> Void) async throws {
        self.system = system
        self.progress = progress
        let department = system.desk.services.first?.service.department
        reviewer = try await system.directory.officials(in: .program("seed")).first {
            $0.department == department && $0.scope.may(.reviewCases)
        }
    }

    /// Last year's children, on last year's days; what was left to people has been settled by them.
    func lastYear(_ pupils: [PupilApplicant], report: inout CountySeeding.Report) async throws {
        guard let runtime = system.desk.services.first else { return }
        let outcomes = try await enrol(pupils, from: firstDay(of: runtime), isSettled: true)
        report.enrolled = outcomes.count
        for outcome in outcomes { report.decided[outcome, default: 0] += 1 }
        progress("enrolment \(outcomes.count)")
    }

    /// A few of this year's children, registered in the hours before: the desk has work from the first day.
    func thisYear(_ pupils: [PupilApplicant]) async throws {
        let some = Array(pupils.prefix(40))
        let outcomes = try await enrol(
            some, from: system.clock.now() - Int64(some.count) * 20_000_000, isSettled: false)
        progress("this season \(outcomes.count)")
    }

    private func enrol(_ pupils: [PupilApplicant], from day: Int64, isSettled: Bool) async throws -> [String] {
        guard let service = system.desk.services.first?.service.id else { return [] }
        let names = try PersonNames(system: system)
        return try await withThrowingTaskGroup(of: [String].self) { group in
            let lanes = 8
            for lane in 0..<lanes {
                group.addTask {
                    var outcomes: [String] = []
                    for index in stride(from: lane, to: pupils.count, by: lanes) {
                        // Applications are spread over the two days of registration, minute by minute.
                        let now = day + Int64(index) * 20_000_000
                        outcomes.append(
                            try await enrol(
                                pupils[index], names: names, service: service, isSettled: isSettled, now: now))
                    }
                    return outcomes
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func enrol(
        _ pupil: PupilApplicant, names: PersonNames, service: String, isSettled: Bool, now: Int64
    ) async throws -> String {
        let known = try await names.person(pupil.applicant)
        let applicant = try await system.directory.admit(
            VerifiedPerson(
                idNumber: pupil.applicant, name: known?.name ?? "", phone: known?.phone, assurance: .verified),
            provider: "seed", now: now)
        let agent = Agent.citizen(applicant)
        let person = Person(idNumber: applicant.idNumber, name: applicant.name, phone: applicant.phone)
        do {
            let number = try await system.desk.open(service, for: person, by: agent, channel: .online, now: now)
            try await system.desk.choose(
                child: Person(idNumber: pupil.child, name: ""), in: number, by: agent, now: now)
            try await PlainAnswers(system: system).complete(
                number, school: pupil.school, by: agent, now: now)
            try await system.desk.submit(number, by: agent, now: now)
            let done = try await system.cases.find(number: number, in: agent.scope)
            if isSettled { try await settle(done, now: now) }
            return done.outcome?.rawValue ?? "none"
        } catch let error as ServiceError {
            return error.code.rawValue
        }
    }

    /// What the rules left to people was settled by people last year: on site, in the days after.
    private func settle(_ found: Case, now: Int64) async throws {
        guard let reviewer else { return }
        let store = TaskStore(storage: system.storage)
        for round in 1...4 {
            let tasks = try await store.tasks(of: Matter(kind: "case", id: found.id))
            guard let task = tasks.first(where: \.isOpen) else { return }
            let result: String
            var values: JSON = [:]
            switch task.form {
            case "finding": result = "on-site"
            case "promise-check": result = "kept"
            case "place", "on-site":
                let places = try await system.desk.placesLeft(for: found)
                guard let school = places.max(by: { $0.left < $1.left })?.item else { return }
                result = task.form == "place" ? "placed" : "register"
                values = [
                    "school": .string(school), "schools": [.string(school)], "rank": .integer(0), "full": .array([]),
                ]
            default: return
            }
            _ = try await system.desk.complete(
                task, of: found.number, by: reviewer, result: result, values: values,
                now: now + Int64(round) * 86_400_000_000)
        }
    }

    /// The first morning of last season's registration.
    private func firstDay(of runtime: ServiceRuntime) -> Int64 {
        let lastYear = system.today.adding(years: -1)
        let opens =
            runtime.service.window.flatMap { runtime.parameters.value($0.opens, on: lastYear)?.string }
            .flatMap { CivilDate(iso: $0) } ?? lastYear
        return Int64(opens.dayNumber) * 86_400_000_000 + 3_600_000_000
    }
}
