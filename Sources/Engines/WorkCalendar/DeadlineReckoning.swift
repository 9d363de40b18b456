import Diagnostics

/// Walks the days of one period and writes down what it met, neighbouring days of one kind in one line.
struct DeadlineReckoning {
    let calendar: WorkingCalendar
    let request: DeadlineRequest
    private let pauses: [Pause]
    private var steps: [DeadlineStep] = []
    private var isProvisional = false

    /// The longest walk: 10 000 working days with every holiday and a generous pause.
    private static let limit = 60_000

    init(calendar: WorkingCalendar, request: DeadlineRequest) {
        self.calendar = calendar
        self.request = request
        pauses = request.pauses.filter { ($0.through ?? .latest) >= $0.from }
            .sorted { ($0.from, $0.through ?? .latest) < ($1.from, $1.through ?? .latest) }
        steps.append(DeadlineStep(.event, from: request.from))
    }

    mutating func run() -> Deadline {
        let rule = request.rule
        let begin = rule.start == .dayAfter ? request.from.adding(days: 1) : request.from
        var target = rule.amount
        if rule.unit == .months {
            // A period of months is as long as the calendar makes it; pauses lengthen it day by day.
            target = request.from.days(until: request.from.adding(months: rule.amount))
            if rule.start == .sameDay { target = max(target, rule.amount == 0 ? 0 : 1) }
        }
        var left = target
        var day = begin
        var last = request.from
        for _ in 0..<DeadlineReckoning.limit where left > 0 {
            if let pause = pause(on: day) {
                if pause.through == nil {
                    note(.pause(pause.reason), day, counts: false)
                    return finish(due: nil, remaining: left)
                }
                note(.pause(pause.reason), day, counts: false)
            } else if rule.unit == .workingDays {
                let kind = calendar.kind(of: day)
                noteProvisional(day)
                note(stepKind(kind, day), day, counts: kind.isWorking)
                if kind.isWorking { left -= 1 }
            } else {
                note(.counted, day, counts: true)
                left -= 1
            }
            last = day
            day = day.adding(days: 1)
        }
        guard left == 0 else { return finish(due: nil, remaining: left) }
        return roll(from: last)
    }

    /// Moves an end that is not worked to the next working day, if the rule says so.
    private mutating func roll(from last: CivilDate) -> Deadline {
        var due = last
        if request.rule.end == .nextWorkingDay {
            for _ in 0..<400 {
                noteProvisional(due)
                let kind = calendar.kind(of: due)
                if kind.isWorking { break }
                note(stepKind(kind, due), due, counts: false)
                due = due.adding(days: 1)
            }
        }
        steps.append(DeadlineStep(.due, from: due))
        return finish(due: due, remaining: 0)
    }

    private func finish(due: CivilDate?, remaining: Int) -> Deadline {
        Deadline(request: request, due: due, remaining: remaining, isProvisional: isProvisional, steps: steps)
    }

    private func pause(on day: CivilDate) -> Pause? {
        pauses.first { $0.from <= day && day <= ($0.through ?? .latest) }
    }

    private func stepKind(_ kind: DayKind, _ day: CivilDate) -> DeadlineStep.Kind {
        let unnamed = Text(zh: "节假日", en: "public holiday")
        return switch kind {
        case .working: .counted
        case .weekend: .weekend
        case .holiday: .holiday(calendar.name(of: day) ?? unnamed)
        case .makeUp: .makeUp(calendar.name(of: day) ?? unnamed)
        }
    }

    private mutating func noteProvisional(_ day: CivilDate) {
        guard !isProvisional, calendar.isProvisional(day) else { return }
        isProvisional = true
        steps.append(DeadlineStep(.provisional, from: day))
    }

    private mutating func note(_ kind: DeadlineStep.Kind, _ day: CivilDate, counts: Bool) {
        if let last = steps.last, last.kind == kind, last.through.adding(days: 1) == day {
            steps[steps.count - 1] = DeadlineStep(
                kind, from: last.from, through: day, counted: last.counted + (counts ? 1 : 0))
        } else {
            steps.append(DeadlineStep(kind, from: day, counted: counts ? 1 : 0))
        }
    }
}

extension WorkingCalendar {
    /// Reckons when something is due and why then. Bounded: at most 60 000 days are walked.
    public func deadline(_ request: DeadlineRequest) -> Deadline {
        var reckoning = DeadlineReckoning(calendar: self, request: request)
        return reckoning.run()
    }
}
