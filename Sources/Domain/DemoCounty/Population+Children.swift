import WorkCalendar

extension Population {
    /// Parents with children, with or without grandparents: the families that enrolment is about.
    mutating func addNuclear(
        _ place: DemoHousehold, _ name: UInt16, withGrandparents: Bool, _ random: inout DemoRandom
    ) {
        let births = childBirths(&random)
        let oldest = births.min() ?? world.today
        let motherAge = Int(world.today - oldest) + random.between(20 * 365, 34 * 365)
        let fatherAge = max(motherAge + random.between(-365, 5 * 365), Int(world.today - oldest) + 20 * 365)
        let household = world.households.count
        let isDivorced = Dirt.divorced.strikes(seed: world.plan.seed, household) && place.kind != .migrant
        let childrenStayWithFather = random.thousandths(450)

        var father = make(
            .head, male: true, birth: world.today - Int32(fatherAge), surname: name, origin: place.origin, &random)
        var mother = make(
            .spouse, male: false, birth: world.today - Int32(motherAge), surname: surname(&random),
            origin: random.thousandths(80) ? otherOrigin(&random) : place.origin, &random)
        decorate(&father, &mother, place, withGrandparents: withGrandparents, &random)
        if isDivorced {
            father.flags.insert(.divorced)
            mother.flags.insert(.divorced)
        }
        if Dirt.deadParent.strikes(seed: world.plan.seed, household), !isDivorced {
            let died = world.today - Int32(random.between(30, 1_800))
            if random.thousandths(700) {
                father.death = max(died, oldest + 300)
            } else {
                mother.death = max(died, oldest + 300)
            }
        }
        var place = place
        let firstIndex = Int32(world.people.count)
        var fatherIndex: Int32 = -1
        var motherIndex: Int32 = -1
        let headed = withGrandparents && random.thousandths(500)
        var grandparents: [Int32] = []
        if withGrandparents { grandparents = addGrandparents(name, fatherAge: fatherAge, heads: headed, &random) }
        if !isDivorced || childrenStayWithFather {
            father.role = headed ? .child : .head
            if let old = grandparents.first { father.father = old }
            fatherIndex = add(father)
        }
        if !isDivorced || !childrenStayWithFather {
            mother.role = fatherIndex >= 0 ? (headed ? .other : .spouse) : headed ? .child : .head
            motherIndex = add(mother)
        }
        if isDivorced {
            // The other parent comes right behind, in a household of his or her own.
            let other = childrenStayWithFather ? mother : father
            addChildren(births, name, place, father: fatherIndex, mother: motherIndex, headed: headed, &random)
            place.holder = grandparents.first ?? firstIndex
            addHousehold(place)
            addDivorced(other, place, from: Int(firstIndex)..<world.people.count, &random)
            return
        }
        marry(fatherIndex, motherIndex)
        addChildren(births, name, place, father: fatherIndex, mother: motherIndex, headed: headed, &random)
        place.holder = holder(place, father: fatherIndex, mother: motherIndex, head: firstIndex, headed: headed)
        addHousehold(place)
    }

    /// Whose name stands on the deed or statement.
    private func holder(
        _ place: DemoHousehold, father: Int32, mother: Int32, head: Int32, headed: Bool
    ) -> Int32 {
        // A flat is mostly the parents' own, even where the grandfather heads the booklet.
        if headed, place.kind == .village || Dirt.deedOfOther.strikes(seed: world.plan.seed, world.households.count) {
            return head
        }
        return Dirt.statementOfOther.strikes(seed: world.plan.seed, world.households.count) ? mother : father
    }

    /// Birthdays of one to three children below twenty; twins now and then.
    private func childBirths(_ random: inout DemoRandom) -> [Int32] {
        let span = 20 * 365
        let anchor = random.below(span)
        var ages = [anchor]
        let draw = random.below(100)
        for _ in 0..<(draw < 45 ? 0 : draw < 89 ? 1 : 2) {
            let distance = random.between(500, 2_200)
            let last = ages[ages.count - 1]
            var age = random.thousandths(500) ? last + distance : last - distance
            // Turned back at the ends, so that every year keeps the same number of children.
            if age < 0 { age = last + distance }
            if age >= span { age = last - distance }
            if age >= 0 { ages.append(age) }
        }
        if random.thousandths(11) { ages.append(anchor) }
        return ages.map { world.today - Int32($0) }.sorted()
    }

