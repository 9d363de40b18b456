import Synchronization

/// The figures of a running program, in the Prometheus text format (version 0.0.4).
///
/// Labels name routes, statuses and queues; never a person, an account or an address.
package final class MetricRegistry: Sendable {
    private struct Series: Hashable {
        let name: String
        /// Names and values in turn; put into words when somebody asks, not at each request.
        let labels: [String]

        init(_ name: String, _ labels: KeyValuePairs<String, String>) {
            self.name = name
            var flat: [String] = []
            flat.reserveCapacity(2 * labels.count)
            for (label, value) in labels {
                flat.append(label)
                flat.append(value)
            }
            self.labels = flat
        }

        var text: String {
            stride(from: 0, to: labels.count, by: 2).map { place in
                let value = labels[place + 1]
                let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
                    "\n", with: "\\n")
                return "\(labels[place])=\"\(escaped)\""
            }.joined(separator: ",")
        }
    }

    private struct Histogram {
        var buckets = [UInt64](repeating: 0, count: MetricRegistry.durationBounds.count + 1)
        var sum: Double = 0
        var count: UInt64 = 0

        mutating func add(_ seconds: Double, bucket: Int) {
            buckets[bucket] += 1
            sum += seconds
            count += 1
        }
    }

    private struct State {
        var counters: [Series: UInt64] = [:]
        var histograms: [Series: Histogram] = [:]
        var gauges: [String: @Sendable () -> Double] = [:]
        var help: [String: String] = [:]
    }

    private let state = Mutex(State())
    /// Upper bounds of duration buckets in seconds.
    package static let durationBounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    package init() {}

    /// Says what a metric means; shown to whoever scrapes.
    package func describe(_ name: String, _ help: String) {
        state.withLock { $0.help[name] = help }
    }

    /// Adds to a counter.
    package func count(_ name: String, _ labels: KeyValuePairs<String, String> = [:], by amount: UInt64 = 1) {
        let series = Series(name, labels)
        state.withLock { $0.counters[series, default: 0] += amount }
    }

    /// Notes a duration.
    package func observe(_ name: String, _ labels: KeyValuePairs<String, String> = [:], seconds: Double) {
        let series = Series(name, labels)
        let bucket = MetricRegistry.durationBounds.firstIndex { seconds <= $0 } ?? MetricRegistry.durationBounds.count
        state.withLock { state in
            state.histograms[series, default: Histogram()].add(seconds, bucket: bucket)
        }
    }

    /// A value read when somebody asks.
    package func gauge(_ name: String, _ value: @escaping @Sendable () -> Double) {
        state.withLock { $0.gauges[name] = value }
    }

    /// All metrics.
    package func exposition() -> String {
        let (counters, histograms, gauges, help) = state.withLock {
            ($0.counters, $0.histograms, $0.gauges, $0.help)
        }
        var text = ""
        func head(_ name: String, _ type: String) {
            if let help = help[name] { text += "# HELP \(name) \(help)\n" }
            text += "# TYPE \(name) \(type)\n"
        }
        func group<Value>(_ values: [Series: Value]) -> [(String, [(labels: String, Value)])] {
            Dictionary(grouping: values, by: \.key.name)
                .map { ($0.key, $0.value.map { ($0.key.text, $0.value) }.sorted { $0.0 < $1.0 }) }
                .sorted { $0.0 < $1.0 }
        }
        for (name, series) in group(counters) {
            head(name, "counter")
            for (labels, value) in series { text += "\(name)\(MetricRegistry.braced(labels)) \(value)\n" }
        }
        for (name, series) in group(histograms) {
            head(name, "histogram")
            for (labels, histogram) in series {
                var total: UInt64 = 0
                for (bound, count) in zip(MetricRegistry.durationBounds.map { "\($0)" } + ["+Inf"], histogram.buckets) {
                    total += count
                    let bounded = labels.isEmpty ? "le=\"\(bound)\"" : "\(labels),le=\"\(bound)\""
                    text += "\(name)_bucket{\(bounded)} \(total)\n"
                }
                text += "\(name)_sum\(MetricRegistry.braced(labels)) \(histogram.sum)\n"
                text += "\(name)_count\(MetricRegistry.braced(labels)) \(histogram.count)\n"
            }
        }
        for (name, value) in gauges.sorted(by: { $0.key < $1.key }) {
            head(name, "gauge")
            text += "\(name) \(value())\n"
        }
        return text
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }
}
