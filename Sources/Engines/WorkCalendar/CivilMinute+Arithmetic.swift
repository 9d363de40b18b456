public import Diagnostics

extension CivilMinute {
    /// The minute so many minutes later, day and night.
    public func adding(minutes: Int) -> CivilMinute {
        let sum = minute + minutes
        let days = sum >= 0 ? sum / 1440 : (sum - 1439) / 1440
        return CivilMinute(date: date.adding(days: days), minute: sum - days * 1440)
    }

    /// The minutes until another minute, day and night; negative when it is earlier.
    public func minutes(until other: CivilMinute) -> Int {
        date.days(until: other.date) * 1440 + other.minute - minute
    }

    /// In words: `2026年11月21日 09:30`.
    public var text: Text {
        let time = description.suffix(5)
        return Text(zh: "\(date.chinese) \(time)", en: "\(date.iso) \(time)")
    }
}
