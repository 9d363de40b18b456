/// The shape of the invented place: how many live in the county town and how large that is.
package enum DemoProfile: String, Sendable, Hashable {
    /// A county of 300 000, mostly villages.
    case county
    /// A city of 1 600 000, mostly compounds; made for benchmarks.
    case city

    /// The usual number of people.
    package var people: Int { self == .county ? 300_000 : 1_600_000 }

    /// Households in compounds of the county town, in thousandths.
    var urbanShare: Int { self == .county ? 235 : 700 }
    /// Households that came from elsewhere, in thousandths.
    var migrantShare: Int { self == .county ? 25 : 110 }
    /// Parents with children among the settled households, in thousandths: a county keeps about 3 000 children of a year, a
    /// city 16 000.
    var nuclearShare: Int { self == .county ? 178 : 148 }
    /// Parents with children among the households that came from elsewhere, in thousandths.
    var migrantNuclearShare: Int { self == .county ? 420 : 380 }
    /// The month in which the twelve months of birth begin that a season takes.
    var cohortMonth: Int { self == .county ? 9 : 7 }
    /// Communities in the county town.
    var communities: Int { self == .county ? 12 : 120 }
    /// Roads in the county town.
    var roads: Int { self == .county ? 16 : 60 }
    /// Compounds along each road.
    var compoundsPerRoad: Int { self == .county ? 12 : 40 }
    /// Primary schools in the county town, across and down.
    var primaries: (across: Int, down: Int) { self == .county ? (4, 2) : (12, 10) }
    /// Middle schools in the county town.
    var middles: Int { self == .county ? 3 : 40 }
}
