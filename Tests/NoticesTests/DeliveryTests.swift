import Application
import CountySupport
import DemoCounty
import Diagnostics
import Directory
import Notices
import Services
import Storage
import TestSupport
import Testing

@Suite struct DeliveryTests {
    private func runner(_ county: County) -> OutboxRunner {
        OutboxRunner(
            storage: county.system.storage, outbox: county.system.outbox,
            adapters: [
                InAppAdapter(
                    keyring: county.system.keyring, identifiers: county.system.identifiers, clock: county.clock)
            ], clock: county.clock)
    }

    @Test(arguments: Backend.available)
    func `a notice reaches its recipient once, however often and by however many the outbox is worked through`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            // What the seed has sent belongs to others.
            while try await runner(county).runDue() > 0 {}
            let family = try await Family("village", in: county)
            _ = try await family.register()
            #expect(try await county.system.notices.notices(of: family.citizen.key.bytes).isEmpty, "not yet delivered")
            county.clock.advance(seconds: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { _ = try await runner(county).runDue() } }
                try await group.waitForAll()
            }
            _ = try await runner(county).runDue()
            let notices = try await county.system.notices.notices(of: family.citizen.key.bytes)
            let codes = notices.map(\.notice.code)
            #expect(!codes.isEmpty)
            #expect(Set(codes).count == codes.count, "\(codes)")
            #expect(try await county.system.notices.unreadCount(of: family.citizen.key.bytes) == codes.count)
            for received in notices {
                for text in [received.notice.title, received.notice.body] {
                    #expect(!text.zh.isEmpty && !text.en.isEmpty)
                    #expect(!text.zh.contains("{") && !text.en.contains("{"), "a placeholder was left")
                }
            }
            try await county.system.notices.markRead(of: family.citizen.key.bytes, now: county.now)
            #expect(try await county.system.notices.unreadCount(of: family.citizen.key.bytes) == 0)
            let other = try await county.applicant(try county.story("town"))
            #expect(try await county.system.notices.notices(of: other.key.bytes).isEmpty)
        }
    }

    @Test func `names in notices and outbox lie sealed in the database`() async throws {
        try await withCounty { county in
            let family = try await Family("rare-character", in: county)
            _ = try await family.register()
            while try await runner(county).runDue() > 0 {}
            var bytes: [UInt8] = []
            for table in ["outbox", "notice", "case_event", "receipt", "process_row", "process_log", "job"] {
                bytes += try await county.system.storage.query(SQL("SELECT * FROM \(table)"), limit: 100_000) { row in
                    try row.values.flatMap { value -> [UInt8] in
                        switch value {
                        case .text(let text): Array(text.utf8)
                        case .bytes(let data): data
                        default: []
                        }
                    }
                }.flatMap { $0 }
            }
            #expect(bytes.count > 1000)
            for planted in [
                family.story.childName, family.story.applicantName, family.story.child, family.story.applicant,
                "19900000001",
            ] {
                #expect(!Bytes.contain(planted, in: bytes), "a planted value lies in clear")
            }
        }
    }
}
