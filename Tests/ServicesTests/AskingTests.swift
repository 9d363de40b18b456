import Application
import CountySupport
import DemoCounty
import FormEngine
import JSONTree
import Services
import Storage
import TestSupport
import Testing

/// The enrolment form asks only what can still change the answer.
@Suite struct `Asking only what matters` {
    private func pages(_ family: Family, child: String?) async throws -> [String: PageState.State] {
        let number = try await family.open(child: child)
        let found = try await family.reload(number)
        let knowledge = try family.county.system.desk.knowledge(of: found, now: family.county.now)
        return Dictionary(
            knowledge.runtime.form.journey(
                knowledge.answering(["contact_phone": "19900000001"])
            ).pages.map { ($0.page.id, $0.state) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `a child that cannot be enrolled is asked nothing that would not help`() async throws {
        try await withCounty { county in
            let family = try await Family("sibling", in: county)
            let younger = try await pages(family, child: nil)
            #expect(younger["town-home"] == .unanswered && younger["circumstances"] == .later)
            // The elder child is at school already: that settles it.
            let elder = try await pages(family, child: family.story.others[0])
            #expect(elder["town-home"] == .hidden && elder["circumstances"] == .hidden, "\(elder)")
            #expect(elder["needs"] == .unanswered)
        }
    }

    @Test func `what is spared may be said all the same, and is asked when a register says otherwise meanwhile`()
        async throws
    {
        try await withCounty { county in
            let family = try await Family("sibling", in: county)
            let number = try await family.open(child: family.story.others[0])
            try await family.fill(number)
            let found = try await family.reload(number)
            let knowledge = try county.system.desk.knowledge(of: found, now: county.now)
            let journey = knowledge.runtime.form.journey(knowledge)
            #expect(journey.isComplete && journey.spared.contains { $0.page.id == "circumstances" })
            // The register's entry goes away before the family hands in.
            try await county.system.storage.commit(WriteSet([Statement("DELETE FROM reg_base_school_roll", [])]))
            await #expect(throws: ServiceError(.incomplete)) { _ = try await family.submit(number) }
        }
    }

    @Test func `what was spared and matters after a correction is no answer of no`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("sibling", in: county)
            let number = try await family.open(child: family.story.others[0])
            try await family.fill(number)
            let first = try await family.submit(number)
            #expect(first.outcome == .ineligible && first.rules == ["R-ROL-1"])
            let asked = try await desk.askCorrection(
                in: first.number, contract: "\(first.package).school-roll-of-child", field: "status",
                statement: "已经退学", by: family.agent, now: county.now)
            // The house in the village is not known any more, so that one in the town, of which nobody asked, matters.
            try await county.system.storage.commit(WriteSet([Statement("DELETE FROM reg_base_village_house", [])]))
            let steward = try await county.official("jiaoyu01")
            county.clock.advance(seconds: 60)
            let correction = try await desk.correction(asked, for: steward)
            try await desk.answer(
                correction, .corrected(value: "left"), reply: "已更正。", by: steward, now: county.now)
            let again = try await family.reload(first.number)
            #expect(again.outcome == .unknown && again.missing.last == CaseWordNames.unasked, "\(again.rules)")
            #expect(again.state == .inReview)
        }
    }

    @Test func `a changed rule that says nothing of it asks everything`() async throws {
        try await withCounty { county in
            let bytes = try ChangedRule.bytes([("name=\"worth_asking\" label", "name=\"something_else\" label")])
            let drafter = try await county.official("songjiao04")
            let publisher = try await county.official("guize01")
            let rules = county.system.rules
            let id = try await rules.draft(bytes, of: County.service, by: drafter, now: county.now)
            try await rules.rehearse(
                try await rules.change(id, for: drafter), from: county.system.today, through: county.system.today,
                by: drafter, now: county.now)
            try await rules.propose(
                try await rules.change(id, for: drafter), note: "改", number: "松教发〔2026〕1号",
                effective: county.system.today,
                by: drafter, now: county.now)
            try await rules.publish(try await rules.change(id, for: drafter), by: publisher, now: county.now)
            let family = try await Family("sibling", in: county)
            let elder = try await pages(family, child: family.story.others[0])
            #expect(elder["town-home"] == .unanswered)
        }
    }
}

extension CaseKnowledge {
    fileprivate func answering(_ answers: JSON) -> CaseKnowledge {
        var knowledge = self
        knowledge.answers = answers
        return knowledge
    }
}
