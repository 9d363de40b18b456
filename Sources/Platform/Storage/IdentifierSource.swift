import Synchronization

/// Makes the keys of rows: 63-bit numbers that only grow on one node and never meet another node's.
///
/// From the top: 41 bits of milliseconds since 2024-01-01 UTC (until 2093), 14 bits counted within the millisecond, 8 bits
/// of node. A busy millisecond borrows from the next; a clock that steps back doesn't make numbers step back.
package final class IdentifierSource: Sendable {
    private static let epoch: Int64 = 1_704_067_200_000
    private static let nodeBits: Int64 = 8
    private static let sequenceBits: Int64 = 14

    private let node: Int64
    private let clock: any WallClock
    private let last: Mutex<Int64>

    /// `after` is the highest number that exists already, if the caller knows it.
    package init(node: UInt8 = 0, clock: any WallClock = SystemWallClock(), after: Int64 = 0) {
        self.node = Int64(node)
        self.clock = clock
        last = Mutex(after >> Self.nodeBits)
    }

    /// No number made at this instant or later is smaller.
    package static func lowest(at microseconds: Int64) -> Int64 {
        max(0, microseconds / 1_000 - epoch) << (sequenceBits + nodeBits)
    }

    package func next() -> Int64 {
        let tick = max(0, clock.now() / 1_000 - Self.epoch) << Self.sequenceBits
        let number = last.withLock { last -> Int64 in
            last = max(last + 1, tick)
            return last
        }
        return number << Self.nodeBits | node
    }
}
