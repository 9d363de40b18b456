import Synchronization

/// The figures of a running program, in the Prometheus text format (version 0.0.4).
///
/// Labels name routes, statuses and queues; never a person, an account or an address.
package final class MetricRegistry: Sendable {
    private struct Series: Hashable {
        let name: String
        let labels: String
    }

    private struct Histogram {
        var buckets: [UInt64]
        var sum: Double = 0
        var count: UInt64 = 0
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
        let series = Series(name: name, labels: MetricRegistry.text(labels))
        state.withLock { $0.counters[series, default: 0] += amount }
    }

    /// Notes a duration.
    package func observe(_ name: String, _ labels: KeyValuePairs<String, String> = [:], seconds: Double) {
        let series = Series(name: name, labels: MetricRegistry.text(labels))
        let bucket = MetricRegistry.durationBounds.firstIndex { seconds <= $0 } ?? MetricRegistry.durationBounds.count
        state.withLock { state in
            var histogram =
                state.histograms[series]
                ?? Histogram(buckets: Array(repeating: 0, count: MetricRegistry.durationBounds.count + 1))
            histogram.buckets[bucket] += 1
            histogram.sum += seconds
            histogram.count += 1
            state.histograms[series] = histogram
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
        func group<Value>(_ values: [Series: Value]) -> [(String, [(Series, Value)])] {
            Dictionary(grouping: values.map { ($0.key, $0.value) }, by: \.0.name)
                .map { ($0.key, $0.value.sorted { $0.0.labels < $1.0.labels }) }.sorted { $0.0 < $1.0 }
        }
        for (name, series) in group(counters) {
            head(name, "counter")
            for (one, value) in series { text += "\(name)\(MetricRegistry.braced(one.labels)) \(value)\n" }
        }
        for (name, series) in group(histograms) {
            head(name, "histogram")
            for (one, histogram) in series {
                var total: UInt64 = 0
                for (bound, count) in zip(MetricRegistry.durationBounds.map { "\($0)" } + ["+Inf"], histogram.buckets) {
                    total += count
                    let labels = one.labels.isEmpty ? "le=\"\(bound)\"" : "\(one.labels),le=\"\(bound)\""
                    text += "\(name)_bucket{\(labels)} \(total)\n"
                }
                text += "\(name)_sum\(MetricRegistry.braced(one.labels)) \(histogram.sum)\n"
                text += "\(name)_count\(MetricRegistry.braced(one.labels)) \(histogram.count)\n"
            }
        }
        for (name, value) in gauges.sorted(by: { $0.key < $1.key }) {
            head(name, "gauge")
            text += "\(name) \(value())\n"
        }
        return text
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    private static func text(_ labels: KeyValuePairs<String, String>) -> String {
        labels.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }.joined(separator: ",")
    }
}
