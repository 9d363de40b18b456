import DemoCounty
import JSONTree
import Storage
import WorkCalendar

/// What an invented county was made from, kept beside it: whoever knows it can make the same people again.
struct KeptPlan: Sendable, Hashable {
    let seed: UInt64
    let people: Int
    let today: CivilDate

    /// The statement that keeps it.
    var keeping: Statement {
        // The seed as text: it may be larger than the integers of JSON.
        let body: JSON = [
            "seed": .string(String(seed)), "people": .integer(people), "today": .string(today.iso),
        ]
        return Statement("INSERT INTO demo_plan (position, body) VALUES (0, ?)", [.text(body.text)])
    }

    /// The plan of the seed in a database; `nil` when its county is not an invented one.
    static func kept(in storage: any Storage) async throws -> KeptPlan? {
        try await storage.few("SELECT body FROM demo_plan ORDER BY position", [], limit: 1) { row -> KeptPlan? in
            let json = try JSON(parsing: try row.text(0))
            guard let seed = json["seed"]?.string.flatMap(UInt64.init), let people = json["people"]?.integer,
                let today = json["today"]?.string.flatMap({ CivilDate(iso: $0) })
            else { return nil }
            return KeptPlan(seed: seed, people: people, today: today)
        }.first ?? nil
    }

    /// The invented county that this plan makes from a county's outline.
    func county(of profile: CountyProfile) -> DemoCounty {
        DemoCounty(
            DemoPlan(
                outline: profile.outline, seed: seed, people: people, today: today,
                profile: profile.profile == "city" ? .city : .county))
    }
}

extension CountyProfile {
    /// The county as the generator of invented ones wants it.
    var outline: CountyOutline {
        CountyOutline(
            code: code, name: name, province: province,
            towns: towns.map {
                TownOutline(
                    code: $0.code, name: $0.name, isSeat: $0.isSeat, communities: $0.communities, villages: $0.villages)
            })
    }
}
