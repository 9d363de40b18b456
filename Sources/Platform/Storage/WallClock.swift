import Foundation

/// The time of day and waiting, injected wherever storage needs them.
package protocol WallClock: Sendable {
    /// UTC microseconds since 1970-01-01.
    func now() -> Int64
    func sleep(for duration: Duration) async throws
}

/// The machine's own clock.
package struct SystemWallClock: WallClock {
    package init() {}

    package func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    package func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}
