import Directory
import Testing

@Suite struct RateLimiterTests {
    @Test func `a burst is granted, then one token a while, and the wait is told`() {
        let limiter = RateLimiter(RateLimiter.Limit(burst: 3, perMinute: 6))
        for _ in 0..<3 { #expect(limiter.take("a", now: 0) == nil) }
        #expect(limiter.take("a", now: 0) == 10)
        #expect(limiter.take("a", now: 9_000_000) == 1)
        #expect(limiter.take("a", now: 10_000_000) == nil)
        #expect(limiter.take("a", now: 10_000_000) == 10)
    }

    @Test func `keys do not take from one another`() {
        let limiter = RateLimiter(RateLimiter.Limit(burst: 1, perMinute: 1))
        #expect(limiter.take("a", now: 0) == nil)
        #expect(limiter.take("b", now: 0) == nil)
        #expect(limiter.take("a", now: 0) == 60)
    }

    @Test func `a bucket never holds more than its burst, and a clock that steps back gives nothing`() {
        let limiter = RateLimiter(RateLimiter.Limit(burst: 2, perMinute: 60))
        #expect(limiter.take("a", now: 1_000_000_000) == nil)
        #expect(limiter.take("a", now: 3_600_000_000) == nil)
        #expect(limiter.take("a", now: 3_600_000_000) == nil)
        #expect(limiter.take("a", now: 3_600_000_000) != nil)
        #expect(limiter.take("a", now: 0) != nil)
    }

    @Test func `a flood of keys does not grow without end and never frees the key that is refused now`() {
        let limiter = RateLimiter(RateLimiter.Limit(burst: 1, perMinute: 1), capacity: 100)
        for index in 0..<10_000 { _ = limiter.take("key \(index)", now: Int64(index)) }
        // Buckets in use stay as long as there is room.
        _ = limiter.take("steady", now: 100_000)
        #expect(limiter.take("steady", now: 100_001) != nil)
    }
}
