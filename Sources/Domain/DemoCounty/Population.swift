import WorkCalendar

/// Makes households one after another until there are as many people as planned.
struct Population {
    var world: DemoWorld
    /// How many numbers of a day and sex are given away, by place of origin.
    private var given: [[UInt16]]
    private static let firstDay = Int32(-36_525)  // 1870-01-01
    private let days: Int

    init(plan: DemoPlan, geography: DemoGeography) {
        world = DemoWorld(plan: plan, geography: geography)
        days = Int(world.today - Population.firstDay) + 2
        given = [[UInt16]](repeating: [UInt16](repeating: 0, count: days * 2), count: PlaceParts.outside.count + 1)
    }

    mutating func fill() {
        var unknown = 0
        for household in world.households.indices where world.isUnknown(household) {
            unknown += world.members(household).count
        }
        while world.people.count - unknown < world.plan.people {
            var random = DemoRandom(seed: world.plan.seed, stream: 0x484F_5553, index: world.households.count)
            let left = world.plan.people - (world.people.count - unknown)
            var place = choosePlace(&random)
            // The last few live alone, so that the number comes out exactly.
            if left <= 12 {
                place.kind = .village
                addSingle(place, &random)
            } else {
                addFamily(place, &random)
            }
            // People whom the police do not know stand in no list of people and do not count.
            if world.isUnknown(world.households.count - 1) {
                unknown += Int(world.households[world.households.count - 1].count)
            }
        }
    }

    private func choosePlace(_ random: inout DemoRandom) -> DemoHousehold {
        let geography = world.geography
        let draw = random.below(1000)
        let profile = world.plan.profile
        var household = DemoHousehold(first: Int32(world.people.count), count: 0, kind: .village, village: 0)
        if draw < profile.urbanShare + profile.migrantShare {
            let compound = random.below(geography.compounds.count)
            household.kind = draw < profile.urbanShare ? .compound : .migrant
            household.compound = Int32(compound)
            household.village = Int32(geography.compounds[compound].village)
            household.origin = household.kind == .migrant ? UInt8(1 + random.below(PlaceParts.outside.count)) : 0
            settle(&household, &random)
        } else {
            let village = random.pick(geography.rural)
            household.village = Int32(village)
            household.group = UInt8(1 + random.below(geography.villages[village].groups))
            household.house = UInt16(1 + random.below(60))
            if random.thousandths(80) {
                household.townHome = Int32(random.below(geography.compounds.count))
                settle(&household, &random)
            }
        }
        return household
    }

    /// Building, unit and room of a flat.
    private func settle(_ household: inout DemoHousehold, _ random: inout DemoRandom) {
        household.building = UInt8(1 + random.below(8))
        household.unit = UInt8(1 + random.below(3))
        household.room = UInt16((1 + random.below(11)) * 100 + 1 + random.below(4))
    }

    /// Adds a person with a number of its own; a full day moves on to the next.
    @discardableResult
    mutating func add(_ person: DemoPerson) -> Int32 {
        var person = person
        while true {
            let day = Int(person.birth - Population.firstDay)
            let slot = min(max(day, 0), days - 1) * 2 + (person.isMale ? 1 : 0)
            let count = Int(given[Int(person.origin)][slot])
            if count < 497 {
                given[Int(person.origin)][slot] += 1
                // 181 and 497 share no factor: every number of the day comes once, in no visible order.
                let place = (count * 181 + day * 97) % 497
                person.sequence = UInt16(person.isMale ? place * 2 + 1 : place * 2 + 2)
                break
            }
            person.birth -= 1
        }
        world.people.append(person)
        return Int32(world.people.count - 1)
    }

    mutating func addHousehold(_ household: DemoHousehold) {
        var household = household
        household.count = UInt8(clamping: world.people.count - Int(household.first))
        name(&household)
        world.households.append(household)
    }

    /// Names and peoples that a household has as a whole, and the head who is called as the neighbour.
    private mutating func name(_ household: inout DemoHousehold) {
        guard household.story < 0 else { return }
        let index = world.households.count
        let seed = world.plan.seed
        let members = Int(household.first)..<world.people.count
        var random = DemoRandom(seed: seed, stream: 0x4E41_4D45, index: index)
        if Dirt.dottedName.strikes(seed: seed, index) {
            for member in members {
                world.specialNames.append(
                    random.pick(NameParts.dottedFirst) + "·" + random.pick(NameParts.dottedSecond))
                world.people[member].special = Int32(world.specialNames.count - 1)
                world.people[member].ethnicity = 2
            }
        } else if random.thousandths(35) {
            let ethnicity = UInt8(random.thousandths(600) ? 1 : 3 + random.below(3))
            for member in members { world.people[member].ethnicity = ethnicity }
        }
        guard household.kind == .village, Dirt.sameName.strikes(seed: seed, index), let before = world.households.last,
            before.kind == .village, before.story < 0, let own = head(members),
            let other = head(Int(before.first)..<Int(before.first) + Int(before.count)),
            world.people[own].isMale == world.people[other].isMale
        else { return }
        household.village = before.village
        household.group = before.group
        world.specialNames.append(world.name(other))
        world.people[own].special = Int32(world.specialNames.count - 1)
    }

    private func head(_ members: Range<Int>) -> Int? { members.first { world.people[$0].role == .head } }

    /// A person with a usual name.
    func make(
        _ role: DemoPerson.Role, male: Bool, birth: Int32, surname: UInt16, origin: UInt8, _ random: inout DemoRandom
    ) -> DemoPerson {
        var person = DemoPerson(
            birth: min(birth, world.today), household: Int32(world.households.count), role: role, isMale: male)
        let count = NameParts.given(male: male, year: CivilDate(dayNumber: Int(birth)).year).count
        person.surname = surname
        person.first = UInt8(random.below(count))
        person.second = random.thousandths(birth < 0 ? 800 : 720) ? UInt8(random.below(count)) : 255
        person.origin = origin
        if random.below(100_000) < Dirt.rareCharacter.rate { person.flags.insert(.rare) }
        if birth < world.today - 20 * 365, random.thousandths(10) { person.flags.insert(.disabled) }
        return person
    }

    func surname(_ random: inout DemoRandom) -> UInt16 {
        UInt16(random.weighted(NameParts.surnameWeights, total: NameParts.surnameTotal))
    }
}
