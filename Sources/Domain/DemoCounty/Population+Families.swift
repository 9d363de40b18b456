extension Population {
    /// The shapes of households, in thousandths.
    private enum Shape { case nuclear, stem, couple, elder, single, grown }

    private func shape(_ random: inout DemoRandom, migrant: Bool) -> Shape {
        let draw = random.below(1000)
        let profile = world.plan.profile
        if migrant { return draw < profile.migrantNuclearShare ? .nuclear : draw < 700 ? .couple : .single }
        switch draw {
        case ..<profile.nuclearShare: return .nuclear
        case ..<(profile.nuclearShare + 140): return .stem
        case ..<575: return .couple
        case ..<670: return .elder
        case ..<785: return .single
        default: return .grown
        }
    }

    mutating func addFamily(_ place: DemoHousehold, _ random: inout DemoRandom) {
        let name = surname(&random)
        switch shape(&random, migrant: place.kind == .migrant) {
        case .single: addSingle(place, &random)
        case .elder: addElder(place, name, &random)
        case .couple: addCouple(place, name, &random)
        case .grown: addGrown(place, name, &random)
        case .nuclear: addNuclear(place, name, withGrandparents: false, &random)
        case .stem: addNuclear(place, name, withGrandparents: true, &random)
        }
    }

    private func birth(age days: Int) -> Int32 { world.today - Int32(days) }

    private func years(_ low: Int, _ high: Int, _ random: inout DemoRandom) -> Int {
        random.between(low * 365, high * 365)
    }

    mutating func addSingle(_ place: DemoHousehold, _ random: inout DemoRandom) {
        let isMale = random.thousandths(560)
        var person = make(
            .head, male: isMale, birth: birth(age: years(20, 58, &random)), surname: surname(&random),
            origin: place.origin, &random)
        if place.kind == .village, random.thousandths(800) { person.flags.insert(.away) }
        if random.thousandths(25) { person.flags.insert(.disabled) }
        let index = add(person)
        var place = place
        place.holder = index
        addHousehold(place)
    }

    private mutating func addElder(_ place: DemoHousehold, _ name: UInt16, _ random: inout DemoRandom) {
        let index = add(makeOld(.head, male: random.thousandths(400), name, years(62, 96, &random), &random))
        var place = place
        place.holder = index
        addHousehold(place)
    }

    /// An old person, sometimes recorded dead.
    private func makeOld(
        _ role: DemoPerson.Role, male: Bool, _ name: UInt16, _ age: Int, _ random: inout DemoRandom
    ) -> DemoPerson {
        var person = make(role, male: male, birth: birth(age: age), surname: name, origin: 0, &random)
        if age > 70 * 365, random.thousandths(2) { person.flags.insert(.martyr) }
        if age > 60 * 365, random.thousandths(35) { person.death = world.today - Int32(random.between(10, 2_500)) }
        if random.thousandths(70) { person.flags.insert(.disabled) }
        if male, random.thousandths(12) { person.flags.insert(.disabledVeteran) }
        return person
    }

    private mutating func addCouple(_ place: DemoHousehold, _ name: UInt16, _ random: inout DemoRandom) {
        let age = place.kind == .migrant ? years(24, 50, &random) : years(48, 82, &random)
        var husband =
            place.kind == .migrant || age < 55 * 365
            ? make(.head, male: true, birth: birth(age: age), surname: name, origin: place.origin, &random)
            : makeOld(.head, male: true, name, age, &random)
        var wife = make(
            .spouse, male: false, birth: birth(age: max(19 * 365, age - years(-1, 4, &random))),
            surname: surname(&random),
            origin: random.thousandths(70) ? otherOrigin(&random) : place.origin, &random)
        if place.kind == .village, age < 62 * 365, random.thousandths(620) {
            husband.flags.insert(.away)
            if random.thousandths(800) { wife.flags.insert(.away) }
        }
        let first = add(husband)
        let second = add(wife)
        marry(first, second)
        var place = place
        place.holder = random.thousandths(800) ? first : second
        addHousehold(place)
    }

    /// Where somebody who married in comes from; often the county itself.
    func otherOrigin(_ random: inout DemoRandom) -> UInt8 {
        UInt8(random.below(PlaceParts.outside.count + 1))
    }

    mutating func marry(_ first: Int32, _ second: Int32) {
        world.people[Int(first)].partner = second
        world.people[Int(second)].partner = first
    }

    /// A couple with grown children.
    private mutating func addGrown(_ place: DemoHousehold, _ name: UInt16, _ random: inout DemoRandom) {
        let age = years(46, 64, &random)
        var husband = make(.head, male: true, birth: birth(age: age), surname: name, origin: 0, &random)
        let wife = make(
            .spouse, male: false, birth: birth(age: max(42 * 365, age - years(-1, 4, &random))),
            surname: surname(&random),
            origin: 0, &random)
        if place.kind == .village, random.thousandths(550) { husband.flags.insert(.away) }
        let first = add(husband)
        let second = add(wife)
        marry(first, second)
        let youngest = world.people[Int(second)].birth
        for _ in 0..<(random.thousandths(450) ? 2 : 1) {
            let most = min(Int(world.today - youngest) - 20 * 365, 32 * 365)
            var child = make(
                .child, male: random.thousandths(560), birth: birth(age: random.between(20 * 365, max(20 * 365, most))),
                surname: name, origin: 0, &random)
            if random.thousandths(place.kind == .village ? 880 : 450) { child.flags.insert(.away) }
            child.father = first
            child.mother = second
            add(child)
        }
        var place = place
        place.holder = random.thousandths(800) ? first : second
        addHousehold(place)
    }
}
