/// The hours in which an office works on its working days, with a season of other hours if it has one.
public struct WorkingHours: Sendable, Hashable {
    /// A stretch of one day, in minutes from midnight, the end not included.
    public struct Window: Sendable, Hashable {
        /// The first minute, 0 to 1439.
        public let start: Int
        /// The minute after the last, 1 to 1440.
        public let end: Int

        /// Makes a window.
        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    /// A stretch of each year with hours of its own (夏季作息).
    public struct Season: Sendable, Hashable {
        /// Month and day of the first day, as `month * 100 + day`.
        public let from: Int
        /// Month and day of the last day, as `month * 100 + day`; before `from` when it runs over new year.
        public let through: Int
        /// The hours.
        public let windows: [Window]

        /// Makes a season.
        public init(from: Int, through: Int, windows: [Window]) {
            self.from = from
            self.through = through
            self.windows = windows
        }
    }

    /// The ordinary hours in order of time.
    public let windows: [Window]
    /// The season of other hours.
    public let season: Season?

    /// Makes working hours.
    ///
    /// - Throws: ``CalendarError`` of kind `hours` when windows overlap, run backwards, leave the day, or there is none.
    public init(windows: [Window], season: Season? = nil) throws(CalendarError) {
        for list in [windows, season?.windows ?? windows] {
            var last = 0
            guard !list.isEmpty else { throw CalendarError(.hours) }
            for window in list {
                guard window.start >= last, window.end > window.start, window.end <= 1440 else {
                    throw CalendarError(.hours)
                }
                last = window.end
            }
        }
        self.windows = windows
        self.season = season
    }

    /// From nine to twelve and from one to five, where nothing else is known.
    public static let usual = WorkingHours(
        known: [Window(start: 540, end: 720), Window(start: 780, end: 1020)])

    private init(known windows: [Window]) {
        self.windows = windows
        season = nil
    }

    /// The hours on a date, whether or not it is worked.
    public func windows(on date: CivilDate) -> [Window] {
        guard let season else { return windows }
        let (_, month, day) = date.parts
        let number = month * 100 + day
        let inside =
            season.from <= season.through
            ? season.from <= number && number <= season.through
            : season.from <= number || number <= season.through
        return inside ? season.windows : windows
    }
}
