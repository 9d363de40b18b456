// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Diagnostics
import Testing
import WorkCalendar

@Suite struct `Clocks` {
    private let correction = Text(zh: "补正", en: "correction")
    private let hours = try! WorkingHours(windows: [.init(start: 510, end: 720), .init(start: 870, end: 1080)])

    private func clock(_ period: String, _ from: String) throws -> Clock {
        Clock(period: try #require(ClockPeriod(period)), from: try at(from))
    }

    private func at(_ text: String) throws -> CivilMinute { try #require(CivilMinute(text)) }

    private func due(_ clock: Clock) throws -> String? {
        try sample().reading(of: clock, hours: hours).due?.description
    }

    @Test func `periods are read and written`() {
        for text in ["20wd", "4wh", "7d", "2h", "30m", "0d", "10000wd"] {
            #expect(ClockPeriod(text)?.description == text)
        }
        for text in ["", "wd", "20", "-1d", "10001wd", "1w", "1.5h", "٣d", "5 wd"] { #expect(ClockPeriod(text) == nil) }
        #expect(ClockPeriod("1wd")?.text == Text(zh: "1 个工作日", en: "1 working day"))
    }

    @Test func `working days and days end with the last day, hours to the minute`() throws {
        // Monday; the law counts from the day after.
        #expect(try due(clock("5wd", "2026-11-16 10:00")) == "2026-11-23 23:59")
        #expect(try due(clock("5d", "2026-11-16 10:00")) == "2026-11-23 23:59")
        #expect(try due(clock("7d", "2026-11-16 10:00")) == "2026-11-23 23:59")
        #expect(try due(clock("2h", "2026-11-16 23:30")) == "2026-11-17 01:30")
        #expect(try due(clock("30m", "2026-11-16 23:45")) == "2026-11-17 00:15")
        // Friday afternoon at half past four: an hour and a half is left of it.
        #expect(try due(clock("4wh", "2026-11-20 16:30")) == "2026-11-23 11:00")
        // A period that ends with the office's day ends in it.
        #expect(try due(clock("1wh", "2026-11-20 17:00")) == "2026-11-20 18:00")
    }

    @Test func `make-up days count and holidays do not`() throws {
        // 2026-10-10 is a Saturday worked for the October holidays.
        #expect(try due(clock("5wd", "2026-09-30 09:00")) == "2026-10-13 23:59")
        #expect(try due(clock("7wh", "2026-10-09 18:00")) == "2026-10-10 18:00")
    }

    @Test func `stopped for two, it runs on when neither waits any more`() throws {
        var clock = try clock("20wd", "2026-11-16 09:00")
        try clock.pause("mending", reason: correction, for: "food", at: at("2026-11-18 15:00"))
        try clock.pause("mending", reason: correction, for: "fire", at: at("2026-11-19 15:00"))
        #expect(throws: ClockError.paused) {
            try clock.pause("mending", reason: correction, for: "fire", at: at("2026-11-19 16:00"))
        }
        #expect(try clock.resume(for: "food", at: at("2026-11-23 10:00")) == false)
        #expect(clock.isPaused)
        #expect(throws: ClockError.notPaused) { try clock.resume(for: "food", at: at("2026-11-23 10:00")) }
        #expect(try clock.resume(for: "fire", at: at("2026-11-25 10:00")))
        #expect(!clock.isPaused && clock.pauses.count == 1)
        #expect(try clock.pauses[0].through == at("2026-11-25 10:00"))
        // For all at once, such as when it ends.
        try clock.pause("mending", reason: correction, for: "food", at: at("2026-11-26 10:00"))
        try clock.pause("mending", reason: correction, for: "fire", at: at("2026-11-26 10:00"))
        #expect(try clock.resume(at: at("2026-11-27 10:00")))
        #expect(!clock.isPaused)
    }

    @Test func `a pause holds it, and what was left runs on the day after`() throws {
        var clock = try clock("5wd", "2026-11-16 10:00")
        try clock.pause("correction", reason: correction, at: at("2026-11-18 15:00"))
        #expect(try due(clock) == nil)
        let calendar = try sample()
        let held = calendar.reading(of: clock, hours: hours)
        #expect(held.remaining == 3 && held.lines.contains { $0.zh.contains("补正") })
        #expect(try calendar.mark(of: clock, at: at("2027-01-01 00:00"), hours: hours) == .paused)
        try clock.resume(at: at("2026-11-24 09:00"))
        #expect(try due(clock) == "2026-11-27 23:59")
        // Stopped and let run on the same day, it loses nothing and gains nothing.
        try clock.pause("hearing", reason: correction, at: at("2026-11-25 09:00"))
        try clock.resume(at: at("2026-11-25 16:00"))
        #expect(try due(clock) == "2026-11-27 23:59")
    }

    @Test func `hours are held to the minute`() throws {
        var urgent = try clock("2h", "2026-11-16 10:00")
        try urgent.pause("wait", reason: correction, at: at("2026-11-16 10:30"))
        #expect(try sample().reading(of: urgent, hours: hours).remaining == 90)
        try urgent.resume(at: at("2026-11-16 22:00"))
        #expect(try due(urgent) == "2026-11-16 23:30")
        var working = try clock("4wh", "2026-11-20 16:30")
        try working.pause("wait", reason: correction, at: at("2026-11-20 17:00"))
        try working.resume(at: at("2026-11-23 09:00"))
        // Half an hour on Friday, three and a half on Monday from nine with the noon between.
        #expect(try due(working) == "2026-11-23 15:00")
        try working.pause("late", reason: correction, at: at("2026-11-24 09:00"))
        // What stops it after the end changes nothing any more.
        #expect(try due(working) == "2026-11-23 15:00")
    }

    @Test func `an extension lengthens it, and each act is refused where it does not fit`() throws {
        var clock = try clock("20wd", "2026-11-02 10:00")
        #expect(try due(clock) == "2026-11-30 23:59")
        try clock.extend(by: 10)
        #expect(try due(clock) == "2026-12-14 23:59")
        #expect(throws: ClockError.tooLong) { try clock.extend(by: 0) }
        #expect(throws: ClockError.tooLong) { try clock.extend(by: 10_000) }
        #expect(throws: ClockError.notPaused) { try clock.resume(at: at("2026-11-03 10:00")) }
        try clock.pause("correction", reason: correction, at: at("2026-11-03 10:00"))
        #expect(throws: ClockError.paused) {
            try clock.pause("correction", reason: correction, at: at("2026-11-03 10:00"))
        }
        try clock.end(at: at("2026-11-05 10:00"))
        #expect(!clock.isPaused && clock.pauses.last?.through == clock.endedAt)
        #expect(throws: ClockError.ended) { try clock.extend(by: 1) }
        #expect(throws: ClockError.ended) { try clock.end(at: at("2026-11-05 10:00")) }
        for error in ClockError.allCases { #expect(!error.message.zh.isEmpty && !error.message.en.isEmpty) }
    }

    @Test func `it turns yellow, then red, and ends kept or missed`() throws {
        let calendar = try sample()
        var clock = try clock("20wd", "2026-11-02 10:00")
        let warning = try #require(ClockPeriod("5wd"))
        func mark(_ moment: String) throws -> ClockMark {
            try calendar.mark(of: clock, at: at(moment), warning: warning, hours: hours)
        }
        #expect(try mark("2026-11-23 23:59") == .green)
        #expect(try mark("2026-11-24 00:00") == .yellow)
        #expect(try mark("2026-11-30 23:59") == .yellow)
        #expect(try mark("2026-12-01 00:00") == .red)
        // A warning in another unit warns of nothing.
        #expect(
            try calendar.mark(of: clock, at: at("2026-11-30 10:00"), warning: ClockPeriod("5h"), hours: hours) == .green
        )
        var late = clock
        try clock.end(at: at("2026-11-30 17:00"))
        #expect(try mark("2027-01-01 00:00") == .kept)
        try late.end(at: at("2026-12-01 08:30"))
        clock = late
        #expect(try mark("2027-01-01 00:00") == .missed)
    }

    @Test func `the quick way and the one with words agree, whatever happens to a clock`() throws {
        let calendar = try sample()
        var random = Xorshift(seed: 7)
        for _ in 0..<2_000 {
            let unit = ClockPeriod.Unit.allCases[random.next(ClockPeriod.Unit.allCases.count)]
            var moment = CivilMinute(date: day("2026-01-05").adding(days: random.next(300)), minute: random.next(1440))
            var clock = Clock(period: try ClockPeriod(amount: random.next(40), unit: unit), from: moment)
            var last = calendar.reading(of: clock, hours: hours).due
            for _ in 0..<random.next(4) {
                moment = moment.adding(minutes: random.next(4_000))
                if clock.isPaused {
                    try clock.resume(at: moment)
                } else if random.next(3) == 0 {
                    try clock.extend(by: 1 + random.next(5))
                } else {
                    try clock.pause("x", reason: correction, at: moment)
                }
                let reading = calendar.reading(of: clock, hours: hours)
                #expect(calendar.due(of: clock, hours: hours).minute == reading.due)
                // Nothing that may happen to a clock makes it due earlier.
                if let last, let due = reading.due { #expect(due >= last) }
                last = reading.due ?? last
                #expect(reading.due != nil || clock.isPaused)
            }
        }
    }
}

/// A small generator of numbers that are the same on every machine.
private struct Xorshift {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next(_ below: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(below))
    }
}
