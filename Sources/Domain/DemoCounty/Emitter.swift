import Diagnostics
import WorkCalendar

/// Writes the rows of the registers from the world.
struct Emitter {
    let world: DemoWorld

    func people<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for household in world.households.indices where !world.isUnknown(household) {
            let number = world.householdNumber(household)
            let address = world.registeredAddress(household)
            let division = world.registeredDivision(household)
            for person in world.members(household) {
                let one = world.people[person]
                let birth = world.date(one.birth)
                out.add(world.id(person))
                out.add(world.name(person))
                out.add(formerName(person))
                out.add(one.isMale ? "M" : "F")
                out.add(.date(birth))
                out.add(NameParts.ethnicities[Int(one.ethnicity)])
                out.add(number)
                out.add(one.role.text)
                out.add(address)
                out.add(division)
                out.add(registeredSince(person))
                out.add(one.isAlive || isUndeclared(person) ? .null : .date(world.date(one.death)))
                out.add(phone(person))
                out.add(one.flags.contains(.away) ? "away" : "local")
                try out.end(body)
            }
        }
    }

    private func formerName(_ person: Int) -> DemoValue {
        let one = world.people[person]
        guard one.special < 0, person % 97 == 3 else { return .null }
        var random = world.random(0x464F_524D, person)
        let given = NameParts.given(male: one.isMale, year: 1960)
        return .text(NameParts.surnames[Int(one.surname)] + random.pick(given))
    }

    /// Dead for years and still registered: nothing in this register tells.
    private func isUndeclared(_ person: Int) -> Bool {
        world.age(person) >= 85 && world.has(.undeclaredDeath, person: person)
    }

    private func registeredSince(_ person: Int) -> DemoValue {
        let one = world.people[person]
        if world.households[Int(one.household)].kind == .migrant { return .null }
        if one.partner >= 0, one.origin != 0 { return .date(marriageDay(person)) }
        return one.birth > 5_479 ? .date(world.date(one.birth)) : .null
    }

    /// The day a couple married: both of age, within a year.
    func marriageDay(_ person: Int) -> CivilDate {
        let one = world.people[person]
        let other = world.people[Int(one.partner)]
        let (husband, wife) = one.isMale ? (one, other) : (other, one)
        let ofAge = max(wife.birth + 20 * 366, husband.birth + 22 * 366)
        return world.date(min(ofAge + Int32(person.isMultiple(of: 2) ? 120 : 240), world.today - 1))
    }

    /// Eleven digits beginning with 100, which no network has.
    private func phone(_ person: Int) -> DemoValue {
        let one = world.people[person]
        let household = world.households[Int(one.household)]
        guard world.age(person) >= 18, one.isAlive, !world.has(.noPhone, person: person) else { return .null }
        let group = Int(household.village) * 32 + Int(household.group)
        if household.kind == .village, household.story < 0, Dirt.sharedPhone.strikes(seed: world.plan.seed, group) {
            return .text("100" + Numerals.padded(90_000_000 + group, 8))
        }
        var random = world.random(0x5048_4F4E, person)
        return .text("100" + Numerals.padded(random.below(90_000_000), 8))
    }

    func households<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for household in world.households.indices where !world.isUnknown(household) {
            out.add(world.householdNumber(household))
            out.add(world.id(world.head(household)))
            out.add(world.registeredAddress(household))
            out.add(.optional(world.registeredKey(household)))
            out.add(world.registeredDivision(household))
            out.add(household % 211 == 7 ? "collective" : "family")
            try out.end(body)
        }
    }

    func guardianships<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for child in world.people.indices where world.age(child) < 18 {
            let one = world.people[child]
            var guardians: [(Int, String)] = []
            if one.father >= 0 { guardians.append((Int(one.father), "father")) }
            if one.mother >= 0 { guardians.append((Int(one.mother), "mother")) }
            for member in world.members(Int(one.household))
            where world.people[member].flags.contains(.grandparentGuardian) {
                guardians.append((member, world.people[member].isMale ? "grandfather" : "grandmother"))
            }
            for (guardian, relation) in guardians where world.isGuardianRecorded(child: child, guardian: guardian) {
                out.add(world.id(child))
                out.add(world.id(guardian))
                out.add(relation)
                out.add(.date(world.date(one.birth)))
                out.add(.null)
                try out.end(body)
            }
        }
    }

    func marriages<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for husband in world.people.indices {
            let one = world.people[husband]
            guard one.isMale, one.partner >= 0, !world.has(.noMarriage, household: Int(one.household)),
                world.households[Int(one.household)].kind != .migrant
            else { continue }
            let isDivorced = one.flags.contains(.divorced)
            var married = marriageDay(husband)
            if isDivorced {
                married = min(married.adding(days: 4_200), world.plan.today.adding(days: -200 - husband % 900))
            }
            try marriage(
                &out, husband, Int(one.partner), isDivorced ? "divorced" : "married", married, serial: husband * 2, body
            )
            if world.has(.twoMarriages, household: Int(one.household)),
                let other = world.people.indices.dropFirst(husband + 1).prefix(400).first(where: {
                    !world.people[$0].isMale && world.people[$0].partner >= 0 && world.age($0) > 24
                })
            {
                try marriage(&out, husband, other, "married", married.adding(days: 900), serial: husband * 2 + 1, body)
            }
        }
    }

    private func marriage<E: Error>(
        _ out: inout BatchWriter, _ husband: Int, _ wife: Int, _ status: String, _ day: CivilDate, serial: Int,
        _ body: (DemoBatch) throws(E) -> Void
    ) throws(E) {
        out.add("J\(world.plan.outline.code)-\(day.year)-\(Numerals.padded(serial, 8))")
        out.add(world.departmentID(husband, table: 0))
        out.add(world.departmentID(wife, table: 0))
        out.add(status)
        out.add(.date(min(day, world.plan.today)))
        try out.end(body)
    }

    func births<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        // Two-digit codes of provinces that do not exist; the own one is the beginning of every code.
        let own = String(world.plan.outline.code.prefix(2))
        for child in world.people.indices where world.age(child) < 14 && world.isBirthRecorded(child) {
            let one = world.people[child]
            let isElsewhere =
                world.households[Int(one.household)].kind == .migrant || world.has(.bornElsewhere, person: child)
            out.add(world.id(child))
            out.add("L" + Numerals.padded(990_000_000 + child, 9))
            out.add(one.mother >= 0 ? .text(world.id(Int(one.mother))) : .null)
            out.add(
                one.father >= 0 && !world.has(.birthWithoutFather, person: child)
                    ? .text(world.id(Int(one.father))) : .null)
            out.add(isElsewhere ? ["96", "97", "98"][child % 3] : own)
            out.add(.date(min(world.date(one.birth).adding(days: 3 + child % 20), world.plan.today)))
            try out.end(body)
        }
    }
}
