import DecisionEngine
import Diagnostics
import FEELEngine
import Foundation
import WorkCalendar

/// Decides from a DMN file, and checks papers, without database, network, server or clock: the engines get values and return values.
///
///     swift run DecideOffline bus-pass.dmn
@main
struct DecideOffline {
    static func main() throws {
        guard let path = CommandLine.arguments.dropFirst().first, let file = FileManager.default.contents(atPath: path)
        else {
            print("usage: DecideOffline bus-pass.dmn")
            exit(2)
        }
        let model: DecisionModel
        do {
            model = try DecisionModel(loading: Array(file), file: URL(fileURLWithPath: path).lastPathComponent)
        } catch {
            for diagnostic in error.diagnostics { print("\(diagnostic.code): \(diagnostic.message.en)") }
            exit(1)
        }
        let today = FEELDate("2026-03-02")
        for applicant in Applicant.samples {
            let facts = FEELContext([
                ("birth_date", applicant.birthDate.flatMap { FEELDate($0) }.map(FEELValue.date) ?? .null),
                ("registered_here", applicant.isRegisteredHere.map(FEELValue.boolean) ?? .null),
                ("day", today.map(FEELValue.date) ?? .null),
            ])
            let result = model.evaluate(decision: "entitled", inputs: facts)
            print("\(applicant.name): \(answer(result))")
        }
        try printDeadline()
        for paper in [
            "{\"id_number\": \"11010519491231002X\", \"phone\": \"13800000000\", \"lines\": [1, 2, 3]}",
            "{\"id_number\": \"110105194912310021\", \"phone\": \"138\", \"lines\": [0]}",
        ] {
            for line in try Paper.describe(paper) { print(line) }
        }
    }

    /// 符合, 不符合, or 查不到: an undecidable question is never a no.
    static func answer(_ result: DecisionResult) -> String {
        let reasons = result.tables.flatMap(\.hits).flatMap(\.annotations).map(\.text).joined(separator: "; ")
        switch result.value.boolean {
        case true?: return "符合 (\(reasons))"
        case false?: return "不符合 (\(reasons))"
        case nil: return "查不到 (not found: \(result.missing.map(\.path).joined(separator: ", ")))"
        }
    }

    /// Twenty working days from a Friday, over a festival whose holidays are given as data.
    static func printDeadline() throws {
        guard let from = CivilDate(iso: "2026-01-30"), let first = CivilDate(iso: "2026-02-16"),
            let last = CivilDate(iso: "2026-02-20"), let january = CivilDate(iso: "2026-01-01"),
            let december = CivilDate(iso: "2026-12-31")
        else { return }
        let days = (first.dayNumber...last.dayNumber).map {
            CalendarEntry(date: CivilDate(dayNumber: $0), name: Text(zh: "春节", en: "Spring Festival"))
        }
        let calendar = try WorkingCalendar([
            CalendarDescription(
                id: "sample", from: january, through: december, holidays: days, makeUpDays: [], source: "a sample")
        ])
        let due = calendar.addingWorkingDays(20, to: from)
        print("20 working days after \(from.iso): \(due.date.iso)")
    }
}
