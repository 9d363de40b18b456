/// The normal form of an address down to one level, as a text that is equal for equal places.
public struct AddressKey: Sendable, Hashable, CustomStringConvertible {
    /// How far down a key goes.
    public enum Level: String, Sendable, Hashable {
        /// County, road, lane, compound number.
        case compound
        /// County, road and the compound's name, where it has no number.
        case namedCompound = "named-compound"
        /// County, village, group.
        case group
        /// County and village, where no group is given.
        case village
    }

    /// How far down it goes.
    public let level: Level
    /// `990121/r/人民路//8`, `990121/n/人民路//阳光`, `990121/v/990121102201/3`, `990121/v/990121102201/`.
    public let text: String

    init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }

    /// The text.
    public var description: String { text }
}
