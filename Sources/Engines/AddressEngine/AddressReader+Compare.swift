extension AddressReader {
    /// Compares two addresses by county, then road and compound, or village and group. Symmetric.
    public func compare(_ left: Address, _ right: Address) -> AddressComparison {
        if let a = countyPart(left), let b = countyPart(right), a != b {
            // A county that the book does not know by this name still is another one than the book's own.
            return AddressComparison(.different, .county, .differs)
        }
        let byRoad = (left.road != nil, right.road != nil)
        let byVillage = (left.village != nil, right.village != nil)
        if byRoad == (true, true) { return compareRoads(left, right) }
        if byVillage == (true, true), byRoad == (false, false) { return compareVillages(left, right) }
        if byRoad.0 || byRoad.1, byVillage.0 || byVillage.1 {
            if let a = left.townCode, let b = right.townCode, a != b {
                return AddressComparison(.different, .town, .differs)
            }
            return AddressComparison(.unclear, byVillage == (true, true) ? .road : .village, .mixed)
        }
        return AddressComparison(.unclear, byRoad == (false, false) ? .village : .road, .missing)
    }

    /// Compares two texts; one that cannot be read makes the answer unclear.
    public func compare(_ left: String, _ right: String) -> AddressComparison {
        guard let a = try? read(left), let b = try? read(right) else {
            return AddressComparison(.unclear, .county, .unreadable)
        }
        return compare(a, b)
    }

    private func compareRoads(_ left: Address, _ right: Address) -> AddressComparison {
        guard let a = roadPart(left), let b = roadPart(right) else {
            return AddressComparison(.unclear, .road, .missing)
        }
        if a != b {
            let isSure = book.roads.isEmpty || book.areRoadsComplete || (roadNames.contains(a) && roadNames.contains(b))
            return isSure
                ? AddressComparison(.different, .road, .differs) : AddressComparison(.unclear, .road, .unknownRoad)
        }
        switch (left.lane.map(AddressReader.normalName), right.lane.map(AddressReader.normalName)) {
        case (nil, nil): break
        case (let a?, let b?) where a == b: break
        case (.some, .some): return AddressComparison(.different, .road, .differs)
        default: return AddressComparison(.unclear, .road, .missing)
        }
        if let a = left.compound, let b = right.compound {
            return a == b
                ? AddressComparison(.same, .compound, .agrees) : AddressComparison(.different, .compound, .differs)
        }
        if left.compound == nil, right.compound == nil, let a = left.compoundName, let b = right.compoundName {
            let equal = AddressReader.stem(a, ["小区"]) == AddressReader.stem(b, ["小区"])
            // A compound may have two names; only a number can tell two places apart.
            return equal
                ? AddressComparison(.same, .compound, .agrees) : AddressComparison(.unclear, .compound, .missing)
        }
        return AddressComparison(.unclear, .compound, .missing)
    }

    private func compareVillages(_ left: Address, _ right: Address) -> AddressComparison {
        if let a = left.villageCode, let b = right.villageCode {
            guard a == b else { return AddressComparison(.different, .village, .differs) }
            return compareGroups(left, right)
        }
        let knows = !book.villages.isEmpty
        if knows, isAmbiguous(left) || isAmbiguous(right) {
            return AddressComparison(.unclear, .village, .ambiguousVillage)
        }
        if let a = townPart(left), let b = townPart(right), a != b {
            return AddressComparison(.different, .town, .differs)
        }
        let a = left.village.map { AddressReader.stem($0, ["村", "社区"]) }
        let b = right.village.map { AddressReader.stem($0, ["村", "社区"]) }
        guard a == b else {
            // With a list of villages, a name that is not on it may be any of them.
            return knows
                ? AddressComparison(.unclear, .village, .missing) : AddressComparison(.different, .village, .differs)
        }
        if townPart(left) == nil || townPart(right) == nil, townPart(left) != townPart(right) {
            return AddressComparison(.unclear, .town, .missing)
        }
        return compareGroups(left, right)
    }

    private func compareGroups(_ left: Address, _ right: Address) -> AddressComparison {
        switch (left.group, right.group) {
        case (nil, nil): return AddressComparison(.same, .village, .agrees)
        case (let a?, let b?):
            if left.isGroupNumberOld != right.isGroupNumberOld
                || (left.isGroupNumberOld && left.village != right.village)
            {
                return AddressComparison(.unclear, .group, .oldGroupNumber)
            }
            return a == b
                ? AddressComparison(.same, .group, .agrees) : AddressComparison(.different, .group, .differs)
        default: return AddressComparison(.unclear, .group, .missing)
        }
    }

    /// Whether the name is on the book's list but stands for several villages.
    private func isAmbiguous(_ address: Address) -> Bool {
        guard address.villageCode == nil, let name = address.village else { return false }
        let stem = AddressReader.stem(name, ["村", "社区"])
        return book.villages.contains { AddressReader.stem($0.name, ["村", "社区"]) == stem }
    }

    private func townPart(_ address: Address) -> String? {
        address.townCode ?? address.town.map { AddressReader.stem($0, ["镇", "乡", "街道"]) }
    }
}
