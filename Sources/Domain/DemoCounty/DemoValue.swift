package import WorkCalendar

/// One value of a generated row.
package enum DemoValue: Sendable, Hashable {
    /// Nothing.
    case null
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A civil date.
    case date(CivilDate)

    /// A text, or nothing.
    static func optional(_ text: String?) -> DemoValue { text.map(DemoValue.text) ?? .null }
    /// A date, or nothing.
    static func optional(_ date: CivilDate?) -> DemoValue { date.map(DemoValue.date) ?? .null }
}
