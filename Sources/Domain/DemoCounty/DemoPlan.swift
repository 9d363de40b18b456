package import WorkCalendar

/// Everything that the invented county follows from. Equal plans give equal bytes, on every machine.
package struct DemoPlan: Sendable, Hashable {
    /// The county and its towns.
    package let outline: CountyOutline
    /// The seed of all chance.
    package let seed: UInt64
    /// The number of people, at least 500.
    package let people: Int
    /// The day on which the county is looked at; decides ages and the season.
    package let today: CivilDate
    /// The shape.
    package let profile: DemoProfile

    /// Makes a plan.
    ///
    /// - Parameter people: `nil` takes the profile's usual number; fewer than 500 becomes 500.
    package init(
        outline: CountyOutline, seed: UInt64 = 990_121, people: Int? = nil, today: CivilDate,
        profile: DemoProfile = .county
    ) {
        self.outline = outline
        self.seed = seed
        self.people = max(500, people ?? profile.people)
        self.today = today
        self.profile = profile
    }
}
