/// How often one address or one account may try to sign in, whichever way it comes.
package final class SignInLimits: Sendable {
    private let byAddress = RateLimiter(.init(burst: 30, perMinute: 20))
    private let byName = RateLimiter(.init(burst: 8, perMinute: 4))

    package init() {}

    /// Takes one try.
    ///
    /// - Returns: `nil` when granted, else the seconds to wait.
    package func take(address: String, name: String, now: Int64) -> Int? {
        byAddress.take(address, now: now) ?? byName.take(name, now: now)
    }
}
