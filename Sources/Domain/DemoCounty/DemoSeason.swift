package import WorkCalendar

/// The enrolment season that is open on a day, and whose turn it is.
///
/// Children enter on 1 September when they are six by 31 August (Compulsory Education Law, art. 11). From 1 September
/// on, the season is next year's, so that a demo's window is open on every day of the year.
package struct DemoSeason: Sendable, Hashable {
    /// The year of entry.
    package let year: Int

    /// The season open on a day.
    package init(today: CivilDate) {
        let (year, month, _) = today.parts
        self.year = month >= 9 ? year + 1 : year
    }

    /// A season by its year.
    package init(year: Int) { self.year = year }

    /// The first birthday of the cohort, 1 September seven years before entry.
    package var cohortFrom: CivilDate { CivilDate(year: year - 7, month: 9, day: 1) ?? .earliest }
    /// The last birthday of the cohort, 31 August six years before entry.
    package var cohortThrough: CivilDate { CivilDate(year: year - 6, month: 8, day: 31) ?? .earliest }
    /// The first day of school.
    package var entry: CivilDate { CivilDate(year: year, month: 9, day: 1) ?? .earliest }
    /// The season before.
    package var previous: DemoSeason { DemoSeason(year: year - 1) }

    /// The year in which a child enters school by the date of birth.
    static func entryYear(bornOn date: CivilDate) -> Int {
        let (year, month, _) = date.parts
        return month >= 9 ? year + 7 : year + 6
    }
}
