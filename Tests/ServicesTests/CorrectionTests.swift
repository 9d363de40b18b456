import Application
import CountySupport
import DemoCounty
import Directory
import Exchange
import Registers
import Services
import Storage
import TestSupport
import Testing

@Suite struct CorrectionTests {
    @Test(arguments: Backend.available)
    func `a department's correction changes the register with its history and has the case decided again`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("split-community", in: county)
            let first = try await family.register()
            #expect(first.outcome == .unknown)
            let number = try await desk.askCorrection(
                in: first.number, contract: "\(first.package).child-record", field: "registered_division",
                statement: "社区拆开以后我们在东边", by: family.agent, now: county.now)
            let police = try await county.official("gongan01")
            let open = try await desk.openCorrections(for: police)
            let correction = try #require(open.first { $0.number == number })
            #expect(try desk.texts(of: correction).statement == "社区拆开以后我们在东边")
            let rows = try await desk.rows(of: correction, for: police, now: county.now)
            #expect(rows.count == 1)
            // The successors of the community that was split; the steward knows which it is.
            let successors =
                try await county.system.directory.divisions().first {
                    $0.successors.count > 1
                }?.successors ?? []
            let right = try #require(successors.first)
            county.clock.advance(seconds: 3600)
            try await desk.answer(
                correction, .corrected(value: right), reply: "已按现在的社区更正。", by: police, now: county.now)
            let done = try await family.reload(first.number)
            #expect(done.outcome == .eligible, "\(done.missing) \(done.rules)")
            #expect(try await desk.corrections(of: done).map(\.state) == [.corrected])
            #expect(try desk.texts(of: try await desk.correction(number, for: police)).answer == "已按现在的社区更正。")
            let history = try await county.system.storage.point("SELECT COUNT(*) FROM reg_base_person_history") {
                try $0.int(0)
            }
            #expect(history == 1)
            let codes = try await county.system.cases.timeline(of: done).map(\.code)
            #expect(codes.contains(.correctionAsked) && codes.contains(.correctionAnswered))
            // Answered once: the register is not changed again.
            #expect(
                await refusal {
                    try await desk.answer(
                        correction, .corrected(value: right), reply: "again", by: police, now: county.now)
                } == .movedOn)
        }
    }

    @Test func `a department that stands by its register leaves the answer as it was`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let (family, first, number) = try await asked("town-no-deed", "property-of-applicant", in: county)
            let steward = try await county.official("ziran01")
            let correction = try await desk.correction(number, for: steward)
            try await desk.answer(
                correction, .upheld, reply: "查无登记。", by: steward, now: county.now)
            let done = try await family.reload(first.number)
            #expect(done.outcome == first.outcome)
            #expect(done.category == first.category)
            #expect(try await desk.corrections(of: done).map(\.state) == [.upheld])
        }
    }

    @Test func `only the owning department's steward sees and answers a correction`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("split-community", in: county)
            let first = try await family.register()
            let number = try await desk.askCorrection(
                in: first.number, contract: "\(first.package).child-record", field: "registered_division",
                statement: "x", by: family.agent, now: county.now)
            let correction = try await desk.correction(number, for: try await county.official("gongan01"))
            for account in ["ziran01", "songjiao01", "xianzhang"] {
                let other = try await county.official(account)
                #expect(await refusal { _ = try await desk.correction(number, for: other) } == .noSuchCase)
                #expect(try await !desk.openCorrections(for: other).contains { $0.number == number })
                #expect(
                    await refusal { _ = try await desk.rows(of: correction, for: other, now: county.now) }
                        == .noSuchCase)
                #expect(
                    await refusal {
                        try await desk.answer(
                            correction, .corrected(value: "990121101201"), reply: "", by: other, now: county.now)
                    } == .noSuchCase)
            }
        }
    }

    @Test func `a correction is asked only about a contract of the case and its fields`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let number = try await family.register().number
            for (contract, field) in [("none", ""), ("new-pupil-enrolment.child-record", "phone_of_neighbour")] {
                #expect(
                    await refusal {
                        _ = try await county.system.desk.askCorrection(
                            in: number, contract: contract, field: field, statement: "x", by: family.agent,
                            now: county.now)
                    } == .notOffered)
            }
        }
    }

    @Test(arguments: Backend.available)
    func `a correction that came to the wrong department goes by the data bureau to the right one`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let (family, first, number) = try await asked("town-no-deed", "property-of-applicant", in: county)
            let land = try await county.official("ziran01")
            let bureau = try await county.official("shuju01")
            #expect(await refusal { _ = try await desk.correction(number, for: bureau) } == .noSuchCase)
            county.clock.advance(seconds: 60)
            try await desk.answer(
                try await desk.correction(number, for: land), .notOurs, reply: "应由农业农村局答复。", by: land, now: county.now)
            #expect(try await desk.openCorrections(for: land).isEmpty)
            let misdirected = try #require(try await desk.openCorrections(for: bureau).first { $0.number == number })
            #expect(misdirected.state == .misdirected)
            #expect(try desk.texts(of: misdirected).answer == "应由农业农村局答复。")
            // Nothing has been told to the citizen yet but that it was passed on.
            #expect(
                try await desk.corrections(of: try await family.reload(first.number)).map(\.state) == [.misdirected])
            county.clock.advance(seconds: 60)
            #expect(
                await refusal { try await desk.assign(misdirected, to: "no-such", by: bureau, now: county.now) }
                    == .notOffered)
            try await desk.assign(misdirected, to: "agriculture", by: bureau, now: county.now)
            #expect(try await desk.openCorrections(for: bureau).isEmpty)
            let farm = try await county.official("nongye01")
            let theirs = try #require(try await desk.openCorrections(for: farm).first { $0.number == number })
            #expect(theirs.state == .open && theirs.provider == "agriculture")
            county.clock.advance(seconds: 60)
            try await desk.answer(theirs, .upheld, reply: "查无登记。", by: farm, now: county.now)
            let done = try await desk.correction(number, for: farm)
            #expect(done.state == .upheld)
            let running = try await county.system.storage.point(
                "SELECT COUNT(*) FROM process_instance WHERE matter_kind = 'correction' AND ended_at IS NULL"
            ) { try $0.int(0) }
            #expect(running == 0)
        }
    }

    @Test(arguments: Backend.available)
    func `a department that is late is pressed, and may still answer`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let (family, first, number) = try await asked("no-guardianship", "guardians-of-child", in: county)
            let bureau = try await county.official("shuju01")
            #expect(try await desk.lateCorrections(for: bureau).isEmpty)
            let runner = JobRunner(storage: county.system.storage, queue: county.system.jobs, clock: county.clock)
            county.system.registerJobs(on: runner)
            county.clock.advance(seconds: 40 * 86_400)
            while try await runner.runDue() > 0 {}
            #expect(try await desk.lateCorrections(for: bureau).map(\.number) == [number])
            let done = try await family.reload(first.number)
            #expect(try await county.system.cases.timeline(of: done).map(\.code).contains(.correctionLate))
            let police = try await county.official("gongan01")
            try await desk.answer(
                try await desk.correction(number, for: police), .upheld, reply: "查无登记。", by: police, now: county.now)
            #expect(try await desk.lateCorrections(for: bureau).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `an answered case is woken once, though the job that wakes it runs too`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let (_, _, number) = try await asked("no-guardianship", "guardians-of-child", in: county)
            let police = try await county.official("gongan01")
            county.clock.advance(seconds: 60)
            let correction = try await desk.correction(number, for: police)
            try await desk.answer(correction, .upheld, reply: "查无登记。", by: police, now: county.now)
            func lookUps() async throws -> Int {
                try await county.system.storage.point("SELECT COUNT(*) FROM receipt") { try $0.int(0) } ?? 0
            }
            let before = try await lookUps()
            let runner = JobRunner(storage: county.system.storage, queue: county.system.jobs, clock: county.clock)
            county.system.registerJobs(on: runner)
            while try await runner.runDue() > 0 {}
            try await desk.wake(correction: correction.id, now: county.now)
            #expect(try await lookUps() == before)
        }
    }

    @Test(arguments: Backend.available)
    func `a correction asked for twice is one, and a change by hand is in the journal`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("split-community", in: county)
            let first = try await family.register()
            let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await desk.askCorrection(
                            in: first.number, contract: "\(first.package).child-record", field: "registered_division",
                            statement: "我们在东边", by: family.agent, now: county.now)
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(numbers.count == 1)
            let police = try await county.official("gongan01")
            let correction = try await desk.correction(try #require(numbers.first), for: police)
            let successors = try await county.system.directory.divisions().first { $0.successors.count > 1 }?.successors
            county.clock.advance(seconds: 60)
            try await desk.answer(
                correction, .corrected(value: successors?.first), reply: "已更正。", by: police, now: county.now)
            let changed = try await county.system.storage.point(
                "SELECT COUNT(*) FROM receipt WHERE type = 'register.changed'"
            ) { try $0.int(0) }
            #expect(changed == 1)
            // Once answered, the rows are not looked at again by an old address.
            let answered = try await desk.correction(correction.number, for: police)
            #expect(try await desk.rows(of: answered, for: police, now: county.now).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `a department that finds the row missing adds it, and the child is decided anew`(backend: Backend) async throws
    {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("no-guardianship", in: county)
            let first = try await family.register()
            #expect(first.outcome == .unknown)
            let number = try await desk.askCorrection(
                in: first.number, contract: "\(first.package).guardians-of-child", field: "", statement: "是我的孩子",
                by: family.agent, now: county.now)
            let police = try await county.official("gongan01")
            let correction = try await desk.correction(number, for: police)
            let fields = try await desk.fieldsToAdd(correction, for: police, now: county.now).map(\.name)
            #expect(fields.contains("guardian_id_number") && !fields.contains("child_id_number"))
            county.clock.advance(seconds: 60)
            // A value that is none changes nothing.
            await #expect(throws: (any Error).self) {
                try await desk.answer(
                    correction, .added(["guardian_id_number": "123"]), reply: "补登。", by: police, now: county.now)
            }
            try await desk.answer(
                correction, .added(["guardian_id_number": family.story.applicant, "relation": "mother"]),
                reply: "已补登。", by: police, now: county.now)
            let done = try await family.reload(first.number)
            #expect(done.outcome == .eligible, "\(done.missing) \(done.rules)")
        }
    }
}

