import Diagnostics
import WorkCalendar

/// A village or community of today.
struct DemoVillage {
    let code: String
    let name: Text
    let town: Int
    let isCommunity: Bool
    let groups: Int
    /// The villages it was made of in 2019.
    let former: [DemoFormerVillage]
    let validFrom: CivilDate?
    /// Millionths of a degree.
    let longitude: Int
    let latitude: Int
    /// Whether its land was taken for building.
    let landTaken: Bool
    /// Schools by their order in the list: own, next, the town's middle school.
    var primary = 0
    var second = 0
    var third = 0
    var middle = 0
}

/// A village that was merged.
struct DemoFormerVillage {
    let code: String
    let name: Text
    let groups: Int
    /// What its groups' numbers were raised by.
    let offset: Int
}

/// A compound in the county town.
struct DemoCompound {
    let road: Int
    let number: Int
    let name: String
    let village: Int
    let row: Int
    let column: Int
    let longitude: Int
    let latitude: Int
    /// The key that registers hold.
    let key: String
    let point: String
    /// Whether the list of school areas names it; the others are found by the polygon.
    let isListed: Bool
    var primary = 0
    var second = 0
    var middle = 0
}

/// A road of the county town.
struct DemoRoad {
    let name: Text
    /// The name before 2015.
    let former: String?
}

/// A school.
struct DemoSchool {
    enum Stage: String { case primary, middle, nineYear = "nine-year" }
    let code: String
    let name: String
    let stage: Stage
    let village: Int
    let address: String
    let places: Int
    let longitude: Int
    let latitude: Int
    let isOpen: Bool
}
