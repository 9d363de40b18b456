import Foundation
import Testing
import WorkCalendar

@Suite struct `Civil dates` {
    @Test func `every day from 1583 to 2400 agrees with Foundation`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        for number in stride(from: -141_350, through: 157_000, by: 7) {
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let date = CivilDate(dayNumber: number)
            #expect(date.parts == (parts.year!, parts.month!, parts.day!))
            #expect(date.weekday == (parts.weekday! + 5) % 7 + 1)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
        }
    }

    @Test func `every day of the range reads back from its text`() {
        for number in stride(from: CivilDate.earliest.dayNumber, through: CivilDate.latest.dayNumber, by: 97) {
            let date = CivilDate(dayNumber: number)
            #expect(CivilDate(iso: date.iso) == date)
        }
        #expect(CivilDate.earliest.iso == "0001-01-01")
        #expect(CivilDate.latest.iso == "9999-12-31")
    }

    @Test(arguments: [
        "", "2026", "2026-1-1", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-01T", "2026/01/01",
        "0000-01-01",
        "-026-01-01", "２０２６-01-01",
    ])
    func `texts that are no date are refused`(text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test func `arithmetic clamps and stays in range`() {
        let date = CivilDate(iso: "2024-01-31")!
        #expect(date.adding(months: 1).iso == "2024-02-29")
        #expect(date.adding(months: 13).iso == "2025-02-28")
        #expect(date.adding(months: -2).iso == "2023-11-30")
        #expect(CivilDate(iso: "2024-02-29")!.adding(years: 1).iso == "2025-02-28")
        #expect(date.adding(days: .max) == .latest)
        #expect(date.adding(days: .min) == .earliest)
        #expect(date.adding(months: .max) == .latest)
        #expect(date.adding(years: .min) == .earliest)
        #expect(date.days(until: CivilDate(iso: "2024-03-01")!) == 30)
    }

    @Test func `a year is completed on the anniversary`() {
        let birth = CivilDate(iso: "2019-08-31")!
        #expect(birth.completedYears(at: CivilDate(iso: "2025-08-30")!) == 5)
        #expect(birth.completedYears(at: CivilDate(iso: "2025-08-31")!) == 6)
        let leap = CivilDate(iso: "2020-02-29")!
        #expect(leap.completedYears(at: CivilDate(iso: "2026-02-28")!) == 5)
        #expect(leap.completedYears(at: CivilDate(iso: "2026-03-01")!) == 6)
    }

    @Test func `an instant falls on the county's day`() {
        #expect(CivilDate(unixSeconds: 0).iso == "1970-01-01")
        #expect(CivilDate(unixSeconds: 57_599).iso == "1970-01-01")
        #expect(CivilDate(unixSeconds: 57_600).iso == "1970-01-02")
        #expect(CivilDate(unixSeconds: -1, zoneOffset: 0).iso == "1969-12-31")
        #expect(CivilDate(unixSeconds: .max) == .latest)
        #expect(CivilDate(unixSeconds: .min) == .earliest)
    }

    @Test func `dates travel through JSON as text`() throws {
        let date = CivilDate(iso: "2026-11-21")!
        let bytes = try JSONEncoder().encode([date])
        #expect(String(decoding: bytes, as: UTF8.self) == "[\"2026-11-21\"]")
        #expect(try JSONDecoder().decode([CivilDate].self, from: bytes) == [date])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([CivilDate].self, from: Data("[\"x\"]".utf8)) }
    }
}
