package import WorkCalendar

/// The enrolment season that is open on a day, and whose turn it is.
///
/// Children enter on 1 September when they are six by 31 August (Compulsory Education Law, art. 11); a city may take its
/// twelve months from July on. From 1 September on, the season is next year's, so that a demo's window is open on every
/// day of the year.
package struct DemoSeason: Sendable, Hashable {
    /// The year of entry.
    package let year: Int
    /// The shape of the place, which decides the twelve months.
    package let profile: DemoProfile

    /// The season open on a day.
    package init(today: CivilDate, profile: DemoProfile = .county) {
        let (year, month, _) = today.parts
        self.init(year: month >= 9 ? year + 1 : year, profile: profile)
    }

    /// A season by its year.
    package init(year: Int, profile: DemoProfile = .county) {
        self.year = year
        self.profile = profile
    }

    /// The first birthday of the cohort, such as 1 September seven years before entry.
    package var cohortFrom: CivilDate {
        CivilDate(year: year - 7, month: profile.cohortMonth, day: 1) ?? .earliest
    }
    /// The last birthday of the cohort, a year later.
    package var cohortThrough: CivilDate {
        (CivilDate(year: year - 6, month: profile.cohortMonth, day: 1) ?? .earliest).adding(days: -1)
    }
    /// The first day of school.
    package var entry: CivilDate { CivilDate(year: year, month: 9, day: 1) ?? .earliest }
    /// The season before.
    package var previous: DemoSeason { DemoSeason(year: year - 1, profile: profile) }

    /// The year in which a child enters school by the date of birth.
    func entryYear(bornOn date: CivilDate) -> Int {
        let (year, month, _) = date.parts
        return month >= profile.cohortMonth ? year + 7 : year + 6
    }
}
