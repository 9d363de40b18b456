import NIOCore

/// How long a connection may take for each thing, and how little may come of it meanwhile.
///
/// A county's pages go to cheap phones on bad networks: the limits are far above what those need.
struct ConnectionLimits: Sendable {
    /// From the opening, or from the last answer, to a whole head of a request.
    var head: TimeAmount = .seconds(60)
    /// The time in which a body need not keep pace.
    var bodyGrace: TimeAmount = .seconds(30)
    /// Bytes a second of a body after the grace.
    var bodyRate: Int64 = 1024
    /// How long an answer may wait without a piece of it being taken.
    var stalled: TimeAmount = .seconds(60)
    /// How long a connection that we have finished with waits for the other side to close.
    var linger: TimeAmount = .seconds(5)
    /// How often it is looked.
    var tick: TimeAmount = .seconds(5)

    static let standard = ConnectionLimits()
}
