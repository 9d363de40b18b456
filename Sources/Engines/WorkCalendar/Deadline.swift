public import Diagnostics

/// When something is due, and why then.
public struct Deadline: Sendable, Hashable {
    /// What it follows from.
    public let request: DeadlineRequest
    /// The last day; `nil` while an open pause holds it.
    public let due: CivilDate?
    /// How many units are still to run after an open pause ends; 0 when ``due`` is known. For months, days.
    public let remaining: Int
    /// Whether a day used in the reckoning is covered by no loaded calendar.
    public let isProvisional: Bool
    /// The reckoning, line by line.
    public let steps: [DeadlineStep]

    init(
        request: DeadlineRequest, due: CivilDate?, remaining: Int, isProvisional: Bool, steps: [DeadlineStep]
    ) {
        self.request = request
        self.due = due
        self.remaining = remaining
        self.isProvisional = isProvisional
        self.steps = steps
    }

    /// Whether it has passed at a date. A paused deadline never has.
    public func isOverdue(at date: CivilDate) -> Bool {
        due.map { $0 < date } ?? false
    }

    /// The answer to "why due then", in both languages.
    public var explanation: Text {
        let unit: (zh: String, en: String) =
            switch request.rule.unit {
            case .workingDays: ("个工作日", "working days")
            case .days: ("日", "days")
            case .months: ("个月", "months")
            }
        let start: (zh: String, en: String) =
            request.rule.start == .dayAfter ? ("次日起算", "counted from the day after") : ("当日起算", "counted from that day")
        let head = Text(
            zh: "期限\(request.rule.amount)\(unit.zh),\(start.zh)",
            en: "\(request.rule.amount) \(unit.en), \(start.en)")
        let tail: [Text] =
            due == nil
            ? [Text(zh: "暂停未结束,还剩\(remaining)", en: "still paused, \(remaining) left")] : []
        let lines = [head] + steps.map(\.text) + tail
        return Text(
            zh: lines.map(\.zh).joined(separator: ";") + "。", en: lines.map(\.en).joined(separator: "; ") + ".")
    }
}
