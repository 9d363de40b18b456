public import Diagnostics

/// Whether two addresses mean one place: how sure, compared how far down, and why.
public struct AddressComparison: Sendable, Hashable {
    /// The answer.
    public enum Verdict: String, Sendable, Hashable {
        /// One place, down to the level compared.
        case same
        /// Two places.
        case different
        /// What the texts say is not enough; neither yes nor no.
        case unclear
    }

    /// The part that decided.
    public enum Level: String, Sendable, Hashable {
        /// The county or district.
        case county
        /// The town.
        case town
        /// The village or community.
        case village
        /// The villagers' group.
        case group
        /// The road or lane.
        case road
        /// The compound.
        case compound
    }

    /// Why.
    public enum Reason: String, Sendable, Hashable {
        /// All parts down to the level agree.
        case agrees
        /// A part differs.
        case differs
        /// One of them leaves the part out.
        case missing
        /// One is given by road, the other by village.
        case mixed
        /// A road that the book does not list may be an old name.
        case unknownRoad = "unknown-road"
        /// The group is numbered as in a village that was merged since.
        case oldGroupNumber = "old-group-number"
        /// The village's name stands for several villages.
        case ambiguousVillage = "ambiguous-village"
        /// One of them cannot be read.
        case unreadable
    }

    /// The answer.
    public let verdict: Verdict
    /// The part that decided.
    public let level: Level
    /// Why.
    public let reason: Reason

    init(_ verdict: Verdict, _ level: Level, _ reason: Reason) {
        self.verdict = verdict
        self.level = level
        self.reason = reason
    }

    /// The reason in both languages.
    public var explanation: Text {
        let part: (zh: String, en: String) =
            switch level {
            case .county: ("县区", "county")
            case .town: ("乡镇", "town")
            case .village: ("村(社区)", "village")
            case .group: ("村民组", "group")
            case .road: ("道路", "road")
            case .compound: ("院落门牌", "compound number")
            }
        return switch reason {
        case .agrees: Text(zh: "两个地址到\(part.zh)一级相同。", en: "The two addresses agree down to the \(part.en).")
        case .differs: Text(zh: "两个地址的\(part.zh)不同。", en: "The two addresses differ in the \(part.en).")
        case .missing: Text(zh: "其中一个地址没有写明\(part.zh)。", en: "One of the addresses does not give the \(part.en).")
        case .mixed:
            Text(
                zh: "一个地址按道路门牌,另一个按村组,无法直接比对。",
                en: "One address is by road, the other by village; they cannot be compared.")
        case .unknownRoad:
            Text(zh: "其中一个道路名不在路名表中,可能是旧名。", en: "One road is not in the list of roads; it may be an old name.")
        case .oldGroupNumber:
            Text(zh: "其中一个地址用的是并村以前的组号。", en: "One address uses a group number from before the villages were merged.")
        case .ambiguousVillage:
            Text(zh: "村名在本县不止一处,又没有写明乡镇。", en: "The village's name exists more than once and no town is given.")
        case .unreadable: Text(zh: "其中一个地址无法识别。", en: "One of the addresses cannot be read.")
        }
    }
}