    private mutating func addGrandparents(
        _ name: UInt16, fatherAge: Int, heads: Bool, _ random: inout DemoRandom
    ) -> [Int32] {
        let age = fatherAge + random.between(20 * 365, 30 * 365)
        var old = make(
            heads ? .head : .parent, male: true, birth: world.today - Int32(age), surname: name, origin: 0, &random)
        let wife = make(
            heads ? .spouse : .parent, male: false,
            birth: world.today - Int32(max(fatherAge + 18 * 365, age - random.between(0, 4 * 365))),
            surname: surname(&random), origin: 0, &random)
        if random.thousandths(12) { old.flags.insert(.disabledVeteran) }
        if Dirt.grandparentsOnly.strikes(seed: world.plan.seed, world.households.count), random.thousandths(500) {
            old.flags.insert(.grandparentGuardian)
        }
        let first = add(old)
        if random.thousandths(780) {
            let second = add(wife)
            marry(first, second)
            return [first, second]
        }
        return [first]
    }

    /// Who works far away, who serves, who is disabled.
    private func decorate(
        _ father: inout DemoPerson, _ mother: inout DemoPerson, _ place: DemoHousehold, withGrandparents: Bool,
        _ random: inout DemoRandom
    ) {
        if place.kind == .village {
            let draw = random.below(1000)
            let onlyGrandparents =
                withGrandparents && Dirt.grandparentsOnly.strikes(seed: world.plan.seed, world.households.count)
            if onlyGrandparents || draw < (withGrandparents ? 520 : 400) {
                father.flags.insert(.away)
                mother.flags.insert(.away)
            } else if draw < 740 {
                father.flags.insert(.away)
            }
            if onlyGrandparents { father.flags.insert(.grandparentsCare) }
        } else if place.kind == .compound, random.thousandths(180) {
            father.flags.insert(.away)
        }
        if random.thousandths(4) {
            father.flags.insert(.activeDuty)
            father.flags.insert(.away)
        } else if random.thousandths(3) {
            father.flags.insert(.disabledVeteran)
        }
    }

    private mutating func addChildren(
        _ births: [Int32], _ name: UInt16, _ place: DemoHousehold, father: Int32, mother: Int32, headed: Bool,
        _ random: inout DemoRandom
    ) {
        // Whole families away take their children along when no grandparent minds them.
        let parentsAway = [father, mother].allSatisfy { $0 < 0 || world.people[Int($0)].flags.contains(.away) }
        let grandparentsAtHome = Int(world.people.count) - Int(place.first) > 2
        for birth in births {
            var child = make(
                headed ? .grandchild : .child, male: random.thousandths(525), birth: birth, surname: name,
                origin: place.origin, &random)
            child.father = father
            child.mother = mother
            if place.kind == .village, parentsAway, !grandparentsAtHome || random.thousandths(250) {
                child.flags.insert(.away)
            }
            if random.thousandths(6) {
                child.flags.insert(.disabled)
                if random.thousandths(250) { child.flags.insert(.needsSpecial) }
            }
            let isOfSeason =
                birth >= Int32(world.season.cohortFrom.dayNumber)
                && birth <= Int32(world.season.cohortThrough.dayNumber)
            if isOfSeason, Dirt.enrolledElsewhere.strikes(seed: world.plan.seed, world.people.count) {
                child.flags.insert(.enrolledElsewhere)
            }
            add(child)
        }
    }

    /// The parent that went: a household of one, in the same village or elsewhere in the county.
    private mutating func addDivorced(
        _ person: DemoPerson, _ place: DemoHousehold, from family: Range<Int>, _ random: inout DemoRandom
    ) {
        var person = person
        person.role = .head
        person.household = Int32(world.households.count)
        var own = place
        own.first = Int32(world.people.count)
        own.townHome = -1
        if place.kind == .village, random.thousandths(600) {
            let village = random.pick(world.geography.rural)
            own.village = Int32(village)
            own.group = UInt8(1 + random.below(world.geography.villages[village].groups))
        }
        let index = add(person)
        for member in family {
            let isChild = world.people[member].father >= Int32(family.lowerBound) || world.people[member].mother >= 0
            if isChild, world.people[member].birth > person.birth + 5_000 {
                if person.isMale { world.people[member].father = index } else { world.people[member].mother = index }
            }
            if world.people[member].flags.contains(.divorced) { marry(Int32(member), index) }
        }
        own.holder = index
        addHousehold(own)
    }
}
