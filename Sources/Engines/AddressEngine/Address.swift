/// A Chinese address taken apart. What the text does not say is `nil`; nothing is guessed into it but what the
/// book resolves to codes.
public struct Address: Sendable, Hashable {
    /// The province (省).
    public internal(set) var province: String?
    /// The prefecture or city above the county (市).
    public internal(set) var prefecture: String?
    /// The county or district (县、区).
    public internal(set) var county: String?
    /// The town, township or subdistrict (镇、乡、街道).
    public internal(set) var town: String?
    /// The village or community (村、社区), without the words for its committee.
    public internal(set) var village: String?
    /// A hamlet or named group inside the village (自然村、屯).
    public internal(set) var hamlet: String?
    /// The villagers' group (组、社、队) as a number, or its name when it has none.
    public internal(set) var group: String?
    /// The road or street.
    public internal(set) var road: String?
    /// The lane off a road (巷、弄), a number or a name.
    public internal(set) var lane: String?
    /// The number of the compound or house (号院、号), such as `8`, `8-1` for 8号附1号, `12A`.
    public internal(set) var compound: String?
    /// The compound's name (小区).
    public internal(set) var compoundName: String?
    /// The building (号楼、幢、栋、座).
    public internal(set) var building: String?
    /// The unit or stair (单元).
    public internal(set) var unit: String?
    /// The floor (层).
    public internal(set) var floor: String?
    /// The room (室).
    public internal(set) var room: String?
    /// What could not be placed.
    public internal(set) var rest: String?
    /// What stood in brackets.
    public internal(set) var note: String?

    /// The six-digit code of the county: the book's own when the text names it, or names none.
    public internal(set) var countyCode: String?
    /// Whether the text named no county, so that the book's was taken.
    public internal(set) var isCountyAssumed = false
    /// The twelve-digit code of the town, when the book knows it.
    public internal(set) var townCode: String?
    /// The twelve-digit code that now stands for the village, when the book knows exactly one.
    public internal(set) var villageCode: String?
    /// Whether the village was named by a name it no longer has and its groups may since be numbered otherwise.
    public internal(set) var isGroupNumberOld = false
    /// The road's name of today when the book lists the road, else `nil`.
    public internal(set) var knownRoad: String?

    init() {}
}
