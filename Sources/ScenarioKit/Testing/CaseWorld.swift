import AddressEngine
import Definitions
import Diagnostics
import JSONTree
import NationalCodes
import Registers
import WorkCalendar

/// The county as one test case sees it: the rows it was given.
struct CaseWorld: CountyFacts {
    /// The world that the functions of the running case ask.
    @TaskLocal static var current: any CountyFacts = CaseWorld()

    let addresses: AddressReader
    let schoolAreas: SchoolAreas
    private let divisions: DivisionHistory?

    /// The register whose rows are the published areas, as the base package names it.
    static let areaRegister = "base.school_area"

    private static let plainReader = AddressReader()

    /// An empty county.
    init() {
        addresses = Self.plainReader
        schoolAreas = SchoolAreas([])
        divisions = nil
    }

    init(_ facts: ScenarioTestFacts) {
        addresses = Self.plainReader
        let season = facts.roles["case"]?["season"]?.string.flatMap { Int($0) }
        let areas = (facts.rows[Self.areaRegister] ?? []).compactMap { row -> SchoolAreas.Area? in
            if let season, case .integer(let year)? = row["year"], year != season { return nil }
            func text(_ name: String) -> String? { row[name]?.canonicalText }
            guard let school = text("school_code"), let kind = text("kind").flatMap(SchoolAreas.Area.Kind.init) else {
                return nil
            }
            let rank: Int = if case .integer(let rank)? = row["rank"] { rank } else { 1 }
            return SchoolAreas.Area(
                school: school, kind: kind, division: text("division"), addressKey: Self.key(text("address_key")),
                polygon: text("polygon"), rank: rank)
        }
        schoolAreas = SchoolAreas(areas)
        let listed = Set(facts.divisions.map(\.code))
        let open = Set(facts.divisions.flatMap(\.successors)).subtracting(listed)
        divisions = try? DivisionHistory(
            facts.divisions + open.map { DivisionPeriod(code: $0, from: nil, through: nil) })
    }

    /// A key as registers hold it; in tests an address may stand for its key.
    private static func key(_ text: String?) -> String? {
        guard let text, !text.contains("/"), let address = try? plainReader.read(text) else { return text }
        return (plainReader.compoundKey(address) ?? plainReader.key(address))?.text ?? text
    }

    func divisionNow(_ code: String, on day: CivilDate) -> String? {
        guard let division = try? DivisionCode(code) else { return nil }
        guard let divisions else { return code }
        // A code that the case says nothing about has not changed.
        guard divisions.knows(division) else { return code }
        return divisions.only(division, on: day)?.text
    }
}
