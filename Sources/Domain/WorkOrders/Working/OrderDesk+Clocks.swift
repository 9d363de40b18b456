package import Definitions
package import Diagnostics
package import WorkCalendar
import Workflow

/// A limit of an order as people are shown it.
package struct OrderClock: Sendable {
    package let title: Text
    package let mark: ClockMark
    /// The last minute; for limits of days the last minute of the last day.
    package let due: CivilMinute
    package let isOfDays: Bool
    package let isProvisional: Bool
    /// Why it is due then, line by line.
    package let lines: [Text]
    package let basis: [LegalBasis]
}

extension OrderDesk {
    /// The limits of an order side by side: the county's own, and that of whoever sent it.
    package func clocks(of order: WorkOrder, now: Int64) async throws -> [OrderClock] {
        let runtime = try runtime(order.kind)
        var shown: [OrderClock] = []
        if let limit = runtime.kind.limit {
            let kept = try await clocks.clocks(of: Matter(kind: OrderDesk.matter, id: order.id), in: storage)
            if let own = kept.last(where: { $0.name == OrderDesk.ownClock }) {
                let reading = clocks.reading(of: own)
                if let due = reading.due {
                    shown.append(
                        OrderClock(
                            title: limit.title, mark: own.mark(at: now), due: due,
                            isOfDays: own.clock.period.unit.isDays, isProvisional: reading.isProvisional,
                            lines: reading.lines, basis: limit.basis))
                }
            }
        }
        guard let upper = order.upperDueAt else { return shown }
        let mark: ClockMark =
            if let finished = order.finishedAt ?? (order.state.isOpen ? nil : upper) {
                finished <= upper ? .kept : .missed
            } else if now > upper {
                .red
            } else {
                now > upper - OrderFilter.soon ? .yellow : .green
            }
        let isSent = runtime.kind.source != nil
        shown.append(
            OrderClock(
                title: isSent ? Text(zh: "市里时限", en: "The city's limit") : Text(zh: "要求办好的日子", en: "The day set"),
                mark: mark, due: clocks.due.minute(at: upper), isOfDays: !isSent, isProvisional: false,
                lines: [
                    isSent
                        ? Text(zh: "市里派单时写明的时限，以市里为准。", en: "Written on the order by the city, which alone changes it.")
                        : Text(zh: "立项人定的日子。", en: "Set by whoever set the task.")
                ], basis: []))
        return shown
    }
}
