import AddressEngine
import DemoCounty
import NationalCodes
import Testing
import WorkCalendar

@Suite struct `Stories show what they say` {
    private let tables = Tables(Sample.small)
    private let stories = Sample.small.stories

    private func story(_ id: String) throws -> DemoStory { try #require(stories.first { $0.id == id }) }

    /// The values of a row found by one column.
    private func row(_ register: DemoRegister, _ column: String, _ value: String) -> [String: DemoValue]? {
        let texts = tables.texts(register, column)
        guard let index = texts.firstIndex(of: value) else { return nil }
        return Dictionary(uniqueKeysWithValues: zip(register.columns, tables[register][index]))
    }

    private func guardians(of child: String) -> [String] {
        zip(tables.texts(.guardianship, "child_id_number"), tables.texts(.guardianship, "guardian_id_number"))
            .filter { $0.0 == child }.compactMap(\.1)
    }

    @Test func `each has people of its own who are on file`() {
        #expect(stories.count >= 28)
        #expect(Set(stories.map(\.id)).count == stories.count)
        #expect(Set(stories.map(\.child)).count == stories.count)
        for story in stories where story.id != "migrant-unknown" {
            #expect(row(.person, "id_number", story.child)?["name"] == .text(story.childName), "\(story.id)")
            #expect(row(.person, "id_number", story.applicant)?["name"] == .text(story.applicantName), "\(story.id)")
        }
        #expect(row(.person, "id_number", "x") == nil)
    }

    @Test func `the children's ages are right`() throws {
        let season = Sample.small.season
        for story in stories {
            let birth = try CitizenID(story.child).birthDate
            let isOfSeason = season.cohortFrom <= birth && birth <= season.cohortThrough
            #expect(isOfSeason == (story.id != "too-young"), "\(story.id)")
        }
    }

    @Test func `clean families have everything, doubtful ones miss what is named`() throws {
        let pupils = Dictionary(uniqueKeysWithValues: Sample.small.thisYearPupils.map { ($0.child, $0) })
        for id in [
            "village", "town", "migrant", "sibling", "twins", "rare-character", "dotted-name", "short-id",
            "village-merged",
        ] {
            #expect(try pupils[story(id).child]?.notFound == [], "\(id)")
        }
        #expect(try pupils[story("village-no-statement").child]?.notFound == [.home])
        #expect(try pupils[story("no-guardianship").child]?.notFound == [.guardian])
        #expect(try pupils[story("several-missing").child]?.notFound == [.guardian, .home, .birth])
        #expect(try pupils[story("migrant-unknown").child]?.notFound == [.child, .guardian, .home, .birth])
        #expect(try pupils[story("enrolled-elsewhere").child] == nil)
    }

    @Test func `old codes, old numbers and two spellings are in the rows`() throws {
        let merged = try #require(row(.person, "id_number", try story("village-merged").child))
        let ended = Sample.small.divisions().filter { $0.validTo != nil }
        #expect(ended.contains { merged["registered_division"] == .text($0.code) && $0.successors.count == 1 })
        let split = try #require(row(.person, "id_number", try story("split-community").child))
        #expect(ended.contains { split["registered_division"] == .text($0.code) && $0.successors.count == 2 })
        let short = try CitizenID(story("short-id").applicant)
        #expect(row(.villageHouse, "holder_id_number", try #require(short.fifteenDigits)) != nil)
        let spelt = try story("town-two-spellings")
        let deed = try #require(row(.property, "owner_id_number", spelt.applicant)?["address"])
        let booklet = try #require(row(.person, "id_number", spelt.child)?["registered_address"])
        guard case .text(let a) = deed, case .text(let b) = booklet else {
            Issue.record("addresses are texts")
            return
        }
        #expect(a != b)
        #expect(AddressReader(book: Sample.small.addressBook).compare(a, b).verdict == .same)
    }

    @Test func `families are as told`() throws {
        let other = try story("town-deed-of-other")
        #expect(row(.property, "owner_id_number", other.applicant) == nil)
        #expect(row(.property, "owner_id_number", other.others[0]) != nil)
        let recorded = try story("grandparents")
        #expect(guardians(of: recorded.child).contains(recorded.applicant))
        let notRecorded = try story("grandparents-no-link")
        #expect(!guardians(of: notRecorded.child).contains(notRecorded.applicant))
        #expect(guardians(of: notRecorded.child).count == 2)
        let soldier = try story("soldier")
        #expect(row(.beneficiary, "holder_id_number", soldier.others[0])?["category"] == .text("active-duty"))
        let special = try story("special-needs")
        #expect(row(.disability, "holder_id_number", special.child)?["assessment"] == .text("special"))
        let sibling = try story("sibling")
        #expect(row(.schoolRoll, "student_id_number", sibling.others[0])?["grade"] == .integer(4))
        let twins = try story("twins")
        #expect(try CitizenID(twins.child).birthDate == CitizenID(twins.others[0]).birthDate)
        let divorced = try story("divorced")
        #expect(guardians(of: divorced.child).sorted() == [divorced.applicant, divorced.others[0]].sorted())
        #expect(row(.marriage, "wife_id_number", divorced.applicant)?["status"] == .text("divorced"))
        #expect(row(.schoolRoll, "student_id_number", try story("enrolled-elsewhere").child)?["grade"] == .integer(1))
        let dead = try story("father-dead")
        #expect(row(.person, "id_number", dead.others[0])?["death_date"] != .null)
        let expired = try story("migrant-expired")
        guard case .date(let end) = row(.residencePermit, "holder_id_number", expired.applicant)?["valid_to"] else {
            Issue.record("no permit")
            return
        }
        #expect(end < Sample.today)
    }

    @Test func `the compound of the polygon is in no list`() throws {
        let owner = try story("town-polygon").applicant
        let key = try #require(row(.property, "owner_id_number", owner)?["address_key"])
        #expect(!tables.texts(.schoolArea, "address_key").contains { $0.map(DemoValue.text) == key })
    }
}
