import Application
import CountySupport
import DecisionEngine
import Diagnostics
import FEELEngine
import JSONTree
import Services
import Testing
import WorkCalendar

/// What a changed rule costs: the sum of the period that was rehearsed, a year only with how it is reckoned, and nothing that
/// cannot be reckoned with left out in silence.
@Suite struct `Money in a rehearsal of a rule` {
    private func rehearsal(_ county: County, _ amount: String, days: Int) async throws -> Rehearsal {
        let model = try DecisionModel(
            loading: try ChangedRule.bytes([("  outcome: outcome,\n", "  outcome: outcome,\n  amount: \(amount),\n")]),
            environment: county.system.feel)
        let today = county.system.today
        return try await county.system.desk.rehearse(
            County.service, with: model, from: today.adding(days: 1 - days), through: today, today: today)
    }

    private func report(_ rehearsal: Rehearsal, _ county: County) -> RehearsalReport {
        let today = county.system.today
        return RehearsalReport(
            rehearsal: rehearsal, first: today.adding(days: 1 - rehearsal.days), last: today, seconds: 0.1,
            category: { county.system.words.category($0) }, town: { county.system.divisionName($0) })
    }

    @Test func `the sum of the period comes first; a year is told with how it is reckoned`() async throws {
        try await withCounty { county in
            _ = try await Family("village", in: county).register()
            let amount = "if outcome = \"eligible\" then 1200.5 else 0"
            let short = try await rehearsal(county, amount, days: 6)
            #expect(short.cases == 1 && short.isShort && short.unreadable == 0)
            let said = report(short, county)
            let text = said.text(isChinese: true)
            #expect(text.contains("这段时间的金额：") && text.contains("1200.5"))
            #expect(text.contains("折合一年约") && text.contains("用 6 天的合计除以 6，再乘 365"))
            #expect(text.contains("试算的只有 6 天，不到 300 天"))
            #expect(said.json["days"]?.integer == 6 && said.json["period"]?["after"] != nil)
            #expect(said.text(isChinese: false).contains("divided by 6, times 365"))
            // A year is what it is; nearly a year is reckoned without a warning.
            let year = report(try await rehearsal(county, amount, days: 365), county)
            #expect(year.yearly == nil && !year.text(isChinese: true).contains("折合一年"))
            let nearly = report(try await rehearsal(county, amount, days: 320), county)
            #expect(nearly.yearly != nil && !nearly.text(isChinese: true).contains("不到 300 天"))
        }
    }

    @Test func `an amount that is no number is counted, and differs from none`() async throws {
        try await withCounty { county in
            _ = try await Family("village", in: county).register()
            let found = try await rehearsal(county, "\"1000元\"", days: 6)
            #expect(found.cases == 1 && found.unreadable == 1 && found.unpriced == 0 && found.amounts == nil)
            #expect(found.changed == 1 && found.differences.first?.others == ["amount"])
            let said = report(found, county)
            #expect(said.text(isChinese: true).contains("金额读不出来（写的不是数）：1 件"))
            #expect(said.json["unreadable"]?.integer == 1)
            #expect(Rehearsal(keptForm: found.keptForm)?.unreadable == 1)
        }
    }
}
