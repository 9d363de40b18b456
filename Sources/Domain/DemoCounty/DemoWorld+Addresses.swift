import Diagnostics

extension DemoWorld {
    /// The names before a village's or road's: 松禾县城关镇.
    private func town(_ index: Int) -> String { plan.outline.name.zh + plan.outline.towns[index].name.zh }

    /// The village that a household is still booked under, if it is one that was merged, and the old group.
    func former(_ household: Int) -> (village: DemoFormerVillage, group: Int)? {
        let one = households[household]
        guard one.kind == .village, has(.formerVillage, household: household) else { return nil }
        let group = Int(one.group)
        return geography.villages[Int(one.village)].former
            .first { $0.offset < group && group <= $0.offset + $0.groups }
            .map { ($0, group - $0.offset) }
    }

    /// The code of the division that the police have the household under.
    func registeredDivision(_ household: Int) -> String {
        let one = households[household]
        if one.kind == .migrant { return PlaceParts.outside[Int(one.origin) - 1].code + "000000" }
        if let former = former(household) { return former.village.code }
        if one.kind == .compound, geography.splitInto.contains(Int(one.village)),
            has(.splitCommunity, household: household)
        {
            return geography.splitCode
        }
        return geography.villages[Int(one.village)].code
    }

    /// The registered address in one of the ways a police office writes it.
    func registeredAddress(_ household: Int) -> String {
        let one = households[household]
        var random = random(0x4144_4452, household)
        let draw = one.story >= 0 ? 0 : random.below(100)
        switch one.kind {
        case .migrant:
            let place = PlaceParts.outside[Int(one.origin) - 1]
            let village = PlaceParts.village(random.below(180)).zh
            return "\(place.part.zh)\(village)村\(Numerals.chinese(1 + random.below(9)))组"
        case .compound:
            return flat(one, style: draw < 85 ? 0 : 1 + draw % 3)
        case .village:
            if let former = former(household) {
                return town(geography.villages[Int(one.village)].town) + former.village.name.zh + "村"
                    + Numerals.chinese(former.group) + "组"
            }
            return villageAddress(one, style: draw < 60 ? 0 : 1 + draw % 4)
        }
    }

    /// A village house's address; styles differ in spelling only.
    func villageAddress(_ one: DemoHousehold, style: Int) -> String {
        let village = geography.villages[Int(one.village)]
        let place = town(village.town) + village.name.zh
        switch style {
        case 1: return "\(place)\(one.group)组"
        case 2: return "\(place)第\(Numerals.chinese(Int(one.group)))村民组"
        case 3: return "\(place)\(Numerals.chinese(Int(one.group)))组\(one.house)号"
        case 4: return "\(place)\(Numerals.wide(Int(one.group)))组"
        default: return "\(place)\(Numerals.chinese(Int(one.group)))组"
        }
    }

    /// A flat's address: where the household lives, or its home in the county town. Styles differ in spelling only.
    func flat(_ one: DemoHousehold, style: Int, oldRoad: Bool = false) -> String {
        let compound = geography.compounds[Int(one.compound >= 0 ? one.compound : one.townHome)]
        let road = geography.roads[compound.road]
        let name = oldRoad ? road.former ?? road.name.zh : road.name.zh
        let county = plan.outline.name.zh
        let number = compound.number
        switch style {
        case 1:
            return "\(town(geography.seat))\(name)\(Numerals.chinese(number))号\(one.building)号楼\(one.unit)单元\(one.room)"
        case 2: return "\(county)\(name)\(number)号\(one.building)幢\(one.unit)单元\(one.room)室"
        case 3: return "县城\(name)\(Numerals.chinese(number))号院\(one.building)-\(one.unit)-\(one.room)"
        case 4:
            return
                "\(county)城\(name)\(Numerals.wide(number))号院(\(compound.name))\(one.building)号楼\(one.unit)单元\(one.room)室"
        default:
            return "\(town(geography.seat))\(name)\(number)号院\(one.building)号楼\(one.unit)单元\(one.room)室"
        }
    }

    /// The key of a village household's group.
    func groupKey(_ one: DemoHousehold) -> String {
        "\(plan.outline.code)/v/\(geography.villages[Int(one.village)].code)/\(one.group)"
    }

    /// The key of where a household is registered; `nil` outside the county.
    func registeredKey(_ household: Int) -> String? {
        let one = households[household]
        return switch one.kind {
        case .migrant: nil
        case .compound: geography.compounds[Int(one.compound)].key
        case .village: groupKey(one)
        }
    }

    /// The place of a village house.
    func housePoint(_ household: Int) -> String {
        let one = households[household]
        let village = geography.villages[Int(one.village)]
        let shift = DemoGeography.noise(household)
        return Numerals.point(
            village.longitude + Int(one.group) * 800 + shift.0 - 4_000, village.latitude + shift.1 * 4 - 2_000)
    }

    /// The number of a household in its booklet.
    func householdNumber(_ household: Int) -> String { plan.outline.code + Numerals.padded(household + 1, 7) }
}
