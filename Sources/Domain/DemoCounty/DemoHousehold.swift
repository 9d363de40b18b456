/// One household: its members stand one after another in the list of people.
struct DemoHousehold {
    enum Kind: UInt8 { case village, compound, migrant }

    var first: Int32
    var count: UInt8
    var kind: Kind
    /// The village or community.
    var village: Int32
    /// The group in today's numbering; 0 in compounds.
    var group: UInt8 = 0
    var house: UInt16 = 0
    /// The compound it lives in, or -1.
    var compound: Int32 = -1
    var building: UInt8 = 0
    var unit: UInt8 = 0
    var room: UInt16 = 0
    /// For those from elsewhere, which county; 0 for the county's own.
    var origin: UInt8 = 0
    /// A home in the county town that a village household owns, or -1.
    var townHome: Int32 = -1
    /// Which adult holds the deed or statement.
    var holder: Int32 = -1
    /// The story it belongs to, or -1; a story's dirt is chosen and not left to chance.
    var story: Int16 = -1
}
