import Diagnostics

extension DemoGeography {
    /// About sixty schools: in each country town a central primary, a middle school and two or three village primaries;
    /// in the county town primaries by rectangles of the grid. One village school was closed last year.
    mutating func makeSchools() {
        for town in outline.towns.indices where town != seat { makeCountrySchools(town) }
        makeTownSchools()
    }

    private mutating func add(
        _ name: String, _ stage: DemoSchool.Stage, village: Int, address: String, places: Int, longitude: Int? = nil,
        latitude: Int? = nil, isOpen: Bool = true
    ) -> Int {
        schools.append(
            DemoSchool(
                code: outline.code + Numerals.padded(schools.count + 1, 4), name: name, stage: stage, village: village,
                address: address, places: places, longitude: longitude ?? villages[village].longitude + 700,
                latitude: latitude ?? villages[village].latitude + 500, isOpen: isOpen))
        return schools.count - 1
    }

    private mutating func makeCountrySchools(_ town: Int) {
        let own = villages.indices.filter { villages[$0].town == town }
        guard let first = own.first else { return }
        let townName = outline.towns[town].name.zh
        let prefix = outline.name.zh + townName
        // Places are for the first grade: classes of 45, fewer in village schools.
        let central = add(
            "\(prefix)中心小学", .primary, village: first, address: "\(prefix)\(villages[first].name.zh)1号", places: 180)
        let middle = add(
            "\(prefix)\(town % 4 == 1 ? "九年一贯制学校" : "初级中学")", town % 4 == 1 ? .nineYear : .middle, village: first,
            address: "\(prefix)\(villages[first].name.zh)2号", places: town % 4 == 1 ? 45 : 0)
        var small: [Int] = []
        for place in [4, 9, 12] where own.count > place && (place < 12 || town % 3 == 0) {
            let village = own[place]
            small.append(
                add(
                    "\(prefix)\(String(villages[village].name.zh.dropLast(1)))小学", .primary, village: village,
                    address: "\(prefix)\(villages[village].name.zh)一组1号", places: 90))
        }
        if town % 5 == 3, own.count > 13 {
            let village = own[13]
            _ = add(
                "\(prefix)\(String(villages[village].name.zh.dropLast(1)))小学", .primary, village: village,
                address: "\(prefix)\(villages[village].name.zh)二组1号", places: 0, isOpen: false)
        }
        let nineYear = schools[middle].stage == .nineYear ? middle : central
        for (order, village) in own.enumerated() {
            let place = order < 7 ? 0 : order < 11 ? 1 : 2
            let near = order == 0 || small.isEmpty ? central : small[min(place, small.count - 1)]
            let primary = order % 3 == 0 ? central : near
            setSchools(
                village: village, primary: primary, second: primary == central ? small.first ?? central : central,
                third: nineYear, middle: middle)
        }
    }

    private mutating func makeTownSchools() {
        let (across, down) = profile.primaries
        let townName = outline.towns[seat].name.zh
        var primaries: [Int] = []
        for row in 0..<down {
            for column in 0..<across {
                let number = primaries.count + 1
                let road = min(profile.roads - 1, (row * 2 + 1) * profile.roads / (down * 2))
                let place = min(
                    profile.compoundsPerRoad - 1, (column * 2 + 1) * profile.compoundsPerRoad / (across * 2))
                let compound = compounds[road * profile.compoundsPerRoad + place]
                let name = number == 1 ? "实验小学" : "第\(Numerals.chinese(number))小学"
                primaries.append(
                    add(
                        outline.name.zh + name, .primary, village: compound.village,
                        address: "\(outline.name.zh)\(townName)\(roads[road].name.zh)\(compound.number)号附1号",
                        // One school is far too small for its area, so that the published order is needed.
                        places: number == 2 ? 45 : profile == .city ? 180 : 135, longitude: compound.longitude,
                        latitude: compound.latitude + 900))
            }
        }
        var middles: [Int] = []
        for number in 0..<profile.middles {
            let compound = compounds[number * compounds.count / profile.middles]
            middles.append(
                add(
                    "\(outline.name.zh)第\(Numerals.chinese(number + 1))初级中学", .middle, village: compound.village,
                    address: "\(outline.name.zh)\(townName)\(roads[compound.road].name.zh)\(compound.number)号附2号",
                    places: 0,
                    longitude: compound.longitude, latitude: compound.latitude - 900))
        }
        for index in compounds.indices {
            let row = compounds[index].row * down / profile.roads
            let column = compounds[index].column * across / profile.compoundsPerRoad
            let primary = row * across + column
            let second = row * across + (column + 1) % across
            setSchools(
                compound: index, primary: primaries[primary], second: primaries[second],
                middle: middles[index * middles.count / compounds.count])
        }
        for (order, village) in villages.indices.filter({ villages[$0].town == seat }).enumerated() {
            setSchools(
                village: village, primary: primaries[order % primaries.count],
                second: primaries[(order + 1) % primaries.count],
                third: primaries[(order + 2) % primaries.count], middle: middles[order % middles.count])
        }
    }

    /// The rectangle of a county-town primary's area as well-known text.
    func polygon(across column: Int, down row: Int) -> String {
        let (across, down) = profile.primaries
        let west = DemoGeography.centre.longitude - profile.compoundsPerRoad * DemoGeography.block.longitude / 2
        let south = DemoGeography.centre.latitude - profile.roads * DemoGeography.block.latitude / 2
        // Edges run between compounds: before the first one whose area it is.
        func edge(_ place: Int, _ parts: Int, _ whole: Int) -> Int { (place * whole + parts - 1) / parts }
        let x0 = Numerals.degrees(west + edge(column, across, profile.compoundsPerRoad) * DemoGeography.block.longitude)
        let x1 = Numerals.degrees(
            west + edge(column + 1, across, profile.compoundsPerRoad) * DemoGeography.block.longitude)
        let y0 = Numerals.degrees(south + edge(row, down, profile.roads) * DemoGeography.block.latitude)
        let y1 = Numerals.degrees(south + edge(row + 1, down, profile.roads) * DemoGeography.block.latitude)
        return "POLYGON((\(x0) \(y0), \(x1) \(y0), \(x1) \(y1), \(x0) \(y1), \(x0) \(y0)))"
    }
}
