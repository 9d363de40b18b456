package import WorkCalendar

/// 代理: somebody is away for some days, and a colleague of the same department does their work meanwhile.
package struct StandIn: Sendable, Hashable {
    package let id: Int64
    /// Who is away.
    package let official: Int64
    /// Who stands in.
    package let deputy: Int64
    package let from: CivilDate
    /// The last day.
    package let through: CivilDate

    package init(id: Int64, official: Int64, deputy: Int64, from: CivilDate, through: CivilDate) {
        self.id = id
        self.official = official
        self.deputy = deputy
        self.from = from
        self.through = through
    }
}

/// Somebody for whom an official stands in today.
package struct Represented: Sendable, Hashable {
    /// The id of who is away.
    package let official: Int64
    package let name: String
    package let post: String
    package let department: String
    /// The last day.
    package let through: CivilDate

    package init(official: Int64, name: String, post: String, department: String, through: CivilDate) {
        self.official = official
        self.name = name
        self.post = post
        self.department = department
        self.through = through
    }
}
