package import Diagnostics
package import WorkCalendar
import Workflow

/// A clock of a case as people are shown it.
package struct CaseClock: Sendable {
    package let declared: ServiceClock
    package let mark: ClockMark
    /// The last day, and for limits of hours the last minute; `nil` while it stands still.
    package let due: CivilMinute?
    /// What is left to run once it runs on, in words; `nil` while it runs.
    package let left: Text?
    /// Why it stands still.
    package let pause: Text?
    package let isProvisional: Bool
    /// Why it is due then, line by line.
    package let lines: [Text]
}

extension CaseDesk {
    /// What is left, in days, or in hours and below three of them in minutes.
    private static func left(_ amount: Int, _ unit: ClockPeriod.Unit) -> Text? {
        let period =
            unit.isDays
            ? try? ClockPeriod(amount: amount, unit: unit)
            : amount < 180
                ? try? ClockPeriod(amount: amount, unit: .minutes)
                : try? ClockPeriod(amount: amount / 60, unit: unit == .workingHours ? unit : .hours)
        return period?.text
    }

    /// The clocks of a case, the oldest first: what the law gives and what was promised side by side.
    package func clocks(of found: Case, now: Int64) async throws -> [CaseClock] {
        let declared = try runtime(found.service).service.clocks
        guard !declared.isEmpty else { return [] }
        let kept = try await clocks.clocks(of: Matter(kind: "case", id: found.id), in: storage)
        return kept.compactMap { clock in
            guard let declaration = declared.first(where: { $0.id == clock.name }) else { return nil }
            let reading = clocks.reading(of: clock)
            let left = clock.clock.isPaused && reading.due == nil
            let unit = clock.clock.period.unit
            return CaseClock(
                declared: declaration, mark: clock.mark(at: now), due: reading.due,
                left: left ? CaseDesk.left(reading.remaining, unit) : nil,
                pause: left ? clock.clock.pauses.last?.reason : nil, isProvisional: reading.isProvisional,
                lines: reading.lines)
        }
    }
}
