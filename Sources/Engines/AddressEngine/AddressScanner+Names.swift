extension AddressScanner {
    /// Takes a name that the book lists, if one begins here and may come now.
    mutating func takeKnownName(at index: Int) -> Int? {
        guard level.rawValue < Level.compound.rawValue, let (meanings, end) = names.longest(in: scalars, at: index)
        else { return nil }
        // A longer name goes on behind a listed one: 桃花村路, 人民路社区.
        switch at(end) {
        case "路", "街", "巷", "镇", "乡": return nil
        case "村" where at(end - 1) != "村": return nil
        case "社" where at(end + 1) == "区": return nil
        default: break
        }
        for meaning in meanings {
            switch meaning {
            case .county where level.rawValue < Level.county.rawValue:
                address.county = string(index..<end)
                address.countyCode = book.county?.code
                level = .county
                return skipSeat(end)
            case .town(let place) where level.rawValue < Level.town.rawValue:
                address.town = book.towns[place].name
                address.townCode = book.towns[place].code
                level = .town
                return end
            case .village where address.village == nil && address.group == nil:
                address.village = string(index..<end)
                villages = meanings.filter { if case .village = $0 { true } else { false } }
                level = Level(rawValue: max(level.rawValue, Level.village.rawValue)) ?? .village
                return skipCommittee(end)
            case .road(let place) where level.rawValue < Level.road.rawValue:
                address.road = string(index..<end)
                address.knownRoad = book.roads[place].name
                level = .road
                return skipSection(end)
            default: continue
            }
        }
        return nil
    }

    /// Takes the name that ends with the character at an index, if that character ends one here.
    mutating func takeName(endingAt index: Int) -> Int? {
        if sign(at: index).contains(.group) { return takeNamedGroup(endingAt: index) }
        if sign(at: index).contains(.road) { return takeRoad(endingAt: index) }
        switch at(index) {
        case "省": return take(.province, index + 1, \.province)
        case "州": return at(index - 1) == "治" ? take(.prefecture, index + 1, \.prefecture) : nil
        case "市": return takeCity(endingAt: index)
        case "县", "旗": return level.rawValue < Level.county.rawValue ? takeCounty(index + 1) : nil
        case "区": return takeArea(endingAt: index)
        case "镇", "乡": return takeTown(endingAt: index)
        case "村": return takeVillage(endingAt: index)
        case "居": return takeResidents(endingAt: index)
        default: return nil
        }
    }

    private mutating func take(_ new: Level, _ end: Int, _ part: WritableKeyPath<Address, String?>) -> Int? {
        guard level.rawValue < new.rawValue else { return nil }
        address[keyPath: part] = string(start..<end)
        level = new
        return end
    }

    private mutating func takeCity(endingAt index: Int) -> Int? {
        switch at(index + 1) {
        case "场", "政", "民", "委", "口", "镇": return nil
        default: break
        }
        if level.rawValue < Level.prefecture.rawValue { return take(.prefecture, index + 1, \.prefecture) }
        return level.rawValue < Level.county.rawValue ? takeCounty(index + 1) : nil
    }

    private mutating func takeCounty(_ end: Int) -> Int? {
        guard let end = take(.county, end, \.county) else { return nil }
        return skipSeat(end)
    }

    /// 县城 at the beginning, without the county's name.
    func takeSeat(at index: Int) -> Int? {
        guard at(index) == "县", level.rawValue <= Level.county.rawValue else { return nil }
        let end = skipSeat(index + 1)
        return end > index + 1 ? end : nil
    }

    /// 县城 before a road says only that it is the county's seat: 松禾县城人民路.
    private func skipSeat(_ end: Int) -> Int {
        guard at(end) == "城", at(end - 1) == "县" else { return end }
        switch at(end + 1) {
        case "关", "郊", "东", "西", "南", "北", "中", "厢", "区", "镇", "乡": return end
        default: return end + 1
        }
    }

    private mutating func takeArea(endingAt index: Int) -> Int? {
        switch at(index - 1) {
        case "社":
            guard index - 1 > start else { return nil }
            if level.rawValue >= Level.compound.rawValue || address.village != nil {
                return takeCompoundName(index + 1)
            }
            return takeVillageName(index + 1)
        case "小":
            guard index - 1 > start else { return nil }
            return takeCompoundName(index + 1)
        case "治": return take(.province, index + 1, \.province)
        case "新" where index - 1 == start: return nil
        case "园", "校", "厂", "景", "矿", "库", "发", "业", "牧", "片", "街", "郊", "林", "保": return nil
        default: return level.rawValue < Level.county.rawValue ? takeCounty(index + 1) : nil
        }
    }

    private mutating func takeCompoundName(_ end: Int) -> Int? {
        guard address.compoundName == nil, level.rawValue < Level.building.rawValue else { return nil }
        address.compoundName = string(start..<end)
        return end
    }

    private mutating func takeTown(endingAt index: Int) -> Int? {
        switch at(index + 1) {
        case "政", "镇": return nil
        case "社" where at(index + 2) == "区": return nil
        case "村":
            // 小镇村 is a village, 白石乡村头村 a town and a village.
            guard (2...4).contains(where: { at(index + $0) == "村" }) else { return nil }
        case "路", "街", "道":
            // 新镇路8号 is a road, 云溪镇路口村 a town and a village.
            guard index + 2 < scalars.count, sign(at: index + 2).isDisjoint(with: [.number, .letter]) else {
                return nil
            }
        default: break
        }
        return take(.town, index + 1, \.town)
    }

    private mutating func takeVillage(endingAt index: Int) -> Int? {
        switch at(index + 1) {
        case "村", "路", "街", "巷", "镇", "乡", "口": return nil
        case "头" where at(index + 2) == "村": return nil
        case "民" where at(index + 2) == "组" || (at(index + 2) == "小" && at(index + 3) == "组"): return nil
        case "委" where at(index + 2) != "会" && at(index + 2) != "员": return nil
        default: break
        }
        if level.rawValue >= Level.road.rawValue || address.village != nil { return takeCompoundName(index + 1) }
        return takeVillageName(index + 1)
    }

    private mutating func takeVillageName(_ end: Int) -> Int? {
        guard let end = take(.village, end, \.village) else { return nil }
        return skipCommittee(end)
    }

    /// 桃花居委会 names the community 桃花.
    private mutating func takeResidents(endingAt index: Int) -> Int? {
        guard has("居委会", at: index) || has("居民委员会", at: index) else { return nil }
        guard let end = take(.village, index, \.village) else { return nil }
        return end + (has("居委会", at: index) ? 3 : 5)
    }

    /// The words for a village's committee, and 民 before a numbered group (村民三组).
    private func skipCommittee(_ end: Int) -> Int {
        if has("民委员会", at: end) { return end + 4 }
        if has("居民委员会", at: end) { return end + 5 }
        if has("居委会", at: end) { return end + 3 }
        if has("委会", at: end) { return end + 2 }
        if at(end) == "民", end + 1 < scalars.count, sign(at: end + 1).contains(.number) { return end + 1 }
        return end
    }

    /// A group that has a name and no number, 大湾组; 村民组 without either is no group.
    private mutating func takeNamedGroup(endingAt index: Int) -> Int? {
        guard level == .village || level == .town || level == .county, address.group == nil else { return nil }
        var end = index
        if at(end - 1) == "小" { end -= 1 }
        if at(end - 1) == "民", at(end - 2) == "村" || at(end - 2) == "居" { end -= 2 }
        guard end > start else { return nil }
        address.group = string(start..<end)
        level = .group
        return index + 1
    }
}
