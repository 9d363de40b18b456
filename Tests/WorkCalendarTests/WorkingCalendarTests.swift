// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Diagnostics
import Testing
import WorkCalendar

/// Dates as text, for tests only.
func day(_ text: String) -> CivilDate { CivilDate(iso: text)! }

/// A year with a long holiday and a make-up Sunday, in the manner of the yearly notices.
func sample() throws -> WorkingCalendar {
    let holiday = Text(zh: "国庆节", en: "National Day")
    return try WorkingCalendar([
        CalendarDescription(
            id: "test-2026", from: day("2026-01-01"), through: day("2026-12-31"),
            holidays: (1...7).map { CalendarEntry(date: day("2026-10-0\($0)"), name: holiday) }
                + [CalendarEntry(date: day("2026-01-01"), name: Text(zh: "元旦", en: "New Year's Day"))],
            makeUpDays: [
                CalendarEntry(date: day("2026-09-20"), name: holiday),
                CalendarEntry(date: day("2026-10-10"), name: holiday),
            ], source: "test")
    ])
}

@Suite struct `Working days` {
    @Test func `kinds of days`() throws {
        let calendar = try sample()
        #expect(calendar.kind(of: day("2026-09-18")) == .working)
        #expect(calendar.kind(of: day("2026-09-19")) == .weekend)
        #expect(calendar.kind(of: day("2026-09-20")) == .makeUp)
        #expect(calendar.kind(of: day("2026-10-01")) == .holiday)
        #expect(calendar.name(of: day("2026-10-10"))?.en == "National Day")
        #expect(!calendar.isProvisional(day("2026-12-31")))
        #expect(calendar.isProvisional(day("2027-01-01")))
        #expect(calendar.isWorkingDay(day("2027-01-01")))
    }

    @Test func `counting goes over holidays and takes in make-up days`() throws {
        let calendar = try sample()
        #expect(
            calendar.addingWorkingDays(1, to: day("2026-09-30"))
                == ReckonedDate(date: day("2026-10-08"), isProvisional: false))
        #expect(calendar.addingWorkingDays(3, to: day("2026-09-30")).date == day("2026-10-10"))
        #expect(calendar.addingWorkingDays(-1, to: day("2026-10-08")).date == day("2026-09-30"))
        #expect(calendar.addingWorkingDays(0, to: day("2026-10-01")).date == day("2026-10-08"))
        #expect(calendar.workingDays(after: day("2026-09-30"), through: day("2026-10-10")) == 3)
        #expect(calendar.workingDays(after: day("2026-10-10"), through: day("2026-09-30")) == -3)
    }

    @Test func `adding and counting agree from every day of the year`() throws {
        let calendar = try sample()
        for offset in 0..<365 {
            let start = day("2026-01-01").adding(days: offset)
            for count in [1, 5, 20] {
                let end = calendar.addingWorkingDays(count, to: start).date
                #expect(calendar.workingDays(after: start, through: end) == count)
                #expect(calendar.isWorkingDay(end))
            }
        }
    }

    @Test func `past the calendar's end a date is provisional until the next is loaded`() throws {
        let calendar = try sample()
        let before = calendar.addingWorkingDays(1, to: day("2026-12-31"))
        #expect(before == ReckonedDate(date: day("2027-01-01"), isProvisional: true))
        let next = CalendarDescription(
            id: "test-2027", from: day("2027-01-01"), through: day("2027-12-31"),
            holidays: [CalendarEntry(date: day("2027-01-01"), name: Text(zh: "元旦", en: "New Year's Day"))],
            makeUpDays: [],
            source: "test")
        let loaded = try WorkingCalendar([next])
        #expect(
            loaded.addingWorkingDays(1, to: day("2026-12-31"))
                == ReckonedDate(date: day("2027-01-04"), isProvisional: false))
    }

    @Test func `descriptions that contradict themselves are refused`() {
        let name = Text(zh: "节", en: "day")
        func make(_ holidays: [String], _ makeUps: [String], _ from: String = "2026-01-01") throws -> WorkingCalendar {
            try WorkingCalendar([
                CalendarDescription(
                    id: "x", from: day(from), through: day("2026-12-31"),
                    holidays: holidays.map { CalendarEntry(date: day($0), name: name) },
                    makeUpDays: makeUps.map { CalendarEntry(date: day($0), name: name) }, source: "")
            ])
        }
        func kind(_ body: () throws -> WorkingCalendar) -> CalendarError.Kind? {
            do {
                _ = try body()
                return nil
            } catch { return (error as? CalendarError)?.kind }
        }
        #expect(kind { try make(["2025-10-01"], []) } == .outside)
        #expect(kind { try make(["2026-09-20"], ["2026-09-20"]) } == .contradiction)
        #expect(kind { try make([], ["2026-09-21"]) } == .makeUpOnWeekday)
        #expect(kind { try make([], [], "2027-01-01") } == .span)
        #expect(kind { try make([], [], "1800-01-01") } == .span)
    }
}
