/// The values of `@"…"` (DMN 1.5, grammar rule 62).
enum AtLiteral {
    static func value(_ text: String, _ zones: any ZoneOffsets) -> FEELValue? {
        if let date = FEELDate(text) { return .date(date) }
        let calendar = CalendarText(zones: zones, now: 0)
        if let moment = calendar.dateTime(text) { return .dateTime(moment) }
        if let time = calendar.time(text) { return .time(time) }
        return CalendarText.duration(text)
    }
}
