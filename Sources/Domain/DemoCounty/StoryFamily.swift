/// One household of a story: who lives there, and which dirt its data have.
struct StoryFamily {
    /// One person, parents and partner by their place in the list.
    struct Member {
        var role: DemoPerson.Role
        var name: String
        var isMale: Bool
        var birth: Int32
        var father: Int?
        var mother: Int?
        var partner: Int?
        var flags: DemoPerson.Flags = []
        var origin: UInt8 = 0
        var death: Int32 = DemoPerson.alive
        var ethnicity: UInt8 = 0
    }

    var place: DemoHousehold
    var members: [Member]
    /// Who holds the deed or statement; `nil` for nobody.
    var holder: Int?
    var dirt: [Dirt] = []
}

extension StoryFamily {
    /// Father, mother and one child of the season.
    static func three(
        _ place: DemoHousehold, father: String, mother: String, child: String, isBoy: Bool, birth: Int32, today: Int32,
        dirt: [Dirt] = []
    ) -> StoryFamily {
        // No two families' parents were born on one day.
        let shift = birth % 97 * 11
        return StoryFamily(
            place: place,
            members: [
                Member(role: .head, name: father, isMale: true, birth: today - 12_950 + shift, partner: 1),
                Member(role: .spouse, name: mother, isMale: false, birth: today - 12_310 - shift, partner: 0),
                Member(role: .child, name: child, isMale: isBoy, birth: birth, father: 0, mother: 1),
            ], holder: 0, dirt: dirt)
    }
}

extension Population {
    /// Adds a story's household; gives the place of its first member.
    mutating func add(_ family: StoryFamily) -> Int {
        let base = world.people.count
        for member in family.members {
            var person = DemoPerson(
                birth: member.birth, household: Int32(world.households.count), role: member.role, isMale: member.isMale)
            person.father = member.father.map { Int32(base + $0) } ?? -1
            person.mother = member.mother.map { Int32(base + $0) } ?? -1
            person.partner = member.partner.map { Int32(base + $0) } ?? -1
            person.flags = member.flags
            person.origin = member.origin
            person.death = member.death
            person.ethnicity = member.ethnicity
            world.specialNames.append(member.name)
            person.special = Int32(world.specialNames.count - 1)
            add(person)
        }
        var place = family.place
        place.first = Int32(base)
        place.holder = family.holder.map { Int32(base + $0) } ?? -1
        place.story = Int16(world.storyDirt.count)
        world.storyDirt.append(family.dirt.reduce(0) { $0 | $1.bit })
        addHousehold(place)
        return base
    }

    /// A place in a country town's village.
    func villagePlace(town: Int, village: Int, group: UInt8 = 3, house: UInt16 = 12) -> DemoHousehold {
        let towns = world.geography.outline.towns.indices.filter { $0 != world.geography.seat }
        let chosen = towns.isEmpty ? world.geography.seat : towns[town % towns.count]
        let villages = world.geography.villages.indices.filter {
            world.geography.villages[$0].town == chosen && !world.geography.villages[$0].isCommunity
        }
        var place = DemoHousehold(
            first: 0, count: 0, kind: .village, village: Int32(villages[village % villages.count]))
        place.group = group
        place.house = house
        return place
    }

    /// A flat in a compound of the county town.
    func flatPlace(road: Int, compound: Int, kind: DemoHousehold.Kind = .compound, origin: UInt8 = 0) -> DemoHousehold {
        let profile = world.plan.profile
        let index = (road % profile.roads) * profile.compoundsPerRoad + compound % profile.compoundsPerRoad
        var place = DemoHousehold(
            first: 0, count: 0, kind: kind, village: Int32(world.geography.compounds[index].village))
        place.compound = Int32(index)
        place.building = 3
        place.unit = 2
        place.room = 501
        place.origin = origin
        return place
    }
}
