extension AddressScanner {
    /// A number with 号 or #: compound, building or room by what follows and what came before.
    mutating func takeNumbered(_ number: inout Number, at index: Int, _ after: Int) -> Int? {
        switch at(after) {
        case "院":
            return takeCompound(number, at: index, after + 1)
        case "小" where at(after + 1) == "区":
            return takeCompound(number, at: index, after + 2)
        case "大" where at(after + 1) == "院":
            return takeCompound(number, at: index, after + 2)
        case "楼", "栋", "幢", "座":
            return takeBuilding(number, at: index, after + 1)
        case "路", "街", "巷", "桥", "村", "线":
            return nil
        case "附", "之":
            if let sub = self.number(at: min(after + 1, scalars.count - 1)), after + 1 < scalars.count {
                number.text += "-" + sub.text
                return takeCompound(number, at: index, at(sub.end) == "号" ? sub.end + 1 : sub.end)
            }
            return takeHouse(number, at: index, after)
        case "甲", "乙", "丙", "丁":
            number.text += string(after..<after + 1)
            return takeHouse(number, at: index, after + 1)
        default:
            return takeHouse(number, at: index, after)
        }
    }

    private mutating func takeHouse(_ number: Number, at index: Int, _ end: Int) -> Int? {
        if level.rawValue < Level.compound.rawValue { return takeCompound(number, at: index, end) }
        if level.rawValue < Level.building.rawValue { return takeBuilding(number, at: index, end) }
        return takeRoom(number, at: index, end)
    }

    /// Text before a number, below the road, is the name of the compound.
    private mutating func takePendingName(upTo index: Int) {
        guard let text = pending(upTo: index) else { return }
        if level.rawValue == Level.village.rawValue, address.hamlet == nil, !AddressScanner.looksLikeCompound(text) {
            address.hamlet = text
        } else if address.compoundName == nil {
            address.compoundName = text
        } else {
            address.rest = (address.rest ?? "") + text
        }
    }

    mutating func takeCompound(_ number: Number, at index: Int, _ end: Int) -> Int? {
        guard level.rawValue < Level.compound.rawValue else {
            return level.rawValue < Level.building.rawValue ? takeBuilding(number, at: index, end) : nil
        }
        takePendingName(upTo: index)
        address.compound = number.text
        level = .compound
        return end
    }

    mutating func takeBuilding(_ number: Number, at index: Int, _ end: Int) -> Int? {
        guard level.rawValue < Level.building.rawValue else { return nil }
        takePendingName(upTo: index)
        address.building = number.text
        level = .building
        return end
    }

    /// 楼 is a building until there is one, then a floor.
    mutating func takeStorey(_ number: Number, at index: Int, _ end: Int) -> Int? {
        level.rawValue < Level.building.rawValue
            ? takeBuilding(number, at: index, end) : takeFloor(number, at: index, end)
    }

    mutating func takeUnit(_ number: Number, at index: Int, _ end: Int) -> Int? {
        guard level.rawValue < Level.unit.rawValue else { return nil }
        takePendingName(upTo: index)
        // 3-2单元 gives the building too.
        if number.chain.count == 2, address.building == nil {
            address.building = number.chain[0]
            address.unit = number.chain[1]
        } else {
            address.unit = number.text
        }
        level = .unit
        return end
    }

    mutating func takeFloor(_ number: Number, at index: Int, _ end: Int) -> Int? {
        guard level.rawValue < Level.floor.rawValue else { return nil }
        takePendingName(upTo: index)
        address.floor = number.text
        level = .floor
        return end
    }

    mutating func takeRoom(_ number: Number, at index: Int, _ end: Int) -> Int? {
        guard level.rawValue < Level.room.rawValue else { return nil }
        takePendingName(upTo: index)
        if number.chain.count > 1 {
            placeChain(number.chain)
        } else {
            address.room = number.text
        }
        level = .room
        return end
    }

    /// Letters name buildings: A栋, B座, A3号楼.
    mutating func takeLettered(_ number: Number, at index: Int) -> Int? {
        switch at(number.end) {
        case "栋", "幢", "座", "楼": return takeBuilding(number, at: index, number.end + 1)
        case "号" where at(number.end + 1) == "楼": return takeBuilding(number, at: index, number.end + 2)
        case "区" where level.rawValue < Level.building.rawValue:
            address.rest = (address.rest ?? "") + (pending(upTo: index) ?? "") + number.text + "区"
            return number.end + 1
        default: return nil
        }
    }

    /// A number without a word behind it: a house in a road, or what follows building and unit.
    mutating func takeBare(_ number: Number, at index: Int) -> Int? {
        let isLast = number.end == scalars.count
        if level.rawValue >= Level.compound.rawValue || address.compoundName != nil {
            guard isLast || number.chain.count > 1, level.rawValue < Level.room.rawValue else { return nil }
            takePendingName(upTo: index)
            placeChain(number.chain)
            level = .room
            return number.end
        }
        guard isLast, index == start, level == .road || level == .lane, !number.isOrdinal else { return nil }
        address.compound = number.chain[0]
        level = .compound
        if number.chain.count > 1 {
            placeChain(Array(number.chain.dropFirst()))
            level = .room
        }
        return number.end
    }

    /// 3-2-501 is building, unit, room; what is already known is left out in front.
    private mutating func placeChain(_ chain: [String]) {
        var rest = chain[...]
        if rest.count >= 2, address.building == nil { address.building = rest.popFirst() }
        if rest.count >= 2, address.unit == nil { address.unit = rest.popFirst() }
        guard !rest.isEmpty else { return }
        if chain.count == 1, address.building == nil, address.unit == nil {
            address.building = chain[0]
        } else {
            address.room = rest.joined(separator: "-")
        }
    }
}
