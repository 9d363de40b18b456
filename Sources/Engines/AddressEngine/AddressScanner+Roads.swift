extension AddressScanner {
    /// Takes the road whose name ends at an index: 路, 街, 大道, 巷, 弄, 胡同.
    mutating func takeRoad(endingAt index: Int) -> Int? {
        switch at(index) {
        case "路":
            guard !nameGoesOn(after: index) else { return nil }
        case "街":
            if at(index + 1) == "道" { return takeSubdistrict(endingAt: index + 1) }
            guard !nameGoesOn(after: index) else { return nil }
        case "道":
            guard at(index - 1) == "大", index - 1 > start, !nameGoesOn(after: index) else { return nil }
        case "巷", "弄":
            guard !nameGoesOn(after: index) else { return nil }
            if address.road != nil { return takeLane(index + 1) }
        case "同":
            guard at(index - 1) == "胡", index - 1 > start else { return nil }
            if address.road != nil { return takeLane(index + 1) }
        default: return nil
        }
        guard level.rawValue < Level.road.rawValue else { return nil }
        address.road = string(start..<index + 1)
        level = .road
        return skipSection(index + 1)
    }

    private mutating func takeLane(_ end: Int) -> Int? {
        guard level.rawValue < Level.lane.rawValue else { return nil }
        address.lane = string(start..<end)
        level = .lane
        return end
    }

    /// Whether the character at an index is inside a longer name: 人民路社区, 新路口村, 路南街.
    private func nameGoesOn(after index: Int) -> Bool {
        switch at(index + 1) {
        case "路", "街", "巷", "村", "镇", "乡": return true
        case "社": return at(index + 2) == "区"
        case "办": return true
        case "胡" where at(index + 2) == "同": return true
        case "大" where at(index + 2) == "街" || at(index + 2) == "道": return true
        default: break
        }
        guard level.rawValue < Level.village.rawValue, sign(at: index).contains(.road) else { return false }
        // One character between the road's sign and a village's belongs to the village: 新路口村.
        guard index + 1 < scalars.count, sign(at: index + 1).isDisjoint(with: [.number, .letter]) else { return false }
        if at(index + 2) == "村", at(index + 3) != "路" { return at(index + 1) != "新" }
        return at(index + 2) == "社" && at(index + 3) == "区"
    }

    /// 街道 is a subdistrict, unless a number follows at once: 幸福街道8号 is a house in a street.
    private mutating func takeSubdistrict(endingAt index: Int) -> Int? {
        if index + 1 < scalars.count, sign(at: index + 1).contains(.number), level.rawValue < Level.road.rawValue {
            address.road = string(start..<index)
            level = .road
            return index + 1
        }
        guard level.rawValue < Level.town.rawValue else { return nil }
        if at(index + 1) == "社", at(index + 2) == "区" { return nil }
        address.town = string(start..<index + 1)
        level = .town
        return has("办事处", at: index + 1) ? index + 4 : index + 1
    }

    /// What narrows a road down without changing its numbers: 东段, 中段, 路口, 北侧.
    func skipSection(_ end: Int) -> Int {
        switch at(end) {
        case "东", "西", "南", "北", "中":
            switch at(end + 1) {
            case "段", "侧", "首", "头": return end + 2
            default: return end
            }
        case "口": return end + 1
        default: return end
        }
    }
}
