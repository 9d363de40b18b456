package import Logging
import Storage
package import Telemetry

/// Background work that comes again and again. A failed round is counted, logged and tried again.
package struct Rounds: Sendable {
    private let metrics: MetricRegistry
    private let logger: Logger

    package init(metrics: MetricRegistry, logger: Logger) {
        self.metrics = metrics
        self.logger = logger
    }

    /// Works, pauses and works again until the task is cancelled.
    ///
    /// - Parameter kind: what is done, for the log and the figures.
    package func every(_ pause: Duration, _ kind: String, _ work: @Sendable () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await work()
            } catch {
                // Whatever comes when the task is cancelled ends it; without that it is a failure like any other, also where
                // it calls itself a cancellation.
                if Task.isCancelled { return }
                let told = (error as? StorageError)?.withoutReason ?? error
                metrics.count("yiwang_background_failures_total", ["kind": kind])
                logger.warning("background work failed", metadata: ["kind": "\(kind)", "error": "\(told)"])
            }
            try? await Task.sleep(for: pause)
        }
    }
}
