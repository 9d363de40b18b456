import Diagnostics

extension WorkingCalendar {
    /// Works out when a clock is due.
    ///
    /// Periods of days are counted from the day after the event, as the law counts, and the day of the act that ends a
    /// pause is not counted either; a last day that is not worked moves to the next working day (《民法典》第二百零一条、
    /// 第二百零三条). Periods of hours are counted to the minute: working hours within the office's windows.
    ///
    /// - Parameter hours: the office's hours, for working hours.
    public func reading(of clock: Clock, hours: WorkingHours) -> ClockReading {
        clock.period.unit.isDays ? dayReading(of: clock) : minuteReading(of: clock, hours: hours)
    }

    /// When a clock is due, without the words of ``reading(of:hours:)``: quick for clocks of working days that nothing
    /// has stopped, as most are.
    public func due(of clock: Clock, hours: WorkingHours) -> (minute: CivilMinute?, isProvisional: Bool) {
        if clock.period.unit == .workingDays, clock.pauses.isEmpty, clock.period.amount > 0 {
            let reckoned = addingWorkingDays(clock.period.amount + clock.extended, to: clock.from.date)
            return (CivilMinute(date: reckoned.date, minute: 1439), reckoned.isProvisional)
        }
        let reading = reading(of: clock, hours: hours)
        return (reading.due, reading.isProvisional)
    }

    /// How a clock stands at a moment.
    ///
    /// - Parameter warning: how long before the end it turns yellow; in the clock's own unit, else it never does.
    public func mark(
        of clock: Clock, at moment: CivilMinute, warning: ClockPeriod? = nil, hours: WorkingHours
    ) -> ClockMark {
        let last = due(of: clock, hours: hours).minute
        if let ended = clock.endedAt { return last.map { ended <= $0 } ?? true ? .kept : .missed }
        guard let last else { return .paused }
        if moment > last { return .red }
        if let warning, let early = clock.shortened(by: warning),
            let first = due(of: early, hours: hours).minute, moment > first
        {
            return .yellow
        }
        return .green
    }

    private func head(_ clock: Clock) -> [Text] {
        var lines = [Text(zh: "时限\(clock.period.text.zh)", en: "The limit is \(clock.period.text.en)")]
        for amount in clock.extensions {
            let more = ClockPeriod.text(amount, clock.period.unit)
            lines.append(Text(zh: "经批准延长\(more.zh)", en: "extended by \(more.en) with approval"))
        }
        return lines
    }

    private func dayReading(of clock: Clock) -> ClockReading {
        // The day of the act that begins a pause counted already; the day of the act that ends it does not.
        let pauses = clock.pauses.map { pause in
            Pause(from: pause.from.date.adding(days: 1), through: pause.through?.date, reason: pause.reason)
        }
        let unit: DeadlineRule.Unit = clock.period.unit == .workingDays ? .workingDays : .days
        guard let rule = try? DeadlineRule(amount: clock.period.amount + clock.extended, unit: unit) else {
            return ClockReading(due: nil, remaining: 0, isProvisional: false, lines: [])
        }
        let deadline = deadline(DeadlineRequest(rule: rule, from: clock.from.date, pauses: pauses))
        var lines = head(clock) + deadline.steps.map(\.text)
        if deadline.due == nil {
            let left = ClockPeriod.text(deadline.remaining, clock.period.unit)
            lines.append(Text(zh: "暂停未结束，还剩\(left.zh)", en: "still paused, \(left.en) left"))
        }
        return ClockReading(
            due: deadline.due.map { CivilMinute(date: $0, minute: 1439) }, remaining: deadline.remaining,
            isProvisional: deadline.isProvisional, lines: lines)
    }

    private func minuteReading(of clock: Clock, hours: WorkingHours) -> ClockReading {
        let isWorking = clock.period.unit == .workingHours
        let perUnit = clock.period.unit == .minutes ? 1 : 60
        var left = (clock.period.minutes ?? 0) + clock.extended * perUnit
        var from = clock.from
        var lines = head(clock)
        lines.append(Text(zh: "自\(from.text.zh)起", en: "starting from \(from.text.en)"))
        if isWorking {
            lines.append(Text(zh: "只计上班时间", en: "only office hours count"))
        }
        for pause in clock.pauses {
            let due =
                isWorking ? adding(workingMinutes: left, to: from, hours: hours).minute : from.adding(minutes: left)
            // A pause that began when the time was over changes nothing any more.
            if due <= pause.from { break }
            let counted =
                isWorking ? workingMinutes(from: from, to: pause.from, hours: hours) : from.minutes(until: pause.from)
            left -= counted
            guard let through = pause.through else {
                lines.append(
                    Text(
                        zh: "\(pause.from.text.zh)起暂停（\(pause.reason.zh)），还剩\(left)分钟",
                        en: "paused since \(pause.from.text.en) (\(pause.reason.en)), \(left) minutes left"))
                return ClockReading(due: nil, remaining: left, isProvisional: false, lines: lines)
            }
            lines.append(
                Text(
                    zh: "\(pause.from.text.zh)至\(through.text.zh)暂停（\(pause.reason.zh)）",
                    en: "\(pause.from.text.en) to \(through.text.en): paused (\(pause.reason.en))"))
            from = through
        }
        let (due, isProvisional) =
            isWorking ? adding(workingMinutes: left, to: from, hours: hours) : (from.adding(minutes: left), false)
        if isProvisional {
            lines.append(
                Text(zh: "其中有的日子放假安排尚未公布，暂按周一至周五推算", en: "provisional: no calendar is published for some of the days"))
        }
        lines.append(Text(zh: "\(due.text.zh)到期", en: "due on \(due.text.en)"))
        return ClockReading(due: due, remaining: 0, isProvisional: isProvisional, lines: lines)
    }
}
