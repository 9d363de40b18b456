package import Diagnostics

/// One town of the county's outline.
package struct TownOutline: Sendable, Hashable {
    /// Twelve digits.
    package let code: String
    /// The name with 镇, 乡 or 街道.
    package let name: Text
    /// Whether it is the county town, with roads and compounds.
    package let isSeat: Bool
    /// How many communities (社区, numbered from 001) it has; `nil` takes the profile's number.
    package let communities: Int?
    /// How many villages (村, numbered from 201) it has; `nil` takes the usual number.
    package let villages: Int?

    /// Makes a town.
    package init(code: String, name: Text, isSeat: Bool = false, communities: Int? = nil, villages: Int? = nil) {
        self.code = code
        self.name = name
        self.isSeat = isSeat
        self.communities = communities.map { min(max($0, 1), 198) }
        self.villages = villages.map { min(max($0, 0), 50) }
    }
}
