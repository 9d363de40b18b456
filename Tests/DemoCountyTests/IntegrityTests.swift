import AddressEngine
import DemoCounty
import GeoEngine
import NationalCodes
import Testing
import WorkCalendar

@Suite struct `Rows agree with each other` {
    private let tables = Sample.tables
    private var people: Set<String> { Set(tables.texts(.person, "id_number").compactMap { $0 }) }

    private static let keys: [(DemoRegister, [String])] = [
        (.person, ["id_number"]), (.household, ["household_no"]),
        (.guardianship, ["child_id_number", "guardian_id_number"]),
        (.marriage, ["certificate_no"]), (.birth, ["child_id_number"]), (.property, ["certificate_no"]),
        (.villageHouse, ["statement_no"]), (.residencePermit, ["permit_no"]), (.school, ["school_code"]),
        (.schoolArea, ["area_no"]), (.schoolRoll, ["student_id_number"]), (.disability, ["certificate_no"]),
        (.beneficiary, ["holder_id_number"]), (.firm, ["credit_code"]), (.licence, ["licence_no"]),
        (.labourContract, ["contract_no"]), (.takenLandVillage, ["division"]),
    ]

    @Test func `keys are given once and never empty`() {
        #expect(Set(Self.keys.map(\.0)) == Set(DemoRegister.allCases))
        for (register, columns) in Self.keys {
            let values = columns.map { tables.texts(register, $0) }
            let keys = (0..<tables.count(register)).map { row in values.map { $0[row] } }
            #expect(!keys.isEmpty, "\(register)")
            #expect(keys.allSatisfy { $0.allSatisfy { $0 != nil } }, "\(register)")
            #expect(Set(keys).count == keys.count, "\(register)")
        }
    }

