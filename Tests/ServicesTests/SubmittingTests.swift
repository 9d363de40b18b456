import Application
import CountySupport
import DemoCounty
import Diagnostics
import Directory
import JSONTree
import Services
import Storage
import TestSupport
import Testing

@Suite struct SubmittingTests {
    private func count(_ county: County, _ sql: SQL) async throws -> Int {
        try await county.system.storage.point(sql) { try $0.int(0) } ?? -1
    }

    @Test(arguments: Backend.available)
    func `a case handed in many times at once is one case with one answer, one place and one notice`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let before = try await count(county, "SELECT COUNT(*) FROM service_case WHERE submitted_at IS NOT NULL")
            let placed = try await count(county, "SELECT COALESCE(SUM(taken), 0) FROM quota")
            let family = try await Family("village", in: county)
            let number = try await family.open()
            try await family.fill(number)
            let answers = try await withThrowingTaskGroup(of: Case.self) { group in
                for _ in 0..<6 { group.addTask { try await family.submit(number) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.number)) == [number])
            #expect(Set(answers.map(\.version)).count == 1)
            #expect(answers.allSatisfy { $0.outcome == .eligible })
            #expect(
                try await count(county, "SELECT COUNT(*) FROM service_case WHERE submitted_at IS NOT NULL") == before
                    + 1)
            #expect(try await count(county, "SELECT SUM(taken) FROM quota") == placed + 1)
            let timeline = try await county.system.cases.timeline(of: answers[0]).map(\.code)
            #expect(timeline.count { $0 == .submitted } == 1)
            #expect(timeline.count { $0 == .placed || $0 == .placedElsewhere } == 1)
            #expect(try await family.submit(number).version == answers[0].version)
        }
    }

    @Test(arguments: Backend.available)
    func `two drafts for one child handed in at once are one application; the other is told so`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village", in: county)
            let numbers = [try await family.open(), try await family.open()]
            for number in numbers { try await family.fill(number) }
            let outcomes = await withTaskGroup(of: ServiceError.Code?.self) { group in
                for number in numbers { group.addTask { await refusal { _ = try await family.submit(number) } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .alreadyApplied } == 1)
        }
    }

    @Test func `another parent's application for the same child is refused and shows nothing of the first`()
        async throws
    {
        try await withCounty { county in
            let mother = try await Family("village", in: county)
            let first = try await mother.register()
            let father = try await county.citizen(mother.story.others[0], name: "李建国")
            let agent = Agent.citizen(father)
            let number = try await county.system.desk.open(
                County.service, for: Person(idNumber: father.idNumber, name: father.name), by: agent, channel: .online,
                now: county.now)
            let code = await refusal {
                try await county.system.desk.choose(
                    child: Person(idNumber: mother.story.child, name: ""), in: number, by: agent, now: county.now)
            }
            #expect(code == .alreadyApplied)
            let message = ServiceError(.alreadyApplied).message
            for told in [message.zh, message.en] {
                #expect(!told.contains(first.number))
                #expect(!told.contains(mother.citizen.name))
            }
            // The draft has learnt nothing about the child.
            let draft = try await county.system.cases.find(number: number, in: agent.scope)
            #expect(draft.subject == nil)
            #expect(try county.system.desk.knowledge(of: draft, now: county.now).lookUps.isEmpty)
        }
    }

    @Test func `someone else's case number looks like a number that is none`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let done = try await family.register()
            let stranger = Agent.citizen(try await county.applicant(try county.story("town")))
            let desk = county.system.desk
            for number in [done.number, "2026-0000-0000", "", "'; DROP TABLE service_case; --"] {
                #expect(
                    await refusal { _ = try await county.system.cases.find(number: number, in: stranger.scope) }
                        == .noSuchCase)
                #expect(
                    await refusal { _ = try await desk.withdraw(number, by: stranger, now: county.now) } == .noSuchCase)
                #expect(
                    await refusal { try await desk.save(answers: [:], in: number, by: stranger, now: county.now) }
                        == .noSuchCase)
                #expect(
                    await refusal { try await desk.submit(number, by: stranger, now: county.now) } == .noSuchCase)
                #expect(
                    await refusal {
                        _ = try await desk.addFile(
                            to: number, material: "village-house-statement", name: "x", declaredType: "", content: [],
                            by: stranger, now: county.now)
                    } == .noSuchCase)
                #expect(
                    await refusal {
                        _ = try await desk.promise("village-house-statement", in: number, by: stranger, now: county.now)
                    } == .noSuchCase)
            }
            #expect(try await family.reload(done.number).state == done.state)
        }
    }

    @Test func `an unfinished form is not handed in`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let number = try await family.open()
            #expect(await refusal { _ = try await family.submit(number) } == .incomplete)
            let bare = try await county.system.desk.open(
                County.service, for: family.person, by: family.agent, channel: .online, now: county.now)
            #expect(await refusal { _ = try await family.submit(bare) } == .incomplete)
            #expect(try await family.reload(number).state == .draft)
        }
    }

    @Test func `a number with a wrong check character is refused before anything is looked up`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let before = try await count(county, "SELECT COUNT(*) FROM receipt WHERE type = 'exchange.looked-up'")
            let number = try await county.system.desk.open(
                County.service, for: family.person, by: family.agent, channel: .online, now: county.now)
            for wrong in [TestPeople.broken(family.story.child), "", "123", "99012120190504000A"] {
                let code = await refusal {
                    try await county.system.desk.choose(
                        child: Person(idNumber: wrong, name: ""), in: number, by: family.agent, now: county.now)
                }
                #expect(code == .malformedIdentity, "\(wrong)")
            }
            #expect(
                try await count(county, "SELECT COUNT(*) FROM receipt WHERE type = 'exchange.looked-up'") == before)
        }
    }

    @Test func `outside its days the service is closed, and only the demo is always open`() async throws {
        try await withCounty(demo: false) { county in
            let family = try await Family("village", in: county)
            let code = await refusal {
                _ = try await county.system.desk.open(
                    County.service, for: family.person, by: family.agent, channel: .online, now: county.now)
            }
            // 3 August: online registration of this season has ended.
            #expect(code == .closed)
        }
    }

    @Test func `what a draft learnt is asked again when it is handed in, and a changed register counts`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let number = try await family.open()
            try await family.fill(number)
            // The child is put on another county's roll between filling in and handing in.
            let rows = try await county.system.storage.point(
                "SELECT COUNT(*) FROM receipt WHERE type = 'exchange.looked-up'"
            ) { try $0.int(0) }
            county.clock.advance(seconds: 60)
            let done = try await family.submit(number)
            let after = try await count(county, "SELECT COUNT(*) FROM receipt WHERE type = 'exchange.looked-up'")
            #expect(after > rows ?? 0)
            #expect(done.outcome == .eligible)
        }
    }
}

