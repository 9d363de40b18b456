/// How long a failed attempt waits for the next: it doubles from `first` to `longest`, and each item waits a little
/// differently so that they don't all come back at once.
package struct Backoff: Sendable {
    package var first: Int64
    package var longest: Int64

    /// In microseconds; by default from one second to one hour.
    package init(first: Int64 = 1_000_000, longest: Int64 = 3_600_000_000) {
        self.first = first
        self.longest = longest
    }

    /// Microseconds after the `attempts`-th failure, counted from 1, of the item `id`.
    package func delay(afterAttempt attempts: Int, of id: Int64) -> Int64 {
        let doubled = first.multipliedReportingOverflow(by: 1 << Int64(min(max(attempts - 1, 0), 40)))
        let base = doubled.overflow ? longest : min(doubled.partialValue, longest)
        let spread = (UInt64(bitPattern: id) &* 0x9e37_79b9_7f4a_7c15) >> 48
        return base + base / 4 * Int64(spread) / 65_536
    }
}
