package import NationalCodes
package import WorkCalendar

/// One row of the tree of divisions, with its time.
package struct DivisionRow: Sendable, Hashable {
    /// The kinds of division the county keeps.
    package enum Level: String, Sendable, Hashable {
        case county, town, village, group, grid
    }

    /// 12 digits; 14 for a group, 15 for a grid.
    package let code: String
    /// The Chinese name.
    package let name: String
    /// The English name.
    package let english: String
    /// The level.
    package let level: Level
    /// The code above; `nil` for a county.
    package let parent: String?
    /// The first day; `nil` when older than the records.
    package let validFrom: CivilDate?
    /// The last day; `nil` while in force.
    package let validTo: CivilDate?
    /// The codes that took over: one after a merger, several after a split.
    package let successors: [String]

    /// The row as the history of divisions takes it; `nil` when the code is none.
    package var period: DivisionPeriod? {
        guard let code = try? DivisionCode(code) else { return nil }
        return DivisionPeriod(
            code: code, from: validFrom, through: validTo, successors: successors.compactMap { try? DivisionCode($0) })
    }
}
