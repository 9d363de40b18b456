import Application
import CountySupport
import Diagnostics
import Directory
import Exchange
import JSONTree
import Registers
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar

@Suite struct EvidenceTests {
    @Test(arguments: Backend.available)
    func `a promise instead of a paper has the case decided again`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village-no-statement", in: county)
            let first = try await family.register()
            #expect(first.outcome == .unknown)
            #expect(first.state == .inReview)
            #expect(first.dueOn != nil)
            county.clock.advance(seconds: 60)
            let done = try await county.system.desk.promise(
                "village-house-statement", in: first.number, by: family.agent, now: county.now)
            #expect(done.outcome == .eligible)
            #expect(done.category == "village")
            #expect(done.place != nil)
            let timeline = try await county.system.cases.timeline(of: done).map(\.code)
            #expect(timeline.contains(.promised))
            // A promise is for a material that allows it, once, and not where nothing is missing.
            #expect(
                await refusal {
                    _ = try await county.system.desk.promise(
                        "village-house-statement", in: first.number, by: family.agent, now: county.now)
                } == .notOffered)
        }
    }

    @Test func `a promise is not offered for a material that does not allow it`() async throws {
        try await withCounty { county in
            let family = try await Family("no-guardianship", in: county)
            let done = try await family.register()
            for material in ["guardianship-proof", "no-such-material", ""] {
                #expect(
                    await refusal {
                        _ = try await county.system.desk.promise(
                            material, in: done.number, by: family.agent, now: county.now)
                    } == .notOffered)
            }
        }
    }

    @Test func `files are taken for what they are, not for what they are called`() async throws {
        try await withCounty { county in
            let family = try await Family("village-no-statement", in: county)
            let number = try await family.register().number
            let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 1, count: 100)
            let pdf = Array("%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF".utf8)
            let script = Array("%PDF-1.7\n1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj".utf8)
            func add(_ content: [UInt8], _ type: String, material: String = "village-house-statement") async
                -> ServiceError.Code?
            {
                await refusal {
                    _ = try await county.system.desk.addFile(
                        to: number, material: material, name: "证明.pdf", declaredType: type, content: content,
                        by: family.agent, now: county.now)
                }
            }
            #expect(await add(Array("MZ executable".utf8), "application/pdf") == .fileRefused)
            #expect(await add([], "application/pdf") == .fileRefused)
            #expect(await add(png, "application/pdf") == .fileRefused)
            #expect(await add(script, "application/pdf") == .fileRefused)
            #expect(await add(png + Array(repeating: 0, count: 10 << 20), "image/png") == .fileRefused)
            #expect(await add(png, "image/png", material: "no-such-material") == .notOffered)
            #expect(await add(png, "image/png") == nil)
            #expect(await add(pdf, "application/octet-stream") == nil)
            #expect(await add(pdf, "") == nil)
            // Three at most for this material.
            #expect(await add(png, "image/png") == .fileRefused)
            let found = try await family.reload(number)
            let files = try await county.system.desk.files(of: found)
            #expect(files.map(\.mediaType) == ["image/png", "application/pdf", "application/pdf"])
            #expect(files.allSatisfy { $0.grade == "C" && $0.name == "证明.pdf" })
            #expect(try await county.system.desk.content(ofFile: files[0].id, in: found).bytes == png)
            // A file belongs to its case: another case does not open it.
            let other = try await Family("town", in: county).register()
            #expect(
                await refusal { _ = try await county.system.desk.content(ofFile: files[0].id, in: other) }
                    == .noSuchCase)
        }
    }

    @Test func `an uploaded paper lies sealed in the database`() async throws {
        try await withCounty { county in
            let family = try await Family("village-no-statement", in: county)
            let number = try await family.register().number
            _ = try await county.system.desk.addFile(
                to: number, material: "village-house-statement", name: "PLANTED-NAME.pdf", declaredType: "",
                content: Array("%PDF-1.7 PLANTED-CONTENT".utf8), by: family.agent, now: county.now)
            let row = try await county.system.storage.point("SELECT name, content FROM case_file") {
                try $0.bytes(0) + $0.bytes(1)
            }
            let bytes = try #require(row)
            #expect(!Bytes.contain("PLANTED", in: bytes))
        }
    }
}

