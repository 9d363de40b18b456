/// The names that addresses of one county are read with. All of it is data; an empty book reads by form alone.
public struct AddressBook: Sendable, Hashable {
    /// A county, with what else people call it.
    public struct County: Sendable, Hashable {
        /// Six digits.
        public let code: String
        /// The official name, such as 松禾县.
        public let name: String
        /// Other names in use.
        public let aliases: [String]

        /// Makes a county.
        public init(code: String, name: String, aliases: [String] = []) {
            self.code = code
            self.name = name
            self.aliases = aliases
        }
    }

    /// A town, with what else people call it.
    public struct Town: Sendable, Hashable {
        /// Twelve digits.
        public let code: String
        /// The official name, such as 云溪镇.
        public let name: String
        /// Other and former names.
        public let aliases: [String]

        /// Makes a town.
        public init(code: String, name: String, aliases: [String] = []) {
            self.code = code
            self.name = name
            self.aliases = aliases
        }
    }

    /// A village or community of today, with the names that led to it.
    public struct Village: Sendable, Hashable {
        /// Twelve digits, as valid today.
        public let code: String
        /// The official name with 村 or 社区.
        public let name: String
        /// The twelve-digit code of its town.
        public let town: String
        /// Other names for the same ground and the same groups.
        public let aliases: [String]
        /// Villages that were merged into it.
        public let former: [FormerVillage]

        /// Makes a village.
        public init(
            code: String, name: String, town: String, aliases: [String] = [], former: [FormerVillage] = []
        ) {
            self.code = code
            self.name = name
            self.town = town
            self.aliases = aliases
            self.former = former
        }
    }

    /// A village that no longer is, and how its groups are numbered in its successor.
    public struct FormerVillage: Sendable, Hashable {
        /// The name it had.
        public let name: String
        /// What is added to a group's old number; `nil` when the renumbering is not known.
        public let groupOffset: Int?

        /// Makes a former village.
        public init(name: String, groupOffset: Int? = nil) {
            self.name = name
            self.groupOffset = groupOffset
        }
    }

    /// A road of today, with the names it had.
    public struct Road: Sendable, Hashable {
        /// The official name.
        public let name: String
        /// Former and other names.
        public let aliases: [String]

        /// Makes a road.
        public init(name: String, aliases: [String] = []) {
            self.name = name
            self.aliases = aliases
        }
    }

    /// The county whose addresses these mostly are; taken when an address names none.
    public let county: County?
    /// Its towns.
    public let towns: [Town]
    /// Its villages and communities.
    public let villages: [Village]
    /// Its roads.
    public let roads: [Road]
    /// Whether a road that is not listed can be trusted to be another road than those listed.
    public let areRoadsComplete: Bool

    /// Makes a book.
    public init(
        county: County? = nil, towns: [Town] = [], villages: [Village] = [], roads: [Road] = [],
        areRoadsComplete: Bool = false
    ) {
        self.county = county
        self.towns = towns
        self.villages = villages
        self.roads = roads
        self.areRoadsComplete = areRoadsComplete
    }
}
