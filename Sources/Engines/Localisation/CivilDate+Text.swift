public import Diagnostics
public import WorkCalendar

extension CivilDate {
    /// The day: `2026年11月21日`, `21 November 2026`.
    public var text: Text {
        Text(zh: "\(year)年\(month)月\(day)日", en: "\(day) \(englishMonth) \(year)")
    }

    /// The day with its weekday: `2026年11月21日 星期六`, `Saturday 21 November 2026`.
    public var weekdayText: Text {
        let weekdays = Self.weekdayNames(weekday)
        return Text(zh: text.zh + " " + weekdays.zh, en: weekdays.en + " " + text.en)
    }

    /// The day without its year: `11月21日`, `21 November`.
    public var shortText: Text {
        Text(zh: "\(month)月\(day)日", en: "\(day) \(englishMonth)")
    }

    /// The month: `2026年11月`, `November 2026`.
    public var monthText: Text {
        Text(zh: "\(year)年\(month)月", en: "\(englishMonth) \(year)")
    }

    /// The distance from a day in words: `今天`, `明天`, `3天后`, `2天前`; `today`, `tomorrow`, `in 3 days`, `2 days ago`.
    public func relativeText(to today: CivilDate) -> Text {
        let distance = today.days(until: self)
        switch distance {
        case 0: return Text(zh: "今天", en: "today")
        case 1: return Text(zh: "明天", en: "tomorrow")
        case -1: return Text(zh: "昨天", en: "yesterday")
        case 2...: return Text(zh: "\(Numbers.grouped(distance))天后", en: "in \(Numbers.grouped(distance)) days")
        default: return Text(zh: "\(Numbers.grouped(-distance))天前", en: "\(Numbers.grouped(-distance)) days ago")
        }
    }

    /// The name of a weekday by its ISO 8601 number: 1 is Monday, 7 is Sunday.
    public static func weekdayNames(_ number: Int) -> Text {
        let zh = ["一", "二", "三", "四", "五", "六", "日"]
        let en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let index = ((number - 1) % 7 + 7) % 7
        return Text(zh: "星期" + zh[index], en: en[index])
    }

    private var englishMonth: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return names[month - 1]
    }
}
