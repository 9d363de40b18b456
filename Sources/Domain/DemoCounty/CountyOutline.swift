package import Diagnostics

/// The frame that the invented people are put into: the county's and its towns' codes and names, from the county's own
/// configuration. Everything smaller — villages, roads, compounds, schools — the generator names itself.
package struct CountyOutline: Sendable, Hashable {
    /// Six digits beginning with 99, so that they belong to no county.
    package let code: String
    /// The county's name, such as 松禾县.
    package let name: Text
    /// The province's name.
    package let province: Text
    /// The towns in order; at least one is the county's seat.
    package let towns: [TownOutline]

    /// Makes an outline.
    package init(code: String, name: Text, province: Text, towns: [TownOutline]) {
        self.code = code
        self.name = name
        self.province = province
        self.towns = towns
    }
}
