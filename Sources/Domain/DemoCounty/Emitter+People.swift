import Diagnostics
import WorkCalendar

extension Emitter {
    func disabilities<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        let categories = ["physical", "visual", "hearing", "intellectual", "mental", "speech", "multiple"]
        for person in world.people.indices
        where world.people[person].flags.contains(.disabled) && world.people[person].isAlive {
            var random = world.random(0x4449_5341, person)
            let issued = world.plan.today.adding(days: -100 - random.below(2_800))
            let isPupil = (5...15).contains(world.age(person))
            let assessment = world.people[person].flags.contains(.needsSpecial) ? "special" : "ordinary"
            out.add("D" + world.plan.outline.code + Numerals.padded(person, 8))
            out.add(world.id(person))
            out.add(categories[random.weighted([50, 12, 12, 10, 8, 3, 5], total: 100)])
            out.add(1 + random.below(4))
            out.add(.date(min(max(issued, world.date(world.people[person].birth + 365)), world.plan.today)))
            out.add(.date(issued.adding(years: 10)))
            out.add(isPupil && !world.has(.noAssessment, person: person) ? .text(assessment) : .null)
            try out.end(body)
        }
    }

    func beneficiaries<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for person in world.people.indices where world.people[person].isAlive {
            let flags = world.people[person].flags
            let category =
                flags.contains(.activeDuty)
                ? "active-duty"
                : flags.contains(.martyr) ? "martyr" : flags.contains(.disabledVeteran) ? "disabled-veteran" : nil
            guard let category else { continue }
            out.add(world.id(person))
            out.add(category)
            out.add(.date(world.plan.today.adding(days: -300 - person % 3_000)))
            try out.end(body)
        }
    }

    func contracts<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        let firms = Firms(world: world)
        for person in world.people.indices where world.isAdult(person) && world.age(person) < 60 {
            var random = world.random(0x574F_524B, person)
            let household = world.households[Int(world.people[person].household)]
            let share = household.kind == .migrant ? 550 : world.people[person].flags.contains(.away) ? 0 : 130
            guard random.thousandths(share) else { continue }
            let signed = world.plan.today.adding(days: -30 - random.below(1_400))
            out.add("C" + world.plan.outline.code + Numerals.padded(person, 8))
            out.add(world.id(person))
            out.add(firms.code(random.below(firms.count)))
            out.add(.date(signed))
            out.add(random.thousandths(700) ? .date(signed.adding(years: 3)) : .null)
            try out.end(body)
        }
    }

    func firms<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        let firms = Firms(world: world)
        for index in 0..<firms.count {
            var random = world.random(0x4649_524D, index)
            let owner = firms.owner(index)
            let household = world.households[Int(world.people[owner].household)]
            let place = world.geography.compounds[random.below(world.geography.compounds.count)]
            let village = world.geography.villages[household.kind == .village ? Int(household.village) : place.village]
            let road = world.geography.roads[place.road].name.zh
            out.add(firms.code(index))
            out.add(firms.name(index, owner: owner))
            out.add(world.id(owner))
            out.add(firms.isCompany(index) ? "company" : "individual")
            out.add(village.code)
            out.add(
                household.kind == .village
                    ? world.villageAddress(household, style: 3)
                    : "\(world.plan.outline.name.zh)\(world.plan.outline.towns[world.geography.seat].name.zh)\(road)\(place.number)号"
            )
            out.add(random.thousandths(60) ? "revoked" : "active")
            out.add(.date(world.plan.today.adding(days: -40 - random.below(5_000))))
            try out.end(body)
        }
    }

    func licences<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        let firms = Firms(world: world)
        let items = ["食品经营许可", "烟草专卖零售许可", "公共场所卫生许可", "道路运输经营许可", "出版物经营许可"]
        for index in 0..<firms.count {
            var random = world.random(0x4C49_4345, index)
            guard random.thousandths(320) else { continue }
            out.add("XK" + world.plan.outline.code + Numerals.padded(index, 7))
            out.add(firms.code(index))
            out.add(random.pick(items))
            out.add(.date(world.plan.today.adding(days: random.between(-200, 1_500))))
            try out.end(body)
        }
    }
}
