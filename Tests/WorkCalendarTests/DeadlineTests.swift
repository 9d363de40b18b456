import Diagnostics
import Testing
import WorkCalendar

@Suite struct `Deadlines` {
    private let reason = Text(zh: "补正", en: "correction")

    private func due(
        _ amount: Int, _ unit: DeadlineRule.Unit, from: String, start: DeadlineRule.Start = .dayAfter,
        end: DeadlineRule.End = .nextWorkingDay, pauses: [Pause] = []
    ) throws -> Deadline {
        try sample().deadline(
            DeadlineRequest(
                rule: DeadlineRule(amount: amount, unit: unit, start: start, end: end), from: day(from), pauses: pauses)
        )
    }

    @Test func `the day of the event does not count`() throws {
        #expect(try due(5, .workingDays, from: "2026-11-16").due == day("2026-11-23"))
        #expect(try due(5, .workingDays, from: "2026-11-16", start: .sameDay).due == day("2026-11-20"))
        #expect(try due(5, .workingDays, from: "2026-09-30").due == day("2026-10-13"))
    }

    @Test func `an end on a day off moves to the next working day`() throws {
        #expect(try due(5, .days, from: "2026-11-16").due == day("2026-11-23"))
        #expect(try due(5, .days, from: "2026-11-16", end: .asReckoned).due == day("2026-11-21"))
        #expect(try due(10, .days, from: "2026-09-22").due == day("2026-10-08"))
    }

    @Test func `months end on the same number or on the last day`() throws {
        #expect(try due(1, .months, from: "2026-01-31", end: .asReckoned).due == day("2026-02-28"))
        #expect(try due(3, .months, from: "2026-02-10").due == day("2026-05-11"))
        #expect(try due(12, .months, from: "2025-03-02", end: .asReckoned).due == day("2026-03-02"))
    }

    @Test func `paused days do not count`() throws {
        let pause = Pause(from: day("2026-11-18"), through: day("2026-11-24"), reason: reason)
        let deadline = try due(5, .workingDays, from: "2026-11-16", pauses: [pause])
        #expect(deadline.due == day("2026-11-30"))
        #expect(
            deadline.steps.contains {
                $0.kind == .pause(reason) && $0.from == day("2026-11-18") && $0.through == day("2026-11-24")
            })
        let overlapping = [pause, Pause(from: day("2026-11-20"), through: day("2026-11-24"), reason: reason), pause]
        #expect(try due(5, .workingDays, from: "2026-11-16", pauses: overlapping).due == day("2026-11-30"))
        #expect(try due(3, .days, from: "2026-11-16", end: .asReckoned, pauses: [pause]).due == day("2026-11-26"))
        let backwards = Pause(from: day("2026-11-24"), through: day("2026-11-18"), reason: reason)
        #expect(try due(5, .workingDays, from: "2026-11-16", pauses: [backwards]).due == day("2026-11-23"))
    }

    @Test func `an open pause holds the deadline`() throws {
        let deadline = try due(
            5, .workingDays, from: "2026-11-16", pauses: [Pause(from: day("2026-11-18"), reason: reason)])
        #expect(deadline.due == nil)
        #expect(deadline.remaining == 4)
        #expect(!deadline.isOverdue(at: day("2030-01-01")))
    }

    @Test func `a deadline beyond the calendar is provisional and says so`() throws {
        let deadline = try due(20, .workingDays, from: "2026-12-21")
        #expect(deadline.isProvisional)
        #expect(deadline.explanation.zh.contains("尚未公布"))
        #expect(try !due(5, .workingDays, from: "2026-12-21").isProvisional)
    }

    @Test func `the explanation names what was skipped`() throws {
        let deadline = try due(3, .workingDays, from: "2026-09-30")
        #expect(deadline.due == day("2026-10-10"))
        #expect(
            deadline.explanation.zh
                == "期限3个工作日,次日起算;自2026年9月30日起;2026年10月1日至2026年10月7日为国庆节放假;2026年10月8日至2026年10月9日计2天;2026年10月10日因国庆节调休上班;2026年10月10日到期。"
        )
        #expect(deadline.explanation.en.hasSuffix("due on 2026-10-10."))
    }

    @Test func `counted days of the steps add up to the amount`() throws {
        for amount in [0, 1, 7, 45, 200] {
            let deadline = try due(amount, .workingDays, from: "2026-03-04")
            #expect(deadline.steps.reduce(0) { $0 + $1.counted } == amount)
        }
    }

    @Test func `amounts beyond reason are refused`() {
        #expect(throws: CalendarError.self) { try DeadlineRule(amount: -1, unit: .days) }
        #expect(throws: CalendarError.self) { try DeadlineRule(amount: 10_001, unit: .days) }
    }

    @Test func `working minutes run inside the windows only`() throws {
        let hours = try WorkingHours(
            windows: [.init(start: 510, end: 720), .init(start: 840, end: 1080)],
            season: .init(
                from: 701, through: 831, windows: [.init(start: 480, end: 720), .init(start: 900, end: 1080)]))
        let calendar = try sample()
        let friday = CivilMinute(date: day("2026-11-20"), minute: 1020)
        #expect(
            calendar.adding(workingMinutes: 240, to: friday, hours: hours).minute
                == CivilMinute(date: day("2026-11-23"), minute: 690))
        #expect(
            calendar.adding(workingMinutes: 60, to: friday, hours: hours).minute
                == CivilMinute(date: day("2026-11-20"), minute: 1080))
        #expect(
            calendar.adding(workingMinutes: 0, to: CivilMinute(date: day("2026-11-21"), minute: 0), hours: hours).minute
                == CivilMinute(date: day("2026-11-23"), minute: 510))
        #expect(hours.windows(on: day("2026-07-15")).first?.start == 480)
        for start in stride(from: 0, to: 1440, by: 37) {
            let from = CivilMinute(date: day("2026-09-30"), minute: start)
            let end = calendar.adding(workingMinutes: 1234, to: from, hours: hours).minute
            #expect(calendar.workingMinutes(from: from, to: end, hours: hours) == 1234)
        }
        #expect(throws: CalendarError.self) { try WorkingHours(windows: [.init(start: 600, end: 500)]) }
    }
}
