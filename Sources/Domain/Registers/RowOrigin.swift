package import WorkCalendar

/// How a datum came here, from the best way to the last: the ladder that look-ups go down and never off.
package enum Rung: String, Sendable, Hashable, CaseIterable, Comparable {
    /// An interface of the source answered.
    case api
    /// A table shared with the source (前置库).
    case table
    /// A file that the source sends each night.
    case file
    /// A spreadsheet.
    case excel
    /// Read on a screen of the source and typed, with the source noted.
    case typed

    /// The best rung is the smallest.
    package static func < (left: Rung, right: Rung) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// Where a row of a register comes from.
package struct RowOrigin: Sendable, Hashable {
    /// The day from which it is true.
    package let from: CivilDate
    /// Microseconds since 1970, UTC.
    package let recordedAt: Int64
    /// The official's id, or the program's word such as `seed`.
    package let recordedBy: String
    package let reason: String
    package let rung: Rung

    package init(from: CivilDate, recordedAt: Int64, recordedBy: String, reason: String, rung: Rung) {
        self.from = from
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.reason = reason
        self.rung = rung
    }
}
