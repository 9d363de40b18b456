import Application
import CountySupport
import DemoCounty
import Journal
import Services
import Storage
import TestSupport
import Testing

@Suite struct StoryTests {
    @Test(arguments: Backend.available)
    func `every story of Songhe gets the answer it was made for`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            var wrong: [String] = []
            for story in county.stories {
                do {
                    let done = try await Family(story.id, in: county).register()
                    let missing = Set(story.expected.missing).subtracting(done.missing)
                    if done.outcome?.rawValue != story.expected.outcome || done.category != story.expected.category
                        || !missing.isEmpty
                    {
                        wrong.append(
                            "\(story.id): wanted \(story.expected.outcome) \(story.expected.category ?? "-") "
                                + "\(story.expected.missing), got \(done.outcome?.rawValue ?? "-") "
                                + "\(done.category ?? "-") \(done.missing) by \(done.rules)")
                    }
                } catch {
                    wrong.append("\(story.id): \(error)")
                }
            }
            for line in wrong { Issue.record("\(line)") }
            _ = try await Sequencer(storage: county.system.storage).sequenceAll(now: county.now)
            let verified = try await JournalVerifier(storage: county.system.storage).verify()
            #expect(verified.isIntact, "\(verified.findings)")
        }
    }

    @Test func `most of last year's children were answered by the rules alone`() async throws {
        try await withCounty { county in
            let report = county.report
            #expect(report.enrolled > 0)
            let refused = report.decided.filter { CaseOutcome(rawValue: $0.key) == nil }
            #expect(refused.isEmpty, "\(refused)")
            #expect(report.decided["eligible", default: 0] * 3 > report.enrolled * 2, "\(report.decided)")
        }
    }
}
