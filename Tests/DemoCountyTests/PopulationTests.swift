import DemoCounty
import NationalCodes
import Testing
import WorkCalendar

@Suite struct `Numbers are those of a county` {
    private let tables = Sample.tables

    private func share(_ part: Int, _ whole: Int) -> Double { Double(part) / Double(whole) }

    @Test func `there are as many people as planned`() {
        #expect(tables.count(.person) == 30_000)
        var count = 0
        DemoCounty(Sample.plan(people: 1_234)).emit(.person) { count += $0.rowCount }
        #expect(count == 1_234)
    }

    @Test func `one in a hundred turns six, and about as many did last year`() {
        for pupils in [Sample.large.thisYearPupils, Sample.large.lastYearPupils] {
            #expect((0.0085...0.0125).contains(share(pupils.count, 30_000)))
            #expect(Set(pupils.map(\.child)).count == pupils.count)
        }
    }

    @Test func `a third lives away`() {
        let away = tables.texts(.person, "presence").filter { $0 == "away" }.count
        #expect((0.27...0.38).contains(share(away, 30_000)))
    }

    @Test func `about a quarter of the families miss a datum`() {
        let pupils = Sample.large.thisYearPupils + Sample.large.lastYearPupils
        #expect((0.20...0.31).contains(share(pupils.filter { !$0.notFound.isEmpty }.count, pupils.count)))
    }

    @Test func `what is said not to be found stands in no register`() throws {
        let guardians = Set(
            zip(tables.texts(.guardianship, "child_id_number"), tables.texts(.guardianship, "guardian_id_number"))
                .map { "\($0 ?? "") \($1 ?? "")" })
        let births = Set(tables.texts(.birth, "child_id_number"))
        let people = Set(tables.texts(.person, "id_number"))
        let permits = Set(tables.texts(.residencePermit, "holder_id_number"))
        for pupil in Sample.large.thisYearPupils {
            #expect(guardians.contains("\(pupil.child) \(pupil.applicant)") != pupil.notFound.contains(.guardian))
            #expect(births.contains(pupil.child) != pupil.notFound.contains(.birth))
            #expect(people.contains(pupil.child) != pupil.notFound.contains(.child))
            if pupil.situation == .migrant {
                #expect(permits.contains(pupil.applicant) != pupil.notFound.contains(.home))
            }
        }
    }

    @Test func `homes that are found lead from the applicant, the spouse or the head`() throws {
        func ids(_ register: DemoRegister, _ column: String) -> Set<String> {
            Set(tables.texts(register, column).compactMap { CitizenID.normalised($0 ?? "") })
        }
        let owners = ids(.property, "owner_id_number")
        let holders = ids(.villageHouse, "holder_id_number")
        var heads: [String: String] = [:]
        for (number, head) in zip(tables.texts(.household, "household_no"), tables.texts(.household, "head_id_number"))
        {
            heads[number ?? ""] = head
        }
        var headOf: [String: String] = [:]
        for (id, number) in zip(tables.texts(.person, "id_number"), tables.texts(.person, "household_no")) {
            headOf[id ?? ""] = heads[number ?? ""]
        }
        for pupil in Sample.large.thisYearPupils where pupil.situation != .migrant {
            let mine = [pupil.applicant, pupil.spouse ?? ""]
            let found: Bool
            if pupil.situation == .compound {
                found = mine.contains { owners.contains($0) }
            } else {
                let all = mine + [headOf[pupil.child] ?? ""]
                found = all.contains { holders.contains($0) || owners.contains($0) }
            }
            if !pupil.notFound.contains(.home) { #expect(found, "\(pupil)") }
            if pupil.notFound.contains(.home), pupil.situation != .villageWithTownHome { #expect(!found, "\(pupil)") }
        }
    }

    @Test func `grades two to nine are in the roll, beginners are not`() throws {
        let entered = Set(tables.texts(.schoolRoll, "student_id_number"))
        #expect(Sample.large.lastYearPupils.allSatisfy { !entered.contains($0.child) })
        #expect(Sample.large.thisYearPupils.allSatisfy { !entered.contains($0.child) })
        let counties = tables.texts(.schoolRoll, "county")
        var grades = Set<Int?>()
        for (row, grade) in tables.numbers(.schoolRoll, "grade").enumerated() {
            grades.insert(grade)
            if grade == 1 { #expect(counties[row] != "990121") }
        }
        #expect(grades == Set((1...9).map { $0 }))
    }

    @Test func `shares of registers are plausible`() {
        #expect((0.30...0.42).contains(share(tables.count(.household), 30_000)))
        #expect((0.15...0.25).contains(share(tables.count(.villageHouse), 30_000)))
        #expect((0.09...0.18).contains(share(tables.count(.property), 30_000)))
        #expect((0.010...0.025).contains(share(tables.count(.disability), 30_000)))
        #expect((55...65).contains(tables.count(.school)))
        let dead = tables.dates(.person, "death_date").filter { $0 != nil }.count
        #expect((0.002...0.02).contains(share(dead, 30_000)))
    }

    @Test func `a city has its numbers too`() {
        let city = DemoCounty(Sample.plan(people: 40_000, profile: .city))
        #expect((0.0095...0.0125).contains(share(city.thisYearPupils.count, 40_000)))
        let compounds = city.thisYearPupils.filter { $0.situation == .compound }.count
        #expect(share(compounds, city.thisYearPupils.count) > 0.5)
    }
}
