import ProcessEngine

/// How long the elements of a process took, over many instances.
package struct ProcessTimes: Sendable {
    /// The times of one element.
    package struct Element: Sendable, Hashable {
        /// How often it was done or withdrawn.
        package let count: Int
        /// Microseconds: half took no longer.
        package let median: Int64
        /// Microseconds: nine in ten took no longer.
        package let ninth: Int64
        /// Microseconds in all.
        package let total: Int64
    }

    private var durations: [String: [Int64]] = [:]
    /// The instances counted.
    package private(set) var instances = 0

    package init() {}

    /// Counts what happened in one instance. What is still under way does not count: how long it will take nobody knows.
    package mutating func add(_ events: [ProcessStore.Event]) {
        instances += 1
        var entered: [String: [Int64]] = [:]
        for event in events {
            switch event.phase {
            case .entered: entered[event.element, default: []].append(event.at)
            case .completed, .cancelled:
                // Passes of a loop end in the order in which they began, as far as the log tells.
                guard var open = entered[event.element], !open.isEmpty else { continue }
                durations[event.element, default: []].append(max(0, event.at - open.removeFirst()))
                entered[event.element] = open
            }
        }
    }

    /// By element.
    package var elements: [String: Element] {
        durations.mapValues { values in
            let sorted = values.sorted()
            func quantile(_ share: Double) -> Int64 {
                sorted[min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
            }
            return Element(
                count: sorted.count, median: quantile(0.5), ninth: quantile(0.9), total: sorted.reduce(0, +))
        }
    }
}
