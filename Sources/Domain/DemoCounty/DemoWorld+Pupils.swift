import WorkCalendar

extension DemoWorld {
    /// The children of a season in the order of their households, with the person who applies.
    ///
    /// Children already on another county's roll are left out; so are those without a living adult at hand.
    func pupils(of season: DemoSeason) -> [PupilApplicant] {
        let from = Int32(season.cohortFrom.dayNumber)
        let through = Int32(season.cohortThrough.dayNumber)
        var found: [PupilApplicant] = []
        for index in people.indices {
            let one = people[index]
            guard one.birth >= from, one.birth <= through, one.isAlive, !one.flags.contains(.enrolledElsewhere),
                let (applicant, relation) = applicant(for: index)
            else { continue }
            let other = Int(one.father) == applicant ? one.mother : one.father
            let hasSpouse =
                other >= 0 && Int(other) != applicant && people[Int(other)].isAlive
                && !people[Int(other)].flags.contains(.divorced)
            let household = Int(one.household)
            found.append(
                PupilApplicant(
                    child: id(index), applicant: id(applicant), relation: relation,
                    spouse: hasSpouse ? id(Int(other)) : nil, situation: situation(household),
                    school: geography.schools[school(household, middle: false)].code,
                    notFound: notFound(child: index, applicant: applicant, spouse: hasSpouse ? Int(other) : nil)))
        }
        return found
    }

    private func situation(_ household: Int) -> PupilApplicant.Situation {
        switch households[household].kind {
        case .compound: .compound
        case .migrant: .migrant
        case .village: households[household].townHome >= 0 ? .villageWithTownHome : .village
        }
    }

    /// The holder of the home applies if a parent, except where the deed is the other's; grandparents where only they are.
    func applicant(for child: Int) -> (person: Int, relation: String)? {
        let one = people[child]
        let household = Int(one.household)
        let father = Int(one.father)
        let mother = Int(one.mother)
        if father >= 0, people[father].flags.contains(.grandparentsCare),
            let old = members(household).first(where: {
                people[$0].birth < people[father].birth - 6_000 && people[$0].isAlive
            })
        {
            return (old, people[old].isMale ? "grandfather" : "grandmother")
        }
        func usable(_ parent: Int) -> Bool {
            parent >= 0 && people[parent].isAlive && (people[parent].household == one.household)
        }
        let parents = [father, mother].filter(usable)
        guard let first = parents.first else {
            let old = members(household).first { isAdult($0) }
            return old.map { ($0, people[$0].isMale ? "grandfather" : "grandmother") }
        }
        var chosen = first
        if parents.count == 2 {
            let holder = Int(households[household].holder)
            if parents.contains(holder) {
                chosen = has(.deedOfOther, household: household) == (holder == father) ? mother : father
            } else {
                chosen = child % 5 < 3 ? mother : father
            }
        }
        return (chosen, chosen == father ? "father" : "mother")
    }

    private func notFound(child: Int, applicant: Int, spouse: Int?) -> [PupilApplicant.Datum] {
        let household = Int(people[child].household)
        var missing: [PupilApplicant.Datum] = []
        if isUnknown(household) { missing.append(.child) }
        if !isGuardianRecorded(child: child, guardian: applicant) { missing.append(.guardian) }
        if !hasHome(household, applicant: applicant, spouse: spouse) { missing.append(.home) }
        if !isBirthRecorded(child) { missing.append(.birth) }
        return missing
    }

    private func hasHome(_ household: Int, applicant: Int, spouse: Int?) -> Bool {
        let one = households[household]
        switch one.kind {
        case .migrant: return permit(household) != nil
        case .compound:
            return [applicant, spouse ?? -2].contains(Int(one.holder)) && !has(.noDeed, household: household)
        case .village:
            let holders = [head(household), applicant, spouse ?? -1]
            return (hasStatement(household) || hasVillageDeed(household)) && holders.contains(Int(one.holder))
        }
    }

    /// Whether the county's health office holds the child's birth.
    func isBirthRecorded(_ child: Int) -> Bool {
        let household = Int(people[child].household)
        if has(.noBirthRecord, person: child) { return false }
        guard households[household].kind == .migrant, households[household].story < 0 else { return true }
        var chance = random(0x4249_5254, child)
        return chance.thousandths(500)
    }
}
