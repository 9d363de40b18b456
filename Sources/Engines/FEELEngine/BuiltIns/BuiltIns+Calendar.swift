extension BuiltIns {
    /// Date and time functions (DMN 1.5, 10.3.4.7), the clock (10.3.4.10).
    static let calendar: [BuiltIn] = [
        BuiltIn("day of year", [["date"]]) { a, run in
            day(a[0]).map { .number($0.dayOfYear) } ?? run.fail(.wrongType)
        },
        BuiltIn("day of week", [["date"]]) { a, run in
            day(a[0]).map { .string(weekdays[$0.weekday - 1]) } ?? run.fail(.wrongType)
        },
        BuiltIn("month of year", [["date"]]) { a, run in
            day(a[0]).map { .string(months[$0.month - 1]) } ?? run.fail(.wrongType)
        },
        BuiltIn("week of year", [["date"]]) { a, run in
            day(a[0]).map { .number($0.weekOfYear) } ?? run.fail(.wrongType)
        },
        BuiltIn("now", [[]]) { _, run in run.now.map { .dateTime($0) } ?? run.fail(.noClock) },
        BuiltIn("today", [[]]) { _, run in run.now.map { .date($0.date) } ?? run.fail(.noClock) },
    ]

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
