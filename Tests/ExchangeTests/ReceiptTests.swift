import Cryptography
import Exchange
import JSONTree
import Journal
import Storage
import TestSupport
import Testing

@Suite struct ReceiptTests {
    @Test(arguments: Backend.available)
    func `there is a receipt for each look-up made and for nothing else`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            let (made, order) = try await world.ask()
            let caller = LookUpCaller(viewer: "program", post: "enrolment-clerk")
            let events = order.compactMap { variable -> JournalEvent? in
                guard let lookUp = made[variable], let number = lookUp.subjectIDNumber else { return nil }
                let key = world.keyring.blindIndex(number, domain: "id_number")
                return lookUp.event(caseID: 7, caseNumber: "2026-AAAA-BBBB", subject: key, caller: caller)
            }
            let writes = try await world.storage.snapshot { [world] reader in
                var writes = WriteSet()
                try world.journal.record(events, at: 1, to: &writes, reader: reader)
                return writes
            }
            try await world.storage.commit(writes)
            let receipts = try await world.storage.few(
                SQL("SELECT \(Receipt.columns) FROM receipt ORDER BY leaf_id")
            ) { try Receipt($0) }
            let asked = order.filter { made[$0]?.wasAsked == true }
            #expect(receipts.map { $0["contract"] } == asked.compactMap { made[$0]?.contract.qualifiedID })
            #expect(Set(asked) == ["child_record", "guardians", "guardian_records", "household"])
            let child = try #require(receipts.first { $0["contract"] == "test.child-record" })
            #expect(child.type == EventType.lookedUp.name)
            #expect(child.department == "public-security")
            #expect(child.subject == world.keyring.blindIndex(ExchangeWorld.child, domain: "id_number"))
            #expect(child["fields"] == "id_number,name,birth_date,household_no")
            #expect(child["result"] == "found")
            #expect(child["rung"] == "table")
            #expect(child["viewer"] == "program")
            #expect(child["post"] == "enrolment-clerk")
            #expect(child["consumer"] == "education")
            #expect(child["case"] == "2026-AAAA-BBBB")
        }
    }

    @Test func `a receipt holds a digest of the answer and nothing of its values`() async throws {
        try await withExchange(.sqlite) { world in
            try await world.family()
            let lookUp = try #require(try await world.ask().made["child_record"])
            let event = try #require(
                lookUp.event(
                    caseID: 7, caseNumber: "x", subject: [1],
                    caller: LookUpCaller(viewer: "official", post: "clerk", official: 5)))
            #expect(event.values.contains("official:5"))
            for value in event.values {
                #expect(!value.contains("赵小") && !value.contains(ExchangeWorld.child) && !value.contains("H1"))
            }
            #expect(event.values.last?.count == 64)
        }
    }

    @Test func `another answer is another digest`() async throws {
        try await withExchange(.sqlite) { world in
            try await world.family()
            let made = try await world.ask().made
            let digests = ["child_record", "guardians"].compactMap { name in
                made[name]?.event(
                    caseID: 7, caseNumber: "x", subject: [1], caller: LookUpCaller(viewer: "program", post: "p"))?
                    .values.last
            }
            #expect(Set(digests).count == 2)
        }
    }
}
