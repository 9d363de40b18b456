import WorkCalendar

extension Emitter {
    func schools<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for (index, school) in world.geography.schools.enumerated() {
            out.add(school.code)
            out.add(school.name)
            out.add(school.stage.rawValue)
            out.add(world.geography.villages[school.village].code)
            out.add(school.address)
            out.add(school.places)
            out.add("100" + Numerals.padded(80_000_000 + index, 8))
            out.add(Numerals.point(school.longitude, school.latitude))
            out.add(school.isOpen ? "open" : "closed")
            try out.end(body)
        }
    }

    /// The published areas of the season before and of the open one.
    func areas<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        try areas(of: world.season.previous.year, &out, body)
        try areas(of: world.season.year, &out, body)
    }

    /// A year's areas: villages by list, compounds by key, the whole county town by polygon.
    private func areas<E: Error>(
        of year: Int, _ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void
    ) throws(E) {
        let geography = world.geography
        var number = 0
        func add(
            _ school: Int, _ kind: String, division: String, key: String?, polygon: String?, rank: Int,
            _ out: inout BatchWriter
        ) throws(E) {
            number += 1
            out.add("A\(year)\(Numerals.padded(number, 5))")
            out.add(geography.schools[school].code)
            out.add(kind)
            out.add(division)
            out.add(.optional(key))
            out.add(.optional(polygon))
            out.add(year)
            out.add(rank)
            try out.end(body)
        }
        for village in geography.villages where !(village.town == geography.seat && village.isCommunity) {
            var ranked: [Int] = []
            for school in [village.primary, village.second, village.third] where !ranked.contains(school) {
                ranked.append(school)
                try add(school, "village", division: village.code, key: nil, polygon: nil, rank: ranked.count, &out)
            }
        }
        for compound in geography.compounds where compound.isListed {
            let division = geography.villages[compound.village].code
            try add(compound.primary, "compound", division: division, key: compound.key, polygon: nil, rank: 1, &out)
            try add(compound.second, "compound", division: division, key: compound.key, polygon: nil, rank: 2, &out)
        }
        let (across, down) = world.plan.profile.primaries
        let seat = geography.outline.towns[geography.seat].code
        guard let first = geography.compounds.map(\.primary).min() else { return }
        for row in 0..<down {
            for column in 0..<across {
                let polygon = geography.polygon(across: column, down: row)
                let next = first + row * across + (column + 1) % across
                try add(
                    first + row * across + column, "polygon", division: seat, key: nil, polygon: polygon, rank: 1, &out)
                try add(next, "polygon", division: seat, key: nil, polygon: polygon, rank: 2, &out)
            }
        }
    }

    /// Grades two to nine; last year's beginners are enrolled by the engines. Children of the season that another
    /// county already has stand in its first grade.
    func rolls<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        let closed = closedSchools()
        for child in world.people.indices where world.age(child) < 18 && world.people[child].isAlive {
            let one = world.people[child]
            let household = Int(one.household)
            let entry = world.entryYear(child)
            var grade = world.season.year - entry
            let isElsewhere = one.flags.contains(.enrolledElsewhere)
            guard isElsewhere || (2...9).contains(grade), !world.isUnknown(household) else { continue }
            var random = world.random(0x524F_4C4C, child)
            if isElsewhere { grade = 1 }
            let isAway = isElsewhere || one.flags.contains(.away)
            if isAway, !isElsewhere, !random.thousandths(300) { continue }
            let isMiddle = grade > 6
            let enteredYear = isElsewhere ? world.season.year - 1 : isMiddle ? entry + 6 : entry
            var school = world.geography.schools[world.school(household, middle: isMiddle)].code
            let stale = closed[Int(world.households[household].village)]
            if stale >= 0, !isMiddle, grade > 2, world.has(.staleSchool, person: child) {
                school = world.geography.schools[stale].code
            }
            let county = isAway ? PlaceParts.outside[child % PlaceParts.outside.count].code : world.plan.outline.code
            out.add(world.id(child))
            out.add(isAway ? county + Numerals.padded(1 + child % 40, 4) : school)
            out.add(grade)
            out.add(.date(CivilDate(year: enteredYear, month: 9, day: 1) ?? .earliest))
            out.add("enrolled")
            out.add(county)
            try out.end(body)
        }
    }

    /// For each village the school that was closed in it, or -1.
    private func closedSchools() -> [Int] {
        var closed = [Int](repeating: -1, count: world.geography.villages.count)
        for (index, school) in world.geography.schools.enumerated() where !school.isOpen {
            closed[school.village] = index
        }
        return closed
    }
}
