import AddressEngine
import DemoCounty
import NationalCodes
import Testing
import WorkCalendar

@Suite struct `Dirt comes at its documented rate` {
    private let tables = Sample.tables

    @Test(arguments: Dirt.allCases)
    func `by chance alone`(dirt: Dirt) {
        let count = (0..<200_000).filter { dirt.strikes(seed: 7, $0) }.count
        let expected = dirt.rate * 2
        // Five standard deviations.
        let slack = Int(5 * Double(expected).squareRoot()) + 1
        #expect(abs(count - expected) <= slack)
    }

    private func share(_ part: Int, _ whole: Int, _ range: ClosedRange<Double>, _ what: String) {
        let value = Double(part) / Double(max(1, whole))
        #expect(range.contains(value), "\(what) \(value)")
    }

    @Test func `in the rows`() throws {
        let numbers = tables.texts(.property, "owner_id_number")
        let old = numbers.filter { ($0?.count ?? 0) == 15 }.count
        share(old, numbers.count, 0.02...0.06, "15 digits")

        let divisions = tables.texts(.person, "registered_division").map { $0 ?? "" }
        let ended = Set(Sample.large.divisions().filter { $0.validTo != nil }.map(\.code))
        share(divisions.filter { ended.contains($0) }.count, 30_000, 0.02...0.09, "old codes")

        let through = tables.dates(.residencePermit, "valid_to")
        share(through.filter { ($0 ?? .latest) < Sample.today }.count, through.count, 0.05...0.22, "expired permits")

        let cancelled = tables.dates(.property, "cancelled_on").filter { $0 != nil }.count
        share(cancelled, tables.count(.property), 0.01...0.035, "cancelled deeds")

        let names = tables.texts(.person, "name").map { $0 ?? "" }
        share(names.filter { $0.contains("·") }.count, 30_000, 0.0003...0.004, "dotted names")
        let rare = Set("䶮𬭎㛃𫖯𬍛𬘭𫍯𬱖䲟𣲗")
        share(names.filter { $0.contains { rare.contains($0) } }.count, 30_000, 0.002...0.007, "rare characters")

        let phones = tables.texts(.person, "phone").compactMap { $0 }
        #expect(phones.allSatisfy { $0.hasPrefix("100") && $0.utf8.count == 11 })
        var users: [String: Int] = [:]
        for phone in phones { users[phone, default: 0] += 1 }
        share(users.values.filter { $0 > 5 }.reduce(0, +), phones.count, 0.01...0.06, "shared phones")

        let divorced = tables.texts(.marriage, "status").filter { $0 == "divorced" }.count
        share(divorced, tables.count(.marriage), 0.005...0.03, "divorced")
    }

    @Test func `deeds are spelt otherwise than booklets and still read as one place`() throws {
        let reader = AddressReader(book: Sample.large.addressBook)
        var booklet: [String: String] = [:]
        for (key, address) in zip(tables.texts(.household, "address_key"), tables.texts(.household, "address")) {
            if let key, let address, key.contains("/r/") { booklet[key] = address }
        }
        var compared = 0
        var otherwise = 0
        for (key, address) in zip(tables.texts(.property, "address_key"), tables.texts(.property, "address")) {
            guard let key, let address, let registered = booklet[key] else { continue }
            #expect(reader.compare(address, registered).verdict == .same, "\(address) \(registered)")
            compared += 1
            if !address.contains("城关镇") || !address.contains("号院") { otherwise += 1 }
        }
        #expect(compared > 1_000)
        share(otherwise, compared, 0.15...0.40, "spelt otherwise")
    }

    @Test func `the same name lives twice in some villages`() {
        var seen: [String: Int] = [:]
        for (name, division) in zip(tables.texts(.person, "name"), tables.texts(.person, "registered_division")) {
            seen["\(name ?? "") \(division ?? "")", default: 0] += 1
        }
        #expect(seen.values.filter { $0 > 1 }.count > 20)
    }
}
