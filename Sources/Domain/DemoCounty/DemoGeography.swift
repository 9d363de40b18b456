import Diagnostics
import WorkCalendar

/// The ground of the invented county: the same for every seed, so that what documents say about it stays true.
struct DemoGeography {
    let outline: CountyOutline
    let profile: DemoProfile
    private(set) var villages: [DemoVillage] = []
    private(set) var roads: [DemoRoad] = []
    private(set) var compounds: [DemoCompound] = []
    var schools: [DemoSchool] = []
    /// The community that was split in 2021, and the two it became.
    private(set) var splitCode = ""
    private(set) var splitInto: [Int] = []
    let seat: Int
    /// Villages by where people live in them: those that are not in the county town.
    private(set) var rural: [Int] = []
    private(set) var merged: [Int] = []

    static let mergedOn = CivilDate(year: 2019, month: 7, day: 1) ?? .earliest
    static let splitOn = CivilDate(year: 2021, month: 4, day: 1) ?? .earliest
    /// The middle of the county town, millionths of a degree.
    static let centre = (longitude: 112_760_000, latitude: 33_480_000)
    /// The size of one block of the county town.
    static let block = (longitude: 3_200, latitude: 2_600)

    init(outline: CountyOutline, profile: DemoProfile) {
        self.outline = outline
        self.profile = profile
        seat = outline.towns.firstIndex { $0.isSeat } ?? 0
        makeVillages()
        makeTown()
        makeSchools()
    }

    /// The middle of a town: the county town in the middle, the others around it on a grid of six kilometres.
    func centre(of town: Int) -> (longitude: Int, latitude: Int) {
        if town == seat { return DemoGeography.centre }
        let cells = [
            (-1, 0), (1, 0), (0, 1), (0, -1), (-1, 1), (1, 1), (-1, -1), (1, -1), (-2, 0), (2, 0), (0, 2), (0, -2),
        ]
        let order = town < seat ? town : town - 1
        let cell = cells[order % cells.count]
        let ring = 1 + order / cells.count
        return (
            DemoGeography.centre.longitude + cell.0 * ring * 130_000,
            DemoGeography.centre.latitude + cell.1 * ring * 110_000
        )
    }

    private mutating func makeVillages() {
        var names = 0
        var formerNames = 0
        for town in outline.towns.indices {
            let prefix = String(outline.towns[town].code.prefix(9))
            let isSeat = town == seat
            let communities = outline.towns[town].communities ?? (isSeat ? profile.communities : 1)
            for number in 0..<(isSeat ? max(communities, profile.communities) : communities) {
                let name = isSeat ? PlaceParts.community(number) : townCommunity(town, number)
                addVillage(
                    code: prefix + Numerals.padded(number + 1, 3), name: name, town: town, number: number,
                    community: true,
                    validFrom: isSeat && number < 2 ? DemoGeography.splitOn : nil)
                if isSeat, number < 2 { splitInto.append(villages.count - 1) }
            }
            if isSeat { splitCode = prefix + "199" }
            for number in 0..<(outline.towns[town].villages ?? (isSeat ? 5 : 14)) {
                // Two villages of each country town came from mergers; one name in twenty is used by two towns.
                let isMerged = !isSeat && (number == 3 || number == 8)
                var former: [DemoFormerVillage] = []
                let name = PlaceParts.village(number == 11 && town % 3 == 1 && names >= 14 ? names - 14 : names)
                if isMerged {
                    let counts = [3 + (town + number) % 3, 4 + town % 2]
                    for (place, groups) in counts.enumerated() {
                        let keeps = place == 0 && number == 3
                        former.append(
                            DemoFormerVillage(
                                code: prefix + Numerals.padded(260 + number * 2 + place, 3),
                                name: keeps ? name : PlaceParts.formerVillage(formerNames), groups: groups,
                                offset: place == 0 ? 0 : counts[0]))
                        formerNames += keeps ? 0 : 1
                    }
                }
                addVillage(
                    code: prefix + Numerals.padded(201 + number, 3), name: name, town: town, number: number + 1,
                    community: false, former: former, validFrom: isMerged ? DemoGeography.mergedOn : nil)
                names += 1
            }
        }
    }

