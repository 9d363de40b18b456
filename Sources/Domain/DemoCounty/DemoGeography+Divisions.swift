import AddressEngine
import Diagnostics
import WorkCalendar

extension DemoGeography {
    /// The county's tree with its past, and the counties elsewhere that people come from.
    func divisions() -> [DivisionRow] {
        let county = outline.code + "000000"
        var rows = [
            DivisionRow(
                code: county, name: outline.name.zh, english: outline.name.en, level: .county, parent: nil,
                validFrom: nil,
                validTo: nil, successors: [])
        ]
        for place in PlaceParts.outside {
            rows.append(
                DivisionRow(
                    code: place.code + "000000", name: place.part.zh, english: place.part.en, level: .county,
                    parent: nil,
                    validFrom: nil, validTo: nil, successors: []))
        }
        for town in outline.towns {
            rows.append(
                DivisionRow(
                    code: town.code, name: town.name.zh, english: town.name.en, level: .town, parent: county,
                    validFrom: nil, validTo: nil, successors: []))
        }
        rows.append(
            DivisionRow(
                code: splitCode, name: "城关社区", english: "Chengguan Community", level: .village,
                parent: outline.towns[seat].code, validFrom: nil, validTo: DemoGeography.splitOn.adding(days: -1),
                successors: splitInto.map { villages[$0].code }))
        for village in villages { append(village, to: &rows) }
        return rows
    }

    private func append(_ village: DemoVillage, to rows: inout [DivisionRow]) {
        let town = outline.towns[village.town].code
        for former in village.former {
            rows.append(
                DivisionRow(
                    code: former.code, name: former.name.zh + "村", english: former.name.en + " Village",
                    level: .village,
                    parent: town, validFrom: nil, validTo: DemoGeography.mergedOn.adding(days: -1),
                    successors: [village.code]))
        }
        rows.append(
            DivisionRow(
                code: village.code, name: village.name.zh, english: village.name.en, level: .village, parent: town,
                validFrom: village.validFrom, validTo: nil, successors: []))
        for group in 1...village.groups {
            rows.append(
                DivisionRow(
                    code: village.code + Numerals.padded(group, 2),
                    name: "\(village.name.zh)\(Numerals.chinese(group))组",
                    english: "\(village.name.en), Group \(group)", level: .group, parent: village.code,
                    validFrom: village.validFrom, validTo: nil, successors: []))
        }
        for grid in 1...(village.isCommunity ? 4 : 2) {
            rows.append(
                DivisionRow(
                    code: village.code + Numerals.padded(grid, 3),
                    name: "\(village.name.zh)第\(Numerals.chinese(grid))网格",
                    english: "\(village.name.en), Grid \(grid)", level: .grid, parent: village.code,
                    validFrom: village.validFrom, validTo: nil, successors: []))
        }
    }

    /// The book that addresses of the county are read with.
    var addressBook: AddressBook {
        AddressBook(
            county: .init(
                code: outline.code, name: outline.name.zh,
                aliases: outline.name.zh.count > 2 ? [String(outline.name.zh.dropLast())] : []),
            towns: outline.towns.map { .init(code: $0.code, name: $0.name.zh) },
            villages: villages.map { village in
                .init(
                    code: village.code, name: village.name.zh, town: outline.towns[village.town].code,
                    former: village.former.filter { $0.name.zh + "村" != village.name.zh }.map {
                        .init(name: $0.name.zh + "村", groupOffset: $0.offset)
                    })
            },
            roads: roads.map { .init(name: $0.name.zh, aliases: $0.former.map { [$0] } ?? []) }, areRoadsComplete: false
        )
    }
}