@Suite struct ConsentTests {
    @Test(arguments: Backend.available)
    func `a spouse's data is used only after the spouse agrees in the own session`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("town-deed-of-other", in: county)
            let first = try await family.register()
            #expect(first.category == "town-either")
            let spouse = try await county.citizen(family.story.others[0], name: "黄磊")
            func asked() async throws -> Int {
                try await county.system.storage.point(
                    "SELECT COUNT(*) FROM receipt WHERE subject = ? AND type = 'exchange.looked-up'",
                    [.bytes(spouse.key.bytes)]
                ) { try $0.int(0) } ?? -1
            }
            #expect(try await asked() == 0)
            let request = try #require(try await desk.consentRequests(of: spouse).first)
            #expect(request.caseNumber == first.number)
            // The spouse sees that there is a request, not the case.
            #expect(
                await refusal {
                    _ = try await county.system.cases.find(number: first.number, in: Agent.citizen(spouse).scope)
                } == .noSuchCase)
            // Somebody else cannot agree in the spouse's name.
            await #expect(throws: (any Error).self) {
                try await desk.answer(request, agrees: true, by: family.citizen, now: county.now)
            }
            #expect(try await asked() == 0)
            try await desk.answer(request, agrees: true, by: spouse, now: county.now)
            let done = try await family.reload(first.number)
            #expect(try await desk.consentRequests(of: spouse).map(\.state) == ["given"])
            let codes = try await county.system.cases.timeline(of: done).map(\.code)
            #expect(codes.contains(.consentGiven))
        }
    }

    @Test func `a consent given before handing in is used, and a refusal is kept`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("soldier", in: county)
            let number = try await family.register().number
            let spouse = try await county.citizen(family.story.others[0], name: "郑勇")
            let request = try #require(try await desk.consentRequests(of: spouse).first)
            try await desk.answer(request, agrees: false, by: spouse, now: county.now)
            #expect(try await desk.consentRequests(of: spouse).map(\.state) == ["refused"])
            county.clock.advance(seconds: 1)
            // The same answer again changes nothing.
            await #expect(throws: (any Error).self) {
                try await desk.answer(request, agrees: false, by: spouse, now: county.now)
            }
            let codes = try await county.system.cases.timeline(of: try await family.reload(number)).map(\.code)
            #expect(codes.count { $0 == .consentRefused } == 1)
        }
    }
}

/// A family that registers and then says that a datum is missing; with the case and the correction's number.
private func asked(
    _ story: String, _ contract: String, in county: County
) async throws -> (family: Family, first: Case, number: String) {
    let family = try await Family(story, in: county)
    let first = try await family.register()
    let number = try await county.system.desk.askCorrection(
        in: first.number, contract: "\(first.package).\(contract)", field: "", statement: "应该有的",
        by: family.agent, now: county.now)
    return (family, first, number)
}
