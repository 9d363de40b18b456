extension AddressScanner {
    /// A number in the text: `8`, `8-1`, `12A`, 一百零三, 第三.
    struct Number {
        var text: String
        /// The numbers of a chain such as 3-2-501.
        var chain: [String]
        var end: Int
        var isOrdinal: Bool
        var isLetter: Bool
    }

    /// Reads the number that begins at an index.
    func number(at index: Int) -> Number? {
        var place = index
        let isOrdinal = at(place) == "第"
        if isOrdinal { place += 1 }
        var chain: [String] = []
        var isLetter = false
        while place < scalars.count, chain.count < 6 {
            guard let (text, end, letter) = plainNumber(at: place) else { break }
            chain.append(text)
            isLetter = letter
            place = end
            guard at(place) == "-", place + 1 < scalars.count,
                !sign(at: place + 1).isDisjoint(with: [.number, .letter]), at(place + 1) != "第"
            else { break }
            place += 1
        }
        if at(place - 1) == "-" { place -= 1 }
        guard !chain.isEmpty else { return nil }
        return Number(
            text: chain.joined(separator: "-"), chain: chain, end: place, isOrdinal: isOrdinal,
            isLetter: isLetter && chain.count == 1)
    }

    /// One number without hyphens; Arabic ones lose leading zeros and keep a letter behind them.
    private func plainNumber(at index: Int) -> (text: String, end: Int, letter: Bool)? {
        let first = scalars[index]
        if (0x41...0x5A).contains(first) {
            var end = index + 1
            while end < scalars.count, (0x30...0x39).contains(scalars[end]) { end += 1 }
            return (string(index..<end), end, true)
        }
        if (0x30...0x39).contains(first) {
            var end = index + 1
            while end < scalars.count, (0x30...0x39).contains(scalars[end]) { end += 1 }
            guard end - index <= 9 else { return nil }
            var from = index
            while from < end - 1, scalars[from] == 0x30 { from += 1 }
            if end < scalars.count, (0x41...0x5A).contains(scalars[end]) { end += 1 }
            return (string(from..<end), end, false)
        }
        guard let (value, end) = ChineseNumeral.read(scalars, at: index) else { return nil }
        return (String(value), end, false)
    }

    /// Takes the number at an index with the word behind it; `nil` when the characters belong to a name.
    mutating func takeNumber(at index: Int) -> Int? {
        guard var number = number(at: index) else { return nil }
        let end = number.end
        if number.isLetter { return takeLettered(number, at: index) }
        switch at(end) {
        case "组", "社", "队", "村", "居", "小", "生":
            if let after = groupWord(at: end) { return takeGroup(number, at: index, after) }
            return nil
        case "巷", "弄", "胡":
            guard address.road != nil, level.rawValue < Level.lane.rawValue, index == start else { return nil }
            address.lane = number.text
            level = .lane
            return end + (at(end) == "胡" ? 2 : 1)
        case "路", "街", "大", "里", "道":
            guard at(end) == "大", at(end + 1) == "院" else { return nil }
            return takeCompound(number, at: index, end + 2)
        case "号", "#":
            return takeNumbered(&number, at: index, end + 1)
        case "院":
            return takeCompound(number, at: index, end + 1)
        case "幢", "栋", "座":
            return takeBuilding(number, at: index, end + 1)
        case "楼":
            return takeStorey(number, at: index, end + 1)
        case "单":
            return at(end + 1) == "元" ? takeUnit(number, at: index, end + 2) : nil
        case "门":
            return takeUnit(number, at: index, end + 1)
        case "层":
            return takeFloor(number, at: index, end + 1)
        case "室", "房", "户":
            return takeRoom(number, at: index, end + 1)
        default:
            return takeBare(number, at: index)
        }
    }

    /// The end of a word for a group at an index: 组, 社, 队, 村民组, 村民小组, 小组, 居民小组, 生产队.
    private func groupWord(at index: Int) -> Int? {
        switch at(index) {
        case "组": return index + 1
        case "社": return at(index + 1) == "区" ? nil : index + 1
        case "队": return index + 1
        default: break
        }
        if has("村民小组", at: index) || has("居民小组", at: index) { return index + 4 }
        if has("村民组", at: index) || has("生产队", at: index) || has("居民组", at: index) { return index + 3 }
        return has("小组", at: index) || has("小队", at: index) ? index + 2 : nil
    }

    private mutating func takeGroup(_ number: Number, at index: Int, _ end: Int) -> Int? {
        guard address.group == nil, level.rawValue < Level.road.rawValue else { return nil }
        if let text = pending(upTo: index) {
            // 桃花三组 leaves out the word for the village; 桃花村李家湾三组 names a hamlet between.
            if address.village == nil {
                address.village = text
            } else if text != "村民" {
                address.hamlet = text
            }
        }
        address.group = number.text
        level = .group
        return end
    }
}