@Suite struct AppointmentTests {
    @Test(arguments: Backend.available)
    func `a time is taken until it is full, and moving to another gives the first back`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let place = try desk.runtime(County.service).service.places[0].name.zh
            let rule = try #require(try desk.runtime(County.service).service.appointment)
            let perSlot = max(1, rule.slotsPerDay / 6)
            let slots = try await desk.freeSlots(County.service, place: place, now: county.now)
            #expect(Set(slots.map(\.day)).count == 5)
            #expect(slots.allSatisfy { county.system.calendar.isWorkingDay($0.day) })
            let family = try await Family("village-no-statement", in: county)
            let number = try await family.register().number
            // All but one seat of the first time are taken by others.
            for seat in 0..<(perSlot - 1) {
                try await county.system.storage.commit([
                    Statement(
                        "INSERT INTO appointment (id, case_id, place, day, slot, seat) VALUES (?, ?, ?, ?, ?, ?)",
                        [
                            .integer(Int64(seat) + 1), .integer(-1), .text(place), .text(slots[0].day.iso),
                            .text(slots[0].slot), .integer(Int64(seat) + 1),
                        ], expect: .rows(1))
                ])
            }
            try await desk.appoint(slots[0], for: number, by: family.agent, now: county.now)
            let found = try await family.reload(number)
            #expect(try await desk.appointment(of: found) == slots[0])
            let other = try await Family("several-missing", in: county)
            let second = try await other.register().number
            #expect(
                await refusal { try await desk.appoint(slots[0], for: second, by: other.agent, now: county.now) }
                    == .noFreeSlot)
            #expect(try await !desk.freeSlots(County.service, place: place, now: county.now).contains(slots[0]))
            try await desk.appoint(slots[1], for: number, by: family.agent, now: county.now)
            #expect(try await desk.appointment(of: found) == slots[1])
            try await desk.appoint(slots[0], for: second, by: other.agent, now: county.now)
        }
    }

    @Test(arguments: Backend.available)
    func `of many who want the last seat at once one gets it`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let place = try desk.runtime(County.service).service.places[0].name.zh
            let rule = try #require(try desk.runtime(County.service).service.appointment)
            let perSlot = max(1, rule.slotsPerDay / 6)
            let slot = try #require(
                try await desk.freeSlots(County.service, place: place, now: county.now).last)
            for seat in 1..<perSlot {
                try await county.system.storage.commit([
                    Statement(
                        "INSERT INTO appointment (id, case_id, place, day, slot, seat) VALUES (?, ?, ?, ?, ?, ?)",
                        [
                            .integer(Int64(seat)), .integer(-1), .text(place), .text(slot.day.iso), .text(slot.slot),
                            .integer(Int64(seat)),
                        ], expect: .rows(1))
                ])
            }
            var families: [(Family, String)] = []
            for id in ["village", "town", "sibling", "divorced"] {
                let family = try await Family(id, in: county)
                families.append((family, try await family.open()))
            }
            let taken = await withTaskGroup(of: Bool.self) { group in
                for (family, number) in families {
                    group.addTask {
                        await refusal { try await desk.appoint(slot, for: number, by: family.agent, now: county.now) }
                            == nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
            let count = try await county.system.storage.point(
                "SELECT COUNT(*) FROM appointment WHERE cancelled_at IS NULL"
            ) { try $0.int(0) }
            #expect(count == perSlot)
        }
    }

    @Test func `times that are not offered are full: past days, unknown places, odd hours`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let place = try desk.runtime(County.service).service.places[0].name.zh
            let family = try await Family("village", in: county)
            let number = try await family.open()
            let today = county.system.today
            for wanted in [
                Appointment(place: place, day: today, slot: "08:30"),
                Appointment(place: place, day: today.adding(days: 400), slot: "08:30"),
                Appointment(place: place, day: today.adding(days: 1), slot: "03:00"),
                Appointment(place: "别处", day: today.adding(days: 1), slot: "08:30"),
            ] {
                #expect(
                    await refusal { try await desk.appoint(wanted, for: number, by: family.agent, now: county.now) }
                        == .noFreeSlot)
            }
        }
    }
}
