public import Diagnostics

/// Why a calendar or a rule cannot be used.
public struct CalendarError: Error, Sendable, Hashable {
    /// The kinds of failure.
    public enum Kind: Sendable, Hashable {
        /// The description ends before it begins, or the descriptions span more than 200 years.
        case span
        /// A named day lies outside the description that names it.
        case outside
        /// Two statements about one day contradict each other.
        case contradiction
        /// A make-up day that is a weekday anyway.
        case makeUpOnWeekday
        /// An amount outside 0 to 10 000.
        case amount
        /// Working hours that overlap, run backwards or leave a day.
        case hours
    }

    /// What kind of failure.
    public let kind: Kind
    /// The day concerned, if one is.
    public let date: CivilDate?
    /// The description concerned, if one is.
    public let calendar: String?

    init(_ kind: Kind, date: CivilDate? = nil, calendar: String? = nil) {
        self.kind = kind
        self.date = date
        self.calendar = calendar
    }

    /// The stable code.
    public var code: String {
        switch kind {
        case .span: "calendar.span"
        case .outside: "calendar.day.outside"
        case .contradiction: "calendar.day.contradiction"
        case .makeUpOnWeekday: "calendar.make-up.weekday"
        case .amount: "calendar.amount"
        case .hours: "calendar.hours"
        }
    }

    /// The wording in both languages.
    public var message: Text {
        let day = date?.iso ?? ""
        switch kind {
        case .span:
            return Text(zh: "日历的起止日期不对,或跨度超过二百年。", en: "The calendar's dates run backwards or span over 200 years.")
        case .outside:
            return Text(zh: "\(day) 不在该日历所述期间内。", en: "\(day) lies outside the time this calendar describes.")
        case .contradiction:
            return Text(zh: "对 \(day) 有两种互相矛盾的说明。", en: "Two statements about \(day) contradict each other.")
        case .makeUpOnWeekday:
            return Text(zh: "\(day) 本来就是工作日,不能作为调休上班日。", en: "\(day) is a weekday and cannot be a make-up day.")
        case .amount:
            return Text(zh: "期限的数量应在 0 到 10000 之间。", en: "A period's amount must be between 0 and 10,000.")
        case .hours:
            return Text(zh: "办公时间段重叠、倒置或超出一天。", en: "Working hours overlap, run backwards or leave the day.")
        }
    }
}
