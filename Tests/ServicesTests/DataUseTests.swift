import Application
import CountySupport
import DemoCounty
import Directory
import Journal
import Services
import Storage
import TestSupport
import Testing

@Suite struct DataUseTests {
    private func key(_ idNumber: String, _ county: County) -> SubjectKey {
        SubjectKey(idNumber: idNumber, keyring: county.system.keyring)
    }

    private func scope(_ citizen: Citizen, _ keys: [SubjectKey]) -> AccessScope {
        AccessScope(viewer: .citizen(id: citizen.id), reach: .people(keys), permissions: [])
    }

    @Test(arguments: Backend.available)
    func `every look-up of a case is shown to the person it is about and to the child's guardian`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village", in: county)
            let done = try await family.register()
            let clerk = try await county.official("songjiao01")
            try await county.system.desk.noteViewed(done, by: clerk, now: county.now)
            let use = DataUse(storage: county.system.storage)
            let child = key(family.story.child, county)
            // The guardian's right comes from the register of guardians, with its receipt.
            let wards = try await county.system.directory.delegations(
                of: family.citizen.id, on: county.system.today)
            #expect(wards.map(\.principal) == [child])
            #expect(wards.allSatisfy { $0.kind == .guardian && $0.proof == .register })
            let seen = try await use.looks(
                at: child, size: 200, in: scope(family.citizen, [family.citizen.key, child]))
            let all = try await county.system.storage.query(
                SQL("SELECT \(Receipt.columns) FROM receipt WHERE case_id = ?"), [.integer(done.id)]
            ) { try Receipt($0) }
            let ofChild = all.filter {
                $0.subject == child.bytes
                    && [EventType.lookedUp.name, EventType.caseViewed.name].contains($0.type)
            }
            #expect(!ofChild.isEmpty)
            #expect(Set(seen.map(\.leafID)).isSuperset(of: ofChild.map(\.leafID)))
            let ofParent = all.filter {
                $0.subject == family.citizen.key.bytes && $0.type == EventType.lookedUp.name
            }
            let own = try await use.looks(
                at: family.citizen.key, size: 200, in: scope(family.citizen, [family.citizen.key]))
            #expect(Set(own.map(\.leafID)).isSuperset(of: ofParent.map(\.leafID)))
            // Who, which post, which fields, for which case, by which rung, when.
            for receipt in seen where receipt.type == EventType.lookedUp.name {
                for field in [
                    "case", "contract", "register", "provider", "consumer", "viewer", "post", "fields", "result",
                ] {
                    #expect(!receipt[field].isEmpty, "\(field) of \(receipt["contract"])")
                }
                #expect(!receipt["rung"].isEmpty || receipt["result"] != "found")
                #expect(receipt["case"] == done.number || receipt.caseID != done.id)
            }
            #expect(seen.contains { $0.type == EventType.caseViewed.name && $0["post"] == clerk.post })
            // The newest is first, and pages do not overlap.
            let first = try await use.looks(at: child, size: 2, in: scope(family.citizen, [child]))
            let second = try await use.looks(
                at: child, before: first.last?.leafID, size: 2, in: scope(family.citizen, [child]))
            #expect(first.map(\.leafID) == Array(seen.map(\.leafID).prefix(2)))
            #expect(Set(first.map(\.leafID)).isDisjoint(with: second.map(\.leafID)))
        }
    }

    @Test func `nobody else sees who looked: no stranger, no official without the auditor's permission`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            _ = try await family.register()
            let use = DataUse(storage: county.system.storage)
            let child = key(family.story.child, county)
            let stranger = try await county.applicant(try county.story("town"))
            #expect(
                await refusal { _ = try await use.receipts(of: child, in: scope(stranger, [stranger.key])) }
                    == .noSuchCase)
            for account in ["songjiao01", "xianzhang", "gongan01"] {
                let official = try await county.official(account)
                #expect(await refusal { _ = try await use.receipts(of: child, in: official.scope) } == .noSuchCase)
            }
            let auditor = try await county.official("shenji01")
            #expect(try await !use.receipts(of: child, in: auditor.scope).isEmpty)
        }
    }

    @Test func `a stranger who types a child's number becomes no guardian and gets no name`() async throws {
        try await withCounty { county in
            let stranger = try await Family("town", in: county)
            let victim = try county.story("village")
            let number = try await stranger.open(child: victim.child)
            let draft = try await stranger.reload(number)
            let knowledge = try county.system.desk.knowledge(of: draft, now: county.now)
            #expect(!knowledge.isGuardianshipShown)
            #expect(knowledge.child?.name == "")
            #expect(
                try await county.system.directory.delegations(of: stranger.citizen.id, on: county.system.today).isEmpty)
            // The attempt itself is a receipt that the child's guardian will see.
            let child = key(victim.child, county)
            let receipts = try await DataUse(storage: county.system.storage).looks(
                at: child, in: .program("test").limited(to: child))
            #expect(receipts.contains { $0["case"] == number && $0["viewer"] == "citizen" })
        }
    }
}

extension AccessScope {
    fileprivate func limited(to key: SubjectKey) -> AccessScope {
        AccessScope(viewer: viewer, reach: .people([key]), permissions: [])
    }
}
