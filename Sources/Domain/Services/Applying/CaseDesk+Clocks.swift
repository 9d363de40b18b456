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
                left: left
                    ? (try? ClockPeriod(amount: reading.remaining, unit: unit.isDays ? unit : .minutes))?.text : nil,
                pause: left ? clock.clock.pauses.last?.reason : nil, isProvisional: reading.isProvisional,
                lines: reading.lines)
        }
    }
}