    /// The community of a country town is called as the town; a second one by its side of it.
    private func townCommunity(_ town: Int, _ number: Int) -> Text {
        let name = outline.towns[town].name
        let side: (String, String) = [("", ""), ("东街", " Dongjie"), ("西街", " Xijie"), ("新街", " Xinjie")][number % 4]
        return Text(zh: stem(name.zh) + side.0, en: stem(name.en, " Town") + side.1)
    }

    private func stem(_ name: String, _ ending: String = "镇") -> String {
        for ending in [ending, "乡"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return name
    }

    private mutating func addVillage(
        code: String, name: Text, town: Int, number: Int, community: Bool, former: [DemoFormerVillage] = [],
        validFrom: CivilDate? = nil
    ) {
        let middle = centre(of: town)
        // Villages lie on a grid of a kilometre and a half around the town, pushed aside a little.
        let shift = DemoGeography.noise(villages.count)
        let isTown = town == seat && community
        let east = isTown ? 0 : (number % 4 - 2) * 24_000 + shift.0 * 9
        let north = isTown ? 0 : (number / 4 - 2) * 20_000 + shift.1 * 9
        if !isTown { rural.append(villages.count) }
        if !former.isEmpty { merged.append(villages.count) }
        villages.append(
            DemoVillage(
                code: code,
                name: Text(
                    zh: name.zh + (community ? "社区" : "村"), en: name.en + (community ? " Community" : " Village")),
                town: town, isCommunity: community,
                groups: former.isEmpty ? 5 + (villages.count * 7) % 5 : former.reduce(0) { $0 + $1.groups },
                former: former,
                validFrom: validFrom, longitude: middle.longitude + east, latitude: middle.latitude + north,
                landTaken: !community && (town == seat && number <= 3 || profile == .city && number % 6 != 5)))
    }

    /// Two numbers from 0 to 999 that look without order.
    static func noise(_ index: Int) -> (Int, Int) {
        var random = DemoRandom(seed: 1, stream: 0x4745_4F, index: index)
        return (random.below(1000), random.below(1000))
    }

    /// The county town: roads from west to east, one above the other, compounds along them.
    private mutating func makeTown() {
        let communities = villages.indices.filter { villages[$0].town == seat && villages[$0].isCommunity }
        let south = DemoGeography.centre.latitude - profile.roads * DemoGeography.block.latitude / 2
        let west = DemoGeography.centre.longitude - profile.compoundsPerRoad * DemoGeography.block.longitude / 2
        for road in 0..<profile.roads {
            let name = PlaceParts.road(road)
            roads.append(
                DemoRoad(
                    name: name,
                    former: road % 8 == 4 ? (road == 4 ? "解放路" : "胜利\(Numerals.chinese(road / 8 + 1))路") : nil))
            for place in 0..<profile.compoundsPerRoad {
                let number = place * 2 + 1 + (road + place) % 2
                let index = compounds.count
                let longitude = west + place * DemoGeography.block.longitude + 1_600
                let latitude = south + road * DemoGeography.block.latitude + 1_300
                let share = road * communities.count / profile.roads
                compounds.append(
                    DemoCompound(
                        road: road, number: number,
                        name: PlaceParts.compoundFirst[index * 5 % PlaceParts.compoundFirst.count]
                            + PlaceParts.compoundSecond[index * 3 % PlaceParts.compoundSecond.count],
                        village: communities[share], row: road, column: place, longitude: longitude, latitude: latitude,
                        key: "\(outline.code)/r/\(name.zh)//\(number)", point: Numerals.point(longitude, latitude),
                        isListed: index % 20 != 4))
            }
        }
    }

    mutating func setSchools(village: Int, primary: Int, second: Int, third: Int, middle: Int) {
        villages[village].primary = primary
        villages[village].second = second
        villages[village].third = third
        villages[village].middle = middle
    }

    mutating func setSchools(compound: Int, primary: Int, second: Int, middle: Int) {
        compounds[compound].primary = primary
        compounds[compound].second = second
        compounds[compound].middle = middle
    }
}
