import JSONTree
import Storage
import WorkCalendar
import Workflow

/// The county's own limit, which runs beside the one that came with the order.
extension OrderStep {
    private var rule: DueRule { desk.clocks.due }

    /// Sets the county's clock going: as long as the rules say, and so much earlier than the city's
    /// that there is time to check the answer.
    func startClock(from moment: Int64) throws {
        guard let limit = runtime.kind.limit,
            let period = order.judged["value"]?["limit"]?.string.flatMap({ ClockPeriod($0) })
        else { return }
        let from = rule.minute(at: moment)
        let clock = Clock(period: try earlier(period, from: from, limit: limit), from: from)
        let (statement, dueOn) = desk.clocks.starting(
            OrderDesk.ownClock, of: matter, clock, post: runtime.kind.ownerPost,
            warning: limit.warning.flatMap { $0.unit == period.unit ? $0 : nil })
        ownDueOn = dueOn
        writes.append(statement)
    }

    /// The period, cut where it would end after the upper limit less its margin.
    private func earlier(_ period: ClockPeriod, from: CivilMinute, limit: OrderKind.Limit) throws -> ClockPeriod {
        guard let upper = order.upperDueAt, upper > rule.instant(of: from) else { return period }
        switch period.unit {
        case .workingDays:
            let last = rule.minute(at: upper).date
            var days = 0
            while days < period.amount, rule.calendar.addingWorkingDays(days + 1, to: from.date).date <= last {
                days += 1
            }
            let margin = runtime.number(limit.margin, on: today) ?? 0
            // Whoever gives less time than the margin leaves at least a day.
            return try ClockPeriod(amount: max(1, min(period.amount, days - margin)), unit: .workingDays)
        case .hours, .minutes, .workingHours:
            let unit: Int64 = period.unit == .minutes ? 60_000_000 : 3_600_000_000
            let most = max(1, Int((upper - rule.instant(of: from)) / unit))
            return try ClockPeriod(amount: min(period.amount, most), unit: period.unit)
        case .days: return period
        }
    }

    func runningClock() throws -> WorkClock? {
        try desk.clocks.clocks(of: matter, reader: reader).last {
            $0.name == OrderDesk.ownClock && !$0.clock.hasEnded
        }
    }

    /// The clock, if it may be lengthened: it runs, is not over, and was not lengthened before.
    func extensibleClock() throws -> WorkClock {
        guard runtime.kind.limit?.lengthening != nil, order.extended == 0, let kept = try runningClock(),
            kept.clock.extensions.isEmpty, kept.mark(at: now) != .red, try moreDays(kept) > 0
        else { throw OrderError(.extensionRefused) }
        return kept
    }

    /// By how many working days it may be lengthened: as the parameter says, and never past the upper limit's margin.
    private func moreDays(_ kept: WorkClock) throws -> Int {
        guard let days = runtime.number(runtime.kind.limit?.lengthening, on: today),
            kept.clock.period.unit == .workingDays
        else { return 0 }
        guard let upper = order.upperDueAt, let due = kept.dueOn else { return days }
        let margin = runtime.number(runtime.kind.limit?.margin, on: today) ?? 0
        let left = rule.calendar.workingDays(after: due, through: rule.minute(at: upper).date)
        return max(0, min(days, left - margin))
    }

    /// Lengthens it, by as many working days as the parameter says. It was asked for in time; that the answer came
    /// later does not undo it.
    func extend(element: String) throws -> JSON {
        guard let kept = try runningClock(), kept.clock.extensions.isEmpty else { return ["extended": false] }
        let days = try moreDays(kept)
        guard days > 0 else { return ["extended": false] }
        var clock = kept.clock
        try clock.extend(by: days)
        let (statement, dueOn) = desk.clocks.keeping(kept, as: clock)
        writes.append(statement)
        // What was due with it is due with it still.
        if let before = kept.dueOn, let dueOn {
            writes.append(desk.tasks.moving(of: matter, dueOn: before, to: dueOn))
        }
        order.extended += 1
        note(.extended, element: element, data: ["days": .integer(days)])
        record("extended", element: element, detail: "\(days)wd")
        return ["extended": true]
    }

    func endClock() throws {
        guard !isNew, let kept = try runningClock() else { return }
        var clock = kept.clock
        try clock.end(at: rule.minute(at: now))
        writes.append(desk.clocks.keeping(kept, as: clock).statement)
    }
}
