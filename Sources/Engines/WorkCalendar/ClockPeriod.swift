/// How long something may take: so many working days, working hours, days, hours or minutes.
public struct ClockPeriod: Sendable, Hashable, CustomStringConvertible {
    /// What is counted; the raw value is the unit's sign in a text such as `20wd`.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Days on which offices work (工作日).
        case workingDays = "wd"
        /// Hours in which offices work (工作时).
        case workingHours = "wh"
        /// Every day (自然日).
        case days = "d"
        /// Every hour, day and night (自然时, 紧急).
        case hours = "h"
        /// Every minute.
        case minutes = "m"

        /// Whether whole days are counted, so that the last of them runs to its end.
        public var isDays: Bool { self == .workingDays || self == .days }
    }

    /// How many, 0 to 10 000.
    public let amount: Int
    /// Of what.
    public let unit: Unit

    /// Makes a period.
    ///
    /// - Throws: ``CalendarError`` of kind `amount` outside 0 to 10 000.
    public init(amount: Int, unit: Unit) throws(CalendarError) {
        guard (0...10_000).contains(amount) else { throw CalendarError(.amount) }
        self.amount = amount
        self.unit = unit
    }

    /// Reads `20wd`, `4wh`, `7d`, `2h` or `30m`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.utf8.count <= 5, let amount = Int(digits),
            let unit = Unit(rawValue: String(text.dropFirst(digits.count))),
            let period = try? ClockPeriod(amount: amount, unit: unit)
        else { return nil }
        self = period
    }

    /// The text that it is read from, such as `20wd`.
    public var description: String { "\(amount)\(unit.rawValue)" }

    /// In working or natural minutes; `nil` for days.
    var minutes: Int? {
        switch unit {
        case .workingDays, .days: nil
        case .workingHours, .hours: amount * 60
        case .minutes: amount
        }
    }
}
