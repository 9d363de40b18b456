import Synchronization

/// Token buckets by key, so that nobody tries passwords, codes or identity numbers in bulk.
///
/// A bucket holds `burst` tokens and refills at `perMinute`. Buckets that are full again are forgotten.
package final class RateLimiter: Sendable {
    /// How much one key may do.
    package struct Limit: Sendable, Hashable {
        /// Microseconds in which one token grows.
        let growth: Int64
        /// The most that can be saved up, in microseconds of growth.
        let capacity: Int64

        package init(burst: Int, perMinute: Int) {
            growth = 60_000_000 / Int64(max(1, perMinute))
            capacity = growth * Int64(burst)
        }
    }

    /// What a key has saved up, in microseconds of growth, and when that was reckoned.
    private struct Bucket {
        var saved: Int64
        var at: Int64
    }

    private let limit: Limit
    private let capacity: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// Makes a limiter that remembers at most `capacity` keys.
    package init(_ limit: Limit, capacity: Int = 100_000) {
        self.limit = limit
        self.capacity = capacity
    }

    /// Takes one token.
    ///
    /// - Parameter now: microseconds on a clock that does not go back.
    /// - Returns: `nil` when granted, else the seconds to wait.
    package func take(_ key: String, now: Int64) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= capacity { forgetFull(&buckets, now: now) }
            var bucket = buckets[key] ?? Bucket(saved: limit.capacity, at: now)
            bucket.saved = refilled(bucket, now: now)
            bucket.at = max(bucket.at, now)
            defer { buckets[key] = bucket }
            if bucket.saved >= limit.growth {
                bucket.saved -= limit.growth
                return nil
            }
            return Int((limit.growth - bucket.saved + 999_999) / 1_000_000)
        }
    }

    private func refilled(_ bucket: Bucket, now: Int64) -> Int64 {
        min(limit.capacity, bucket.saved + max(0, now - bucket.at))
    }

    private func forgetFull(_ buckets: inout [String: Bucket], now: Int64) {
        buckets = buckets.filter { refilled($0.value, now: now) < limit.capacity }
        // Under attack from many keys at once all buckets may be in use: start over rather than grow without end.
        if buckets.count >= capacity { buckets.removeAll(keepingCapacity: true) }
    }
}
