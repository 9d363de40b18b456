import DemoCounty
import Directory
import JSONTree
import Services
import Storage
import WorkCalendar

/// Last year's children, registered and decided by the same engines that decide this year's, on last year's days.
struct LastYearEnrolment {
    let system: CountySystem
    let progress: @Sendable (String) -> Void

    func run(_ pupils: [PupilApplicant], report: inout CountySeeding.Report) async throws {
        guard let runtime = system.desk.services.first else { return }
        let day = firstDay(of: runtime)
        let names = try PersonNames(system: system)
        let outcomes = try await withThrowingTaskGroup(of: [String].self) { group in
            let lanes = 8
            for lane in 0..<lanes {
                group.addTask {
                    var outcomes: [String] = []
                    for index in stride(from: lane, to: pupils.count, by: lanes) {
                        // Applications are spread over the two days of registration, minute by minute.
                        let now = day + Int64(index) * 20_000_000
                        outcomes.append(
                            try await enrol(pupils[index], names: names, service: runtime.service.id, now: now))
                    }
                    return outcomes
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        report.enrolled = outcomes.count
        for outcome in outcomes { report.decided[outcome, default: 0] += 1 }
        progress("enrolment \(outcomes.count)")
    }

    private func enrol(
        _ pupil: PupilApplicant, names: PersonNames, service: String, now: Int64
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
            try await PlainAnswers(system: system).complete(number, by: agent, now: now)
            let done = try await system.desk.submit(number, by: agent, now: now)
            return done.outcome?.rawValue ?? "none"
        } catch let error as ServiceError {
            return error.code.rawValue
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
