package import AddressEngine
package import Diagnostics
import Directory
import Foundation
import NationalCodes
import Registers
package import ScenarioKit
import Storage
import Synchronization
package import WorkCalendar

/// The county's territory and school areas as they stand in the database, for the extension functions of rules.
package struct LiveCountyFacts: CountyFacts {
    package let addresses: AddressReader
    package let schoolAreas: SchoolAreas
    private let history: DivisionHistory?
    private let names: [String: Text]

    /// Reads the territory and the published areas of the newest year.
    init(directory: DirectoryStore, registers: RegisterStore) async throws {
        let divisions = try await directory.divisions()
        names = Dictionary(divisions.map { ($0.code, $0.name) }, uniquingKeysWith: { _, last in last })
        history = try? DivisionHistory(
            divisions.compactMap { row in
                guard let code = try? DivisionCode(row.code) else { return nil }
                return DivisionPeriod(
                    code: code, from: row.validFrom.flatMap { CivilDate(iso: $0) },
                    through: row.validTo.flatMap { CivilDate(iso: $0) },
                    successors: row.successors.compactMap { try? DivisionCode($0) })
            })
        addresses = AddressReader()
        schoolAreas = try await LiveCountyFacts.areas(registers)
    }

    private static func areas(_ registers: RegisterStore) async throws -> SchoolAreas {
        guard registers.tables["base.school_area"] != nil else { return SchoolAreas([]) }
        let rows = try await registers.storage.query(
            """
            SELECT school_code, kind, division, address_key, polygon, rank FROM reg_base_school_area
            WHERE year = (SELECT MAX(year) FROM reg_base_school_area)
            """, limit: 200_000, timeLimit: .seconds(30)
        ) { row in
            (
                school: try row.text(0), kind: try row.text(1), division: try row.optionalText(2),
                key: try row.optionalText(3), polygon: try row.optionalText(4), rank: try row.optionalInt(5)
            )
        }
        return SchoolAreas(
            rows.compactMap { row in
                SchoolAreas.Area.Kind(rawValue: row.kind).map { kind in
                    SchoolAreas.Area(
                        school: row.school, kind: kind, division: row.division, addressKey: row.key,
                        polygon: row.polygon, rank: row.rank ?? 1)
                }
            })
    }

    package func divisionNow(_ code: String, on day: CivilDate) -> String? {
        guard let history, let division = try? DivisionCode(code) else { return nil }
        let current = history.current(division, on: day)
        return current.count == 1 ? current[0].text : nil
    }

    /// The name of a division.
    package func name(of code: String) -> Text? { names[code] }
}

/// The facts in force, replaced as a whole when the registers behind them have changed.
package final class CountyFactsHolder: Sendable {
    private let current: Mutex<LiveCountyFacts?> = Mutex(nil)

    package init() {}

    /// Takes new facts.
    package func set(_ facts: LiveCountyFacts) { current.withLock { $0 = facts } }

    /// The facts in force.
    package var facts: LiveCountyFacts? { current.withLock { $0 } }
}

/// What the functions see before any county has been loaded: nothing is known.
struct NoCountyFacts: CountyFacts {
    let addresses = AddressReader()
    let schoolAreas = SchoolAreas([])

    func divisionNow(_ code: String, on day: CivilDate) -> String? { nil }
}
