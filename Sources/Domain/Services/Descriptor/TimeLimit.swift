import Definitions
import Diagnostics

/// A time limit (办理时限): so many working days, calendar days or minutes.
package struct TimeLimit: Sendable, Hashable {
    /// What is counted.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case working, calendar, minutes
    }

    /// How many.
    package let amount: Int
    /// Of what.
    package let unit: Unit

    /// Makes a limit.
    package init(amount: Int, unit: Unit) {
        self.amount = amount
        self.unit = unit
    }
}

extension DescriptorReader {
    /// The limit that this mapping writes: `{days: 20, unit: working}` or `{minutes: 3}`.
    func timeLimit() -> TimeLimit? {
        guard expectObject(keys: ["days", "unit", "minutes"]) else { return nil }
        let limit: TimeLimit?
        if child("minutes") != nil {
            limit = integer("minutes").map { TimeLimit(amount: $0, unit: .minutes) }
        } else if let days = integer("days"), let unit = choice("unit", TimeLimit.Unit.self) {
            limit = TimeLimit(amount: days, unit: unit)
        } else {
            limit = nil
        }
        if let limit, !(0...100_000).contains(limit.amount) {
            error("service.limit.range", Text(zh: "时限超出范围", en: "The time limit is out of range"))
            return nil
        }
        return limit
    }
}