@Suite struct WithdrawingTests {
    @Test(arguments: Backend.available)
    func `a withdrawn case gives its place back once and the child can be registered again`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village", in: county)
            let first = try await family.register()
            func taken() async throws -> Int {
                try await county.system.storage.point(
                    "SELECT taken FROM quota WHERE item = ? AND season = ?",
                    [.text(first.place ?? ""), .text(first.season)]
                ) { try $0.int(0) } ?? -1
            }
            #expect(first.place != nil)
            let before = try await taken()
            let outcomes = await withTaskGroup(of: ServiceError.Code?.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        await refusal {
                            _ = try await county.system.desk.withdraw(first.number, by: family.agent, now: county.now)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1, "\(outcomes)")
            #expect(try await taken() == before - 1)
            let gone = try await family.reload(first.number)
            #expect(gone.state == .withdrawn)
            #expect(gone.place == nil)
            let timeline = try await county.system.cases.timeline(of: gone).map(\.code)
            #expect(timeline.count { $0 == .withdrawn } == 1, "\(timeline)")
            county.clock.advance(seconds: 60)
            let second = try await family.register()
            #expect(second.number != first.number)
            #expect(second.outcome == .eligible)
            #expect(try await taken() == before)
        }
    }

    @Test func `a draft cannot be withdrawn, and nothing more can be done with a withdrawn case`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("village-no-statement", in: county)
            let draft = try await family.open()
            #expect(
                await refusal { _ = try await desk.withdraw(draft, by: family.agent, now: county.now) } == .notOffered)
            try await family.fill(draft)
            let done = try await family.submit(draft)
            let slot = try #require(
                try await desk.freeSlots(
                    County.service, place: try desk.runtime(County.service).service.places[0].name.zh, now: county.now
                ).first)
            try await desk.appoint(slot, for: done.number, by: family.agent, now: county.now)
            _ = try await desk.withdraw(done.number, by: family.agent, now: county.now)
            #expect(
                await refusal {
                    _ = try await desk.promise(
                        "village-house-statement", in: done.number, by: family.agent, now: county.now)
                } == .notOffered)
            #expect(
                await refusal {
                    _ = try await desk.askCorrection(
                        in: done.number, contract: "\(done.package).child-record", field: "", statement: "x",
                        by: family.agent, now: county.now)
                } == .notOffered)
            // The visit is given back to others.
            #expect(try await desk.appointment(of: done) == nil)
        }
    }
}
