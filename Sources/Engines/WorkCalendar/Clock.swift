public import Diagnostics

/// The time limit of one matter while it runs (时限): when it began, what stopped it, what it was lengthened by.
///
/// A value without any clock of its own: every moment is given. What follows from it — when it is due, and why then —
/// is worked out by ``WorkingCalendar/reading(of:hours:)``, again whenever a calendar is loaded.
public struct Clock: Sendable, Hashable {
    /// A stretch that does not count (不计入时限), such as a one-time correction, a hearing or an inspection.
    public struct Pause: Sendable, Hashable {
        /// What it is for, as the rules name it, such as `correction`.
        public let kind: String
        /// Why, in words a person reads.
        public let reason: Text
        /// The moment at which it began.
        public let from: CivilMinute
        /// The moment at which it ended; `nil` while it goes on.
        public internal(set) var through: CivilMinute?
        /// Those for whom it goes on: two departments may each wait for something, and it is over when none does.
        public internal(set) var holders: [String]

        /// Makes a pause.
        public init(
            kind: String, reason: Text, from: CivilMinute, through: CivilMinute? = nil, holders: [String] = []
        ) {
            self.holders = holders
            self.kind = kind
            self.reason = reason
            self.from = from
            self.through = through
        }
    }

    /// How long it runs, without extensions.
    public let period: ClockPeriod
    /// The moment of the event that set it going.
    public let from: CivilMinute
    /// What stopped it, in order of time; at most the last one goes on.
    public private(set) var pauses: [Pause]
    /// What it was lengthened by, in the period's unit.
    public private(set) var extensions: [Int]
    /// The moment at which what it measures was done.
    public private(set) var endedAt: CivilMinute?

    /// Makes a clock that runs from a moment.
    public init(period: ClockPeriod, from: CivilMinute) {
        self.init(period: period, from: from, pauses: [], extensions: [], endedAt: nil)
    }

    /// Makes a clock as it was kept.
    public init(
        period: ClockPeriod, from: CivilMinute, pauses: [Pause], extensions: [Int], endedAt: CivilMinute?
    ) {
        self.period = period
        self.from = from
        self.pauses = pauses
        self.extensions = extensions
        self.endedAt = endedAt
    }

    /// Whether something stops it now.
    public var isPaused: Bool { endedAt == nil && pauses.last.map { $0.through == nil } ?? false }
    /// Whether what it measures was done.
    public var hasEnded: Bool { endedAt != nil }

    /// Stops it; or, where it is stopped already, for somebody else as well.
    ///
    /// - Parameter holder: for whom; empty where only one ever stops it.
    /// - Throws: ``ClockError/ended``, or ``ClockError/paused`` when it is stopped for this one already.
    public mutating func pause(
        _ kind: String, reason: Text, for holder: String = "", at moment: CivilMinute
    ) throws(ClockError) {
        guard endedAt == nil else { throw .ended }
        guard isPaused else {
            return pauses.append(Pause(kind: kind, reason: reason, from: max(moment, from), holders: [holder]))
        }
        let last = pauses.count - 1
        guard !pauses[last].holders.contains(holder) else { throw .paused }
        pauses[last].holders.append(holder)
    }

    /// Lets it run on, if it is stopped for nobody else.
    ///
    /// - Parameter holder: for whom it was stopped; `nil` for all.
    /// - Returns: whether it runs now.
    /// - Throws: ``ClockError/ended``, or ``ClockError/notPaused`` when nothing stops it for this one.
    @discardableResult
    public mutating func resume(for holder: String? = nil, at moment: CivilMinute) throws(ClockError) -> Bool {
        guard endedAt == nil else { throw .ended }
        guard isPaused else { throw .notPaused }
        let last = pauses.count - 1
        if let holder {
            // One that was stopped before holders were kept is stopped for nobody in particular.
            guard pauses[last].holders.isEmpty || pauses[last].holders.contains(holder) else { throw .notPaused }
            pauses[last].holders.removeAll { $0 == holder }
            guard pauses[last].holders.isEmpty else { return false }
        }
        pauses[last].holders = []
        pauses[last].through = max(moment, pauses[last].from)
        return true
    }

    /// Lengthens it, by units of its own period. Whether it may be lengthened is for the rules: the law wants it
    /// asked for before the end.
    ///
    /// - Throws: ``ClockError/ended`` when it has ended, ``ClockError/tooLong`` below 1 or above 10 000 in all.
    public mutating func extend(by amount: Int) throws(ClockError) {
        guard endedAt == nil else { throw .ended }
        guard amount > 0, amount <= 10_000, period.amount + extended + amount <= 10_000 else { throw .tooLong }
        extensions.append(amount)
    }

    /// Ends it: what it measures is done. A pause that goes on ends with it.
    ///
    /// - Throws: ``ClockError/ended`` when it has ended.
    public mutating func end(at moment: CivilMinute) throws(ClockError) {
        guard endedAt == nil else { throw .ended }
        if isPaused { try resume(at: moment) }
        endedAt = max(moment, from)
    }

    /// What the extensions come to.
    public var extended: Int { extensions.reduce(0, +) }

    /// The same clock, due so much earlier: what a warning before the end is reckoned by. `nil` when the units differ.
    public func shortened(by warning: ClockPeriod) -> Clock? {
        guard warning.unit == period.unit,
            let shorter = try? ClockPeriod(amount: max(0, period.amount + extended - warning.amount), unit: period.unit)
        else { return nil }
        return Clock(period: shorter, from: from, pauses: pauses, extensions: [], endedAt: endedAt)
    }
}
