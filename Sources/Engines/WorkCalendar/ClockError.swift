public import Diagnostics

/// What cannot be done with a clock.
public enum ClockError: String, Error, Sendable, Hashable, CaseIterable {
    /// It has ended.
    case ended = "clock.ended"
    /// It is paused already.
    case paused = "clock.paused"
    /// It is not paused.
    case notPaused = "clock.not-paused"
    /// The amount is not positive, or the whole would be too long.
    case tooLong = "clock.too-long"

    /// What happened, and what to do.
    public var message: Text {
        switch self {
        case .ended: Text(zh: "这个时限已经结束，不能再改。", en: "This time limit has ended and cannot be changed any more.")
        case .paused: Text(zh: "时限已经停着，先恢复再停。", en: "The time limit is paused already; let it run on first.")
        case .notPaused: Text(zh: "时限没有停，不用恢复。", en: "The time limit is not paused.")
        case .tooLong: Text(zh: "延长的时间不对：要大于零，又不能太长。", en: "An extension must be above zero and not that long.")
        }
    }
}
