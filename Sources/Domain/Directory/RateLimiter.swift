import Synchronization

/// Token buckets by key, so that nobody tries passwords, codes or identity numbers in bulk.
///
/// A bucket holds `burst` tokens and refills at `perMinute`. Buckets that are full again are forgotten.
package final class RateLimiter: Sendable {
    /// How much one key may do.
    package struct Limit: Sendable, Hashable {
        package let burst: Double
        package let perMinute: Double

        package init(burst: Int, perMinute: Double) {
            self.burst = Double(burst)
            self.perMinute = perMinute
        }
    }

    private struct Bucket {
        var tokens: Double
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
            var bucket = buckets[key] ?? Bucket(tokens: limit.burst, at: now)
            bucket.tokens = refilled(bucket, now: now)
            bucket.at = max(bucket.at, now)
            defer { buckets[key] = bucket }
            if bucket.tokens >= 1 {
                bucket.tokens -= 1
                return nil
            }
            return Int(((1 - bucket.tokens) * 60 / limit.perMinute).rounded(.up))
        }
    }

    private func refilled(_ bucket: Bucket, now: Int64) -> Double {
        let minutes = Double(max(0, now - bucket.at)) / 60_000_000
        return min(limit.burst, bucket.tokens + minutes * limit.perMinute)
    }

    private func forgetFull(_ buckets: inout [String: Bucket], now: Int64) {
        buckets = buckets.filter { refilled($0.value, now: now) < limit.burst }
        // Under attack from many keys at once all buckets may be in use: start over rather than grow without end.
        if buckets.count >= capacity { buckets.removeAll(keepingCapacity: true) }
    }
}
