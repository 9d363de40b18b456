import Application
import CountySupport
import DemoCounty
import Directory
import Localisation
import Services
import Storage
import TestSupport
import Testing

/// Grandparents hand in, a parent far away confirms.
@Suite struct ConfirmationTests {
    private func parent(_ family: Family, _ index: Int, in county: County) async throws -> Citizen {
        try await county.citizen(family.story.others[index], name: "家长")
    }

    @Test(arguments: Backend.available)
    func `the guardians on record are asked, and the first who confirms has the case decided`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("grandparents-no-link", in: county)
            let first = try await family.register()
            #expect(first.outcome == .unknown)
            #expect(first.missing.contains("guardian_confirmation"))
            let father = try await parent(family, 0, in: county)
            let mother = try await parent(family, 1, in: county)
            let request = try #require(try await desk.consentRequests(of: father).first)
            #expect(request.scope == .guardian && request.state == "asked" && request.caseNumber == first.number)
            // Names are masked: the request says whose child it is to those who know the family.
            #expect(request.child == Mask.name(family.story.childName))
            #expect(try await desk.consentRequests(of: mother).count == 1)
            county.clock.advance(seconds: 60)
            try await desk.answer(request, agrees: true, by: father, now: county.now)
            let done = try await family.reload(first.number)
            #expect(done.outcome == .eligible, "\(done.missing) \(done.rules)")
            #expect(done.number == first.number)
            #expect(try await county.system.cases.timeline(of: done).map(\.code).contains(.confirmed))
            // The other need not answer any more, and an answer given from an old page takes nothing back.
            let late = try #require(try await desk.consentRequests(of: mother).first)
            #expect(late.state == "settled")
            try? await desk.answer(late, agrees: false, by: mother, now: county.now)
            #expect(try await family.reload(first.number).outcome == .eligible)
        }
    }

    @Test func `a guardian who does not confirm leaves the case with a person`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("grandparents-no-link", in: county)
            let first = try await family.register()
            let mother = try await parent(family, 1, in: county)
            let request = try #require(try await desk.consentRequests(of: mother).first)
            county.clock.advance(seconds: 60)
            try await desk.answer(request, agrees: false, by: mother, now: county.now)
            let done = try await family.reload(first.number)
            #expect(done.outcome == .unknown && done.state == .inReview)
            #expect(try await county.system.cases.timeline(of: done).map(\.code).contains(.confirmationRefused))
        }
    }

    @Test func `nobody is asked where the applicant is a guardian, and a stranger cannot answer`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("grandparents-no-link", in: county)
            let first = try await family.register()
            let father = try await parent(family, 0, in: county)
            let request = try #require(try await desk.consentRequests(of: father).first)
            let stranger = try await Family("village", in: county)
            try await stranger.register()
            #expect(try await desk.consentRequests(of: stranger.citizen).isEmpty)
            await #expect(throws: (any Error).self) {
                try await desk.answer(request, agrees: true, by: stranger.citizen, now: county.now)
            }
            #expect(try await family.reload(first.number).outcome == .unknown)
        }
    }
}
