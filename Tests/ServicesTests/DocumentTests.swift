import Application
import CountySupport
import Diagnostics
import Directory
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar

@Suite struct DocumentTests {
    @Test(arguments: Backend.available)
    func `an answered case has its acceptance and its admission, numbered without gaps`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let stories = ["village", "town", "sibling"]
            var numbers: [String: [String]] = [:]
            for id in stories {
                let done = try await Family(id, in: county).register()
                try await desk.numberDocuments()
                let documents = try await desk.documents(of: done)
                #expect(documents.map(\.template) == ["\(done.package).acceptance", "\(done.package).admission"])
                for document in documents {
                    numbers[document.template, default: []].append(try #require(document.number))
                    #expect(!document.paragraphs.contains { $0.zh.contains("{") })
                }
                #expect(documents[0].paragraphs[0].zh.contains(done.number))
                #expect(documents[1].remedy != nil)
            }
            let year = county.system.today.year
            #expect(
                numbers["new-pupil-enrolment.acceptance"] == (1...3).map { "松教入受〔\(year)〕0000\($0)号" })
            #expect(numbers["new-pupil-enrolment.admission"] == (1...3).map { "松教入〔\(year)〕0000\($0)号" })
        }
    }

    @Test(arguments: Backend.available)
    func `what is missing is told in one document, once, however often the case is looked at again`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("several-missing", in: county)
            let first = try await family.register()
            #expect(first.outcome == .unknown)
            let correction = try await desk.askCorrection(
                in: first.number, contract: "\(first.package).guardians-of-child", field: "", statement: "是我的孩子",
                by: family.agent, now: county.now)
            let police = try await county.official("gongan01")
            county.clock.advance(seconds: 60)
            try await desk.answer(
                try await desk.correction(correction, for: police), .corrected(value: nil), reply: "已核对。",
                by: police, now: county.now)
            let documents = try await desk.documents(of: try await family.reload(first.number))
            #expect(documents.map(\.template) == ["\(first.package).acceptance", "\(first.package).one-time-notice"])
            let notice = try #require(documents.last)
            #expect(notice.paragraphs.contains { $0.zh.contains("一次告知") })
        }
    }

    @Test func `a visit gets a slip with the time, and another when the time is changed`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("no-guardianship", in: county)
            let done = try await family.register()
            let place = try desk.runtime(County.service).service.places[0].name.zh
            let slots = try await desk.freeSlots(County.service, place: place, now: county.now)
            for slot in [slots[0], slots[1]] {
                try await desk.appoint(slot, for: done.number, by: family.agent, now: county.now)
                county.clock.advance(seconds: 1)
            }
            let slips = try await desk.documents(of: done).filter { $0.template.hasSuffix(".appointment") }
            #expect(slips.count == 2)
            #expect(slips[0].paragraphs[0].zh.contains(slots[0].slot))
            #expect(slips[1].paragraphs[0].zh.contains(slots[1].slot))
        }
    }

    @Test(arguments: Backend.available) func `two processes that number at once leave no gap and no double`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            for id in ["village", "town", "divorced", "migrant"] { try await Family(id, in: county).register() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await county.system.desk.numberDocuments() } }
                try await group.waitForAll()
            }
            let rows = try await county.system.storage.query(
                """
                SELECT sequence FROM case_document WHERE template = 'new-pupil-enrolment.acceptance' AND year = ?
                ORDER BY sequence
                """, [SQLValue(county.system.today.year)]
            ) { try $0.int(0) }
            #expect(rows == Array(1...rows.count) && rows.count >= 4)
        }
    }

    @Test func `the words of a document cannot be read in the database`() async throws {
        try await withCounty { county in
            let done = try await Family("rare-character", in: county).register()
            let stored: [[UInt8]] = try await county.system.storage.query("SELECT content FROM case_document") {
                try $0.bytes(0)
            }
            #expect(!stored.isEmpty)
            for bytes in stored { #expect(!Bytes.contain(done.number, in: bytes) && !Bytes.contain("登记", in: bytes)) }
        }
    }
}
