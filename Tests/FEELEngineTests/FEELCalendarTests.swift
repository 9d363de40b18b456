import FEELEngine
import Testing

/// Dates, times and durations.
@Suite struct FEELCalendarTests {
    @Test func `days count on without a break through 800 years`() {
        var previous = FEELDate(year: 1600, month: 1, day: 1)!
        for day in (previous.daysSinceEpoch + 1)..<FEELDate(year: 2400, month: 1, day: 1)!.daysSinceEpoch {
            let date = FEELDate(daysSinceEpoch: day)!
            #expect(date > previous && date.daysSinceEpoch == day)
            previous = date
        }
    }

    @Test(arguments: [
        "2024-02-30", "2023-02-29", "1900-02-29", "24-01-01", "02024-01-01", "+2024-01-01", "2024-13-01", "2024-1-1",
    ])
    func `days that no calendar has are refused`(text: String) {
        #expect(FEELDate(text) == nil)
    }

    @Test func `weeks and weekdays follow ISO 8601`() {
        #expect(FEELDate("2005-01-01")!.weekOfYear == 53)
        #expect(FEELDate("2008-12-29")!.weekOfYear == 1)
        #expect(FEELDate("2026-08-31")!.weekday == 1)
        #expect(FEELDate("-0001-03-01")!.dayOfYear == 60)
    }

    @Test(arguments: [
        ("date(\"2024-02-29\") + duration(\"P1Y\")", "2025-02-28"),
        ("@\"2024-01-31\" + @\"P1M\"", "2024-02-29"),
        ("@\"2026-08-31\" - @\"P6Y\"", "2020-08-31"),
        ("@\"2021-01-01T24:00:00\"", "2021-01-02T00:00:00"),
        ("@\"23:30:00\" + @\"PT1H\"", "00:30:00"),
        ("@\"2024-03-31T01:30:00@Europe/Paris\" + @\"PT1H\"", "2024-03-31T03:30:00@Europe/Paris"),
        ("@\"2026-09-01\" - @\"2026-08-31\"", "P1D"),
        ("duration(\"P1Y\") * 1.5", "P1Y6M"),
        ("duration(\"PT90M\")", "PT1H30M"),
        ("years and months duration(@\"2020-05-15\", @\"2026-05-14\")", "P5Y11M"),
    ])
    func `arithmetic with dates and durations`(expression: String, result: String) throws {
        #expect(try Feel.value(expression).text == result)
    }

    @Test func `instants compare across offsets and equality is to the second`() throws {
        #expect(try Feel.value("@\"2026-07-01T08:00:00+08:00\" = @\"2026-07-01T00:00:00Z\"") == true)
        #expect(try Feel.value("is(@\"2026-07-01T08:00:00+08:00\", @\"2026-07-01T00:00:00Z\")") == false)
        #expect(try Feel.value("@\"2026-07-01T08:00:00@Asia/Shanghai\" < @\"2026-07-01T00:00:01Z\"") == true)
    }

    @Test func `the clock comes from outside only`() throws {
        #expect(try Feel.value("today()").text == "2026-07-02")
        let expression = try FEELExpression(parsing: "today()", names: [])
        #expect(expression.outcome().value == .null)
        #expect(expression.outcome().warnings.map(\.code) == [.noClock])
    }
}
