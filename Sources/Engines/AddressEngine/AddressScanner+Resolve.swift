extension AddressScanner {
    /// Fills in codes from the book once everything is read.
    mutating func resolve() {
        resolveCounty()
        guard address.countyCode == book.county?.code else { return }
        if address.townCode == nil, let name = address.town {
            address.townCode = book.towns.first { $0.name == name || $0.aliases.contains(name) }?.code
        }
        resolveVillage()
    }

    private mutating func resolveCounty() {
        guard let own = book.county else { return }
        if let name = address.county {
            if name == own.name || own.aliases.contains(name) { address.countyCode = own.code }
        } else {
            // A city above that is no part of the county's name still leaves the county open.
            address.countyCode = own.code
            address.isCountyAssumed = true
        }
    }

    /// Chooses among the villages of one name by the town; more than one left means none is sure.
    private mutating func resolveVillage() {
        if villages.isEmpty, let name = address.village { villages = candidates(named: name) }
        var found: (code: String, town: String, offset: Int?, isFormer: Bool)?
        var count = 0
        for case .village(let index, let former) in villages {
            let village = book.villages[index]
            if let town = address.townCode, town != village.town { continue }
            if found?.code != village.code { count += 1 }
            // The name of today wins over a former name of the same village.
            if let old = found, old.code == village.code, !old.isFormer { continue }
            found = (
                village.code, village.town, former >= 0 ? village.former[former].groupOffset : 0, former >= 0
            )
        }
        guard count == 1, let found else { return }
        address.villageCode = found.code
        if address.townCode == nil { address.townCode = found.town }
        guard found.isFormer, let group = address.group else { return }
        if let offset = found.offset, let number = Int(group) {
            address.group = String(number + offset)
        } else {
            address.isGroupNumberOld = true
        }
    }

    /// Villages whose name differs only by the word behind it: 桃花 for 桃花村.
    private func candidates(named name: String) -> [NameIndex.Meaning] {
        for ending in ["", "村", "社区"] {
            let scalars = (name + ending).unicodeScalars.map(\.value)
            guard let (meanings, end) = names.longest(in: scalars, at: 0), end == scalars.count else { continue }
            let villages = meanings.filter { if case .village = $0 { true } else { false } }
            if !villages.isEmpty { return villages }
        }
        return []
    }
}
