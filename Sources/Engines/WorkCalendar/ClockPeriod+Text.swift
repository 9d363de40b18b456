public import Diagnostics

extension ClockPeriod {
    /// In words: `20 个工作日`, `20 working days`.
    public var text: Text { ClockPeriod.text(amount, unit) }

    static func text(_ amount: Int, _ unit: Unit) -> Text {
        let (zh, en) =
            switch unit {
            case .workingDays: ("个工作日", "working day")
            case .workingHours: ("个工作小时", "working hour")
            case .days: ("天", "day")
            case .hours: ("小时", "hour")
            case .minutes: ("分钟", "minute")
            }
        let space = unit == .days ? "" : " "
        return Text(zh: "\(amount)\(space)\(zh)", en: "\(amount) \(en)\(amount == 1 ? "" : "s")")
    }
}
