extension WorkingCalendar {
    /// The minute at which that many working minutes have passed.
    ///
    /// Time outside the windows does not count; 0 gives the first working minute at or after the start. The amount is
    /// limited to 1 000 000 minutes.
    ///
    /// - Returns: the minute, and whether an uncovered day was used.
    public func adding(
        workingMinutes amount: Int, to start: CivilMinute, hours: WorkingHours
    ) -> (minute: CivilMinute, isProvisional: Bool) {
        var left = min(max(amount, 0), 1_000_000)
        var day = start.date
        var from = start.minute
        var provisional = false
        while day < .latest {
            provisional = provisional || isProvisional(day)
            if isWorkingDay(day) {
                for window in hours.windows(on: day) where window.end > from {
                    let begin = max(window.start, from)
                    let room = window.end - begin
                    // A period that ends with a window ends in it, not at the next one's opening.
                    if left < room || (left == room && amount > 0) {
                        return (CivilMinute(date: day, minute: begin + left), provisional)
                    }
                    left -= room
                }
            }
            day = day.adding(days: 1)
            from = 0
        }
        return (CivilMinute(date: .latest, minute: 1439), true)
    }

    /// The working minutes between two minutes; 0 when the second is not later.
    public func workingMinutes(from start: CivilMinute, to end: CivilMinute, hours: WorkingHours) -> Int {
        var sum = 0
        var day = start.date
        while day <= end.date {
            if isWorkingDay(day) {
                for window in hours.windows(on: day) {
                    let begin = day == start.date ? max(window.start, start.minute) : window.start
                    let stop = day == end.date ? min(window.end, end.minute) : window.end
                    sum += max(0, stop - begin)
                }
            }
            if day == .latest { break }
            day = day.adding(days: 1)
        }
        return sum
    }
}
