import Application
import CountySupport
import DecisionEngine
import DemoCounty
import FEELEngine
import JSONTree
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar

/// A changed rule is tried on the cases of a period; nothing of it is written.
@Suite struct `Rehearsing a changed rule` {
    private func model(_ county: County, _ changes: [(String, String)]) throws -> DecisionModel {
        try DecisionModel(loading: try ChangedRule.bytes(changes), environment: county.system.feel)
    }

    private func withCases(
        _ backend: Backend, _ body: @escaping @Sendable (County, [Case]) async throws -> Void
    ) async throws {
        try await withCounty(backend) { county in
            var cases: [Case] = []
            for story in ["village", "village-no-statement", "town", "migrant"] {
                cases.append(try await Family(story, in: county).register())
            }
            try await body(county, cases)
        }
    }

    private func counts(_ county: County) async throws -> [Int] {
        var counts: [Int] = []
        for table in ["service_case", "case_event", "journal_leaf", "receipt", "job", "notice"] {
            counts.append(
                try await county.system.storage.point(SQL("SELECT COUNT(*) FROM \(table)")) { try $0.int(0) } ?? -1)
        }
        return counts
    }

    @Test(arguments: Backend.available)
    func `the rule in force decides all as it did`(backend: Backend) async throws {
        try await withCases(backend) { county, cases in
            let before = try await counts(county)
            let today = county.system.today
            let rehearsal = try await county.system.desk.rehearse(
                County.service, with: try model(county, []), from: today.adding(days: -1), through: today, today: today)
            #expect(rehearsal.cases == cases.count && rehearsal.changed == 0)
            #expect(rehearsal.turns.isEmpty && rehearsal.unknown.isEmpty && rehearsal.amounts == nil)
            #expect(rehearsal.towns.values.map(\.cases).reduce(0, +) == cases.count)
            // Another period has others.
            let past = try await county.system.desk.rehearse(
                County.service, with: try model(county, []), from: today.adding(days: -30),
                through: today.adding(days: -20), today: today)
            #expect(past.cases == 0 && past.days == 11)
            #expect(try await counts(county) == before)
        }
    }

    @Test func `a stricter rule shows whom it would turn away, and says nothing of them`() async throws {
        try await withCases(.sqlite) { county, cases in
            let before = try await counts(county)
            let today = county.system.today
            let stricter = try model(county, [ChangedRule.stricter])
            let rehearsal = try await county.system.desk.rehearse(
                County.service, with: stricter, from: today, through: today, today: today)
            let turned = cases.filter { $0.rules.contains("R-VIL-1") }
            #expect(!turned.isEmpty && rehearsal.cases == cases.count)
            #expect(rehearsal.differences.map(\.number) == turned.map(\.number))
            #expect(rehearsal.turns == [Rehearsal.Turn(from: .eligible, to: .ineligible): turned.count])
            #expect(rehearsal.categories.values.map(\.changed).reduce(0, +) == turned.count)
            #expect(rehearsal.towns[String(turned[0].division.prefix(9)) + "000"]?.changed == turned.count)
            let report = RehearsalReport(
                rehearsal: rehearsal, first: today, last: today, seconds: 0.4,
                category: { county.system.words.category($0) }, town: { county.system.divisionName($0) })
            let text = report.text(isChinese: true)
            #expect(text.contains("符合 → 不符合：\(turned.count) 件") && text.contains("什么都没有写入"))
            #expect(report.text(isChinese: false).contains("Eligible → Not eligible: \(turned.count)"))
            #expect(report.json["changed"]?.integer == turned.count)
            let lines = report.csv.split(separator: "\r\n")
            #expect(lines.count == turned.count + 1 && lines[1].hasPrefix("\(turned[0].number),"))
            let story = try county.story("village")
            for secret in [story.applicant, story.child, story.applicantName, story.childName] {
                #expect(!report.csv.contains(secret) && !text.contains(secret))
            }
            #expect(try await counts(county) == before)
        }
    }

    @Test func `amounts come to what they are in a year, and what was not known is named`() async throws {
        try await withCases(.sqlite) { county, cases in
            let today = county.system.today
            let paid = try model(
                county,
                [
                    (
                        "  outcome: outcome,\n",
                        "  outcome: outcome,\n  amount: if outcome = \"eligible\" then 1200.5 else 0,\n"
                    )
                ])
            let rehearsal = try await county.system.desk.rehearse(
                County.service, with: paid, from: today.adding(days: -9), through: today, today: today)
            let eligible = cases.count { $0.outcome == .eligible }
            let sums = try #require(rehearsal.amounts)
            #expect(sums.before == 0 && sums.after == FEELNumber(eligible).multiplied(by: FEELNumber("1200.5") ?? 0))
            // Ten days of the year.
            #expect(rehearsal.yearly(sums.after) == sums.after.multiplied(by: FEELNumber("36.5") ?? 0))
            #expect(rehearsal.changed == cases.count)
            // Another school is a difference, too.
            let moved = try model(
                county,
                [("schools: if outcome = \"eligible\" then fit.schools else []", "schools: []")])
            let elsewhere = try await county.system.desk.rehearse(
                County.service, with: moved, from: today, through: today, today: today)
            #expect(elsewhere.otherwise == eligible && elsewhere.changed == eligible && elsewhere.turns.isEmpty)
            let stranger = try model(
                county,
                [
                    (
                        ChangedRule.row("R-VIL-1", ["yes", "statement", "yes"], "eligible")
                            + "\n        <outputEntry><text>\"R-VIL-1\"</text></outputEntry>\n"
                            + "        <outputEntry><text>null</text></outputEntry>",
                        ChangedRule.row("R-VIL-1", ["yes", "statement", "yes"], "unknown")
                            + "\n        <outputEntry><text>\"R-VIL-1\"</text></outputEntry>\n"
                            + "        <outputEntry><text>\"property\"</text></outputEntry>"
                    )
                ])
            let unknown = try await county.system.desk.rehearse(
                County.service, with: stranger, from: today, through: today, today: today)
            #expect(unknown.unknown == ["property": cases.count { $0.rules.contains("R-VIL-1") }])
        }
    }
}
