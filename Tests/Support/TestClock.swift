import Storage
import Synchronization

/// A clock that a test moves by hand. Nothing sleeps on it: a sleep ends at once and moves it on.
package final class TestClock: WallClock {
    private let time: Mutex<Int64>

    /// 2026-08-03 09:00 in China, a Monday.
    package static let start: Int64 = 1_785_718_800_000_000

    package init(_ now: Int64 = TestClock.start) { time = Mutex(now) }

    package func now() -> Int64 { time.withLock { $0 } }

    package func set(_ now: Int64) { time.withLock { $0 = now } }

    package func advance(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000 } }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        let (seconds, attoseconds) = duration.components
        time.withLock { $0 += seconds * 1_000_000 + attoseconds / 1_000_000_000_000 }
    }
}
