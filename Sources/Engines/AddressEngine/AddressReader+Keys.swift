extension AddressReader {
    /// The key at road and compound; `nil` when the address has no road, or neither number nor name of a compound.
    public func compoundKey(_ address: Address) -> AddressKey? {
        guard let county = countyPart(address), let road = roadPart(address) else { return nil }
        let lane = address.lane.map(AddressReader.normalName) ?? ""
        if let compound = address.compound {
            return AddressKey(.compound, "\(county)/r/\(road)/\(lane)/\(compound)")
        }
        guard let name = address.compoundName else { return nil }
        return AddressKey(.namedCompound, "\(county)/n/\(road)/\(lane)/\(AddressReader.stem(name, ["小区"]))")
    }

    /// The key at village and group; `nil` when the address has no village.
    ///
    /// A group counted by the numbers of a village that was merged since keeps the old village's name, so that it
    /// never equals a group of today.
    public func groupKey(_ address: Address) -> AddressKey? {
        guard let county = countyPart(address), let village = villagePart(address) else { return nil }
        guard let group = address.group else { return AddressKey(.village, "\(county)/v/\(village)/") }
        let old = address.isGroupNumberOld ? (address.village ?? "") + ":" : ""
        return AddressKey(.group, "\(county)/v/\(village)/\(old)\(group)")
    }

    /// The key that registers store: at the compound for an address in a road, else at the group.
    public func key(_ address: Address) -> AddressKey? { compoundKey(address) ?? groupKey(address) }

    /// The key that registers store, straight from a text; `nil` when it cannot be read or says too little.
    public func key(of text: String) -> AddressKey? {
        guard let address = try? read(text) else { return nil }
        return key(address)
    }

    /// The county's code, or its name when the book does not know it; `nil` when nothing says.
    func countyPart(_ address: Address) -> String? {
        address.countyCode ?? address.county ?? address.prefecture
    }

    /// The road's name of today, with its Arabic digits in Chinese.
    func roadPart(_ address: Address) -> String? {
        address.knownRoad
            ?? address.road.map { name in
                let normal = AddressReader.normalName(name)
                return normal
            }
    }

    /// The village's code, or town and stem of its name when the book does not know it.
    func villagePart(_ address: Address) -> String? {
        if let code = address.villageCode { return code }
        guard let name = address.village else { return nil }
        return (address.town.map { AddressReader.stem($0, ["镇", "乡", "街道"]) + "|" } ?? "")
            + AddressReader.stem(name, ["村", "社区"])
    }

    /// A name without one of the words it may end with, unless nothing would be left.
    static func stem(_ name: String, _ endings: [String]) -> String {
        for ending in endings where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    /// Writes Arabic digits inside a name as Chinese numerals: 经3路 is 经三路.
    static func normalName(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return name }
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
        var result = ""
        var digits = ""
        func flush() {
            if let value = Int(digits), let numeral = ChineseNumeral.chinese(value) {
                result += numeral
            } else {
                result += digits
            }
            digits = ""
        }
        for character in name {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                if !digits.isEmpty { flush() }
                result.append(character)
            }
        }
        if !digits.isEmpty { flush() }
        return result
    }
}