    @Test func `every identity number is valid and belongs to no real division`() throws {
        for register in DemoRegister.allCases {
            for column in register.columns where column.hasSuffix("id_number") {
                for text in tables.texts(register, column).compactMap({ $0 }) {
                    let id = try CitizenID(text)
                    #expect(id.text.hasPrefix("99"))
                    if text.count == 15 { #expect([.property, .villageHouse, .marriage].contains(register)) }
                }
            }
        }
        for code in tables.texts(.firm, "credit_code") {
            let credit = try CreditCode(#require(code))
            #expect(credit.organisationCode != nil)
        }
    }

    @Test func `identity numbers agree with birth and sex`() throws {
        let births = tables.dates(.person, "birth_date")
        let sexes = tables.texts(.person, "sex")
        for (row, text) in tables.texts(.person, "id_number").enumerated() {
            let id = try CitizenID(#require(text))
            #expect(id.birthDate == births[row])
            #expect(id.sex.rawValue == sexes[row])
        }
    }

    @Test func `people, households and heads point at each other`() throws {
        let numbers = Set(tables.texts(.household, "household_no"))
        #expect(Set(tables.texts(.person, "household_no")) == numbers)
        let people = people
        #expect(tables.texts(.household, "head_id_number").allSatisfy { people.contains($0 ?? "") })
        let roles = tables.texts(.person, "relation_to_head")
        var heads: [String: Int] = [:]
        for (row, number) in tables.texts(.person, "household_no").enumerated() where roles[row] == "head" {
            heads[number ?? "", default: 0] += 1
        }
        #expect(heads.count == numbers.count && heads.values.allSatisfy { $0 == 1 })
    }

    @Test func `links between people lead to people`() {
        let people = people
        for (register, columns) in [
            (DemoRegister.guardianship, ["child_id_number", "guardian_id_number"]), (.disability, ["holder_id_number"]),
            (.beneficiary, ["holder_id_number"]), (.schoolRoll, ["student_id_number"]),
        ] {
            for column in columns {
                let strangers = tables.texts(register, column).filter { !people.contains($0 ?? "") }.count
                // A few know people that the police do not: families from elsewhere.
                #expect(strangers * 100 <= tables.count(register), "\(register) \(column)")
            }
        }
    }

    @Test func `parents are old enough and children come after them`() throws {
        for (column, least) in [("mother_id_number", 17), ("father_id_number", 17)] {
            let parents = tables.texts(.birth, column)
            for (row, child) in tables.texts(.birth, "child_id_number").enumerated() {
                guard let parent = parents[row] else { continue }
                let years = try CitizenID(parent).birthDate.completedYears(at: CitizenID(#require(child)).birthDate)
                #expect((least...62).contains(years))
            }
        }
    }

    @Test func `divisions and schools are known`() throws {
        let divisions = Set(Sample.large.divisions().map(\.code))
        for (register, column) in [
            (DemoRegister.person, "registered_division"), (.household, "registered_division"), (.property, "division"),
            (.villageHouse, "division"), (.residencePermit, "division"), (.school, "division"),
            (.schoolArea, "division"),
            (.firm, "division"), (.takenLandVillage, "division"),
        ] {
            #expect(tables.texts(register, column).allSatisfy { divisions.contains($0 ?? "") }, "\(register)")
        }
        let schools = Set(tables.texts(.school, "school_code"))
        #expect(tables.texts(.schoolArea, "school_code").allSatisfy { schools.contains($0) })
        let counties = tables.texts(.schoolRoll, "county")
        for (row, school) in tables.texts(.schoolRoll, "school_code").enumerated() where counties[row] == "990121" {
            #expect(schools.contains(school))
        }
        let firms = Set(tables.texts(.firm, "credit_code"))
        #expect(tables.texts(.licence, "credit_code").allSatisfy { firms.contains($0) })
        #expect(tables.texts(.labourContract, "employer_credit_code").allSatisfy { firms.contains($0) })
    }

    @Test func `every address key is what the address engine reads from the address`() throws {
        let reader = AddressReader(book: Sample.large.addressBook)
        for register in [DemoRegister.household, .property, .residencePermit] {
            let addresses = tables.texts(register, "address")
            for (row, key) in tables.texts(register, "address_key").enumerated() {
                guard let key else { continue }
                #expect(reader.key(of: try #require(addresses[row]))?.text == key, "\(addresses[row] ?? "")")
            }
        }
    }

    @Test func `polygons lead compounds to their own school`() throws {
        let schools = tables.texts(.schoolArea, "school_code")
        let kinds = tables.texts(.schoolArea, "kind")
        let ranks = tables.numbers(.schoolArea, "rank")
        let keys = tables.texts(.schoolArea, "address_key")
        let years = tables.numbers(.schoolArea, "year")
        #expect(Set(years) == [2026, 2027])
        var areas: [(GeoPolygon, String?)] = []
        var listed: [String: String?] = [:]
        for (row, wkt) in tables.texts(.schoolArea, "polygon").enumerated()
        where ranks[row] == 1 && years[row] == 2027 {
            if let wkt, case .polygon(let polygon) = try Geometry(wkt: wkt) { areas.append((polygon, schools[row])) }
            if kinds[row] == "compound", let key = keys[row] { listed[key] = schools[row] }
        }
        #expect(areas.count == 8)
        let points = tables.texts(.property, "location")
        var unlisted = 0
        for (row, key) in tables.texts(.property, "address_key").enumerated() {
            guard let key, key.hasPrefix("990121/r/"), case .point(let point) = try Geometry(wkt: #require(points[row]))
            else {
                continue
            }
            let hits = areas.filter { $0.0.contains(point) }
            #expect(hits.count == 1)
            if let school = listed[key] { #expect(hits.first?.1 == school) } else { unlisted += 1 }
        }
        #expect(unlisted > 20)
    }

    @Test func `the tree has every parent before its children and its history can be followed`() throws {
        let rows = Sample.large.divisions()
        var seen: Set<String> = []
        for row in rows {
            if let parent = row.parent { #expect(seen.contains(parent)) }
            seen.insert(row.code)
        }
        #expect(seen.count == rows.count)
        let history = try DivisionHistory(rows.compactMap(\.period))
        let ended = rows.filter { $0.validTo != nil }
        #expect(ended.count >= 40)
        for row in ended {
            let code = try DivisionCode(row.code)
            let now = history.current(code, on: Sample.today).map(\.text)
            #expect(now == row.successors.sorted())
            #expect(history.isValid(code, on: CivilDate(iso: "2019-01-01")!))
        }
        #expect(ended.filter { $0.successors.count == 2 }.count == 1)
        let villages = rows.filter { $0.level == .village && $0.validTo == nil }
        #expect((170...200).contains(villages.count))
        #expect((1_100...1_600).contains(rows.filter { $0.level == .group }.count))
    }
}
