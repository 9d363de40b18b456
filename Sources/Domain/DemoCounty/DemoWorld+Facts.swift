import WorkCalendar

/// Facts that more than one register, and the truth about pupils, are derived from.
extension DemoWorld {
    /// Whether a child's link to a parent or grandparent stands in the guardianship register.
    func isGuardianRecorded(child: Int, guardian: Int) -> Bool {
        let one = people[child]
        let household = Int(one.household)
        if has(.noGuardianship, person: child) || isUnknown(household) || !people[guardian].isAlive { return false }
        if households[household].kind == .migrant, households[household].story < 0 {
            var chance = random(0x4D49_4752, household)
            if chance.thousandths(400) { return false }
        }
        let isFather = one.father == Int32(guardian)
        let isMother = one.mother == Int32(guardian)
        if isFather || isMother {
            guard has(.oneGuardian, person: child), one.father >= 0, one.mother >= 0 else { return true }
            return isFather == (child % 2 == 0)
        }
        return people[guardian].flags.contains(.grandparentGuardian)
    }

    /// Whether a deed for the house in the village stands in the register of property.
    func hasVillageDeed(_ household: Int) -> Bool {
        let one = households[household]
        guard one.kind == .village, one.holder >= 0, one.story < 0, !has(.noStatement, household: household) else {
            return false
        }
        var chance = random(0x5644_4545, household)
        return chance.thousandths(120)
    }

    /// Whether the village's statement for the house stands in the register.
    func hasStatement(_ household: Int) -> Bool {
        let one = households[household]
        return one.kind == .village && one.holder >= 0 && !has(.noStatement, household: household)
            && !hasVillageDeed(household)
    }

    /// Who owns the home in the county town: a parent of children, else whoever holds the house.
    func townHomeOwner(_ household: Int) -> Int {
        for member in members(household) where people[member].father >= 0 || people[member].mother >= 0 {
            let father = Int(people[member].father)
            if father >= 0, people[father].isAlive, age(father) < 60 { return father }
        }
        return Int(households[household].holder)
    }

    /// Whether a second name stands on the deed.
    func isJoint(_ household: Int) -> Bool {
        let holder = households[household].holder
        guard holder >= 0, people[Int(holder)].partner >= 0, !people[Int(holder)].flags.contains(.divorced),
            households[household].story < 0
        else { return false }
        var chance = random(0x4A4F_494E, household)
        return chance.thousandths(150)
    }

    /// Whether somebody is an adult who can hold papers.
    func isAdult(_ person: Int) -> Bool { age(person) >= 18 && people[person].isAlive }

    /// Whether a household's grown members have a permit, and until when; `nil` without one.
    func permit(_ household: Int) -> (from: CivilDate, through: CivilDate)? {
        guard households[household].kind == .migrant, !has(.noPermit, household: household) else { return nil }
        var chance = random(0x5045_524D, household)
        let from =
            has(.oldPermit, household: household)
            ? plan.today.adding(days: -395 - chance.below(500)) : plan.today.adding(days: -chance.below(300) - 20)
        return (from, from.adding(years: 1).adding(days: -1))
    }

    /// The year in which a child enters school.
    func entryYear(_ person: Int) -> Int { season.entryYear(bornOn: date(people[person].birth)) }

    /// The own school of a household's place, for first grade or for seventh.
    func school(_ household: Int, middle: Bool) -> Int {
        let one = households[household]
        if one.compound >= 0 {
            let compound = geography.compounds[Int(one.compound)]
            return middle ? compound.middle : compound.primary
        }
        let village = geography.villages[Int(one.village)]
        return middle ? village.middle : village.primary
    }
}
