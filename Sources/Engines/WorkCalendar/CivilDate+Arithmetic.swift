extension CivilDate {
    /// The date that many days later, earlier when negative.
    public func adding(days count: Int) -> CivilDate {
        let (sum, overflow) = dayNumber.addingReportingOverflow(count)
        return CivilDate(dayNumber: overflow ? (count > 0 ? .max : .min) : sum)
    }

    /// The same day that many months later; the month's last day when it has no such day.
    public func adding(months count: Int) -> CivilDate {
        let (year, month, day) = parts
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(count)
        let index = overflow ? (count > 0 ? Int.max : Int.min) : sum
        if index < 12 { return .earliest }
        if index >= 120_000 { return .latest }
        let newYear = index / 12
        let newMonth = index % 12 + 1
        let newDay = min(day, CivilDate.length(ofMonth: newMonth, year: newYear))
        return CivilDate(year: newYear, month: newMonth, day: newDay) ?? .latest
    }

    /// The same day that many years later; 28 February for a 29 February in a common year.
    public func adding(years count: Int) -> CivilDate {
        let (months, overflow) = count.multipliedReportingOverflow(by: 12)
        return adding(months: overflow ? (count > 0 ? .max : .min) : months)
    }

    /// The number of days from this date to another; negative when the other is earlier.
    public func days(until other: CivilDate) -> Int { other.dayNumber - dayNumber }

    /// The completed years from this date, a birth date, at another date (周岁).
    ///
    /// A year is completed on the anniversary; someone born on 29 February completes it on 1 March of a common year.
    /// Negative before birth.
    public func completedYears(at date: CivilDate) -> Int {
        let birth = parts
        let then = date.parts
        let years = then.year - birth.year
        return (then.month, then.day) < (birth.month, birth.day) ? years - 1 : years
    }
}
