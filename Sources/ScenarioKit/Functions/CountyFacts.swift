package import AddressEngine
package import WorkCalendar

/// What the extension functions of FEEL ask about the county: a value for one moment, without I/O.
package protocol CountyFacts: Sendable {
    /// How addresses are read here.
    var addresses: AddressReader { get }
    /// A division code followed through mergers to the one valid on a day; `nil` when it is unknown or was split.
    func divisionNow(_ code: String, on day: CivilDate) -> String?
    /// The published areas of schools.
    var schoolAreas: SchoolAreas { get }
}
