import Application
import CountySupport
import Directory
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// While somebody is away a colleague does their work, under the colleague's own name.
@Suite struct `Standing in` {
    /// An official as a session knows them.
    private func signedIn(_ account: String, _ county: County) async throws -> Official {
        let official = try await county.official(account)
        let token = try await county.system.sessions.open(.official(official), now: county.now)
        // As somebody who comes back later: not from memory.
        let fresh = SessionStore(storage: county.system.storage, directory: county.system.directory)
        let session = try #require(try await fresh.session(token: token, now: county.now))
        guard case .official(let seen) = session.principal else { throw WorkflowError(.taskNotYours) }
        return seen
    }

    private func open(_ county: County, _ found: Case) async throws -> WorkflowTask {
        try #require(
            try await TaskStore(storage: county.system.storage).tasks(of: Matter(kind: "case", id: found.id))
                .first(where: \.isOpen))
    }

    @Test(arguments: Backend.available)
    func `what the one away has and what is their post's comes to the deputy, on those days only`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let today = desk.today(county.now)
            let found = try await Family("village-no-statement", in: county).register()
            let lin = try await county.official("songjiao01")
            let jiang = try await county.official("songjiao03")
            try await desk.act(
                .take, on: try await open(county, found), of: found.number, by: lin, reason: "", now: county.now)
            let box = TaskStore(storage: county.system.storage)
            let task = try await open(county, found)
            #expect(try await box.list(.mine, of: jiang.holder).allSatisfy { $0.id != task.id })
            try await desk.standIn(
                for: lin, deputy: jiang.id, from: today, through: today.adding(days: 2), now: county.now)
            let deputy = try await signedIn("songjiao03", county)
            #expect(deputy.standsFor.map(\.name) == ["林晓禾"])
            #expect(try await box.list(.mine, of: deputy.holder).filter { $0.id == task.id }.count == 1)
            let soon = today.adding(days: 60)
            let counts = try await box.counts(of: deputy.holder, dueBy: soon)
            let alone = try await box.counts(of: jiang.holder, dueBy: soon)
            #expect(counts.mine == alone.mine + 1 && counts.soon == alone.soon + 1)
            let after = try await desk.complete(
                task, of: found.number, by: deputy, result: "on-site", now: county.now)
            #expect(after.dueOn == nil)
            let done = try await box.tasks(of: task.matter).first { $0.id == task.id }
            #expect(done?.endedBy == jiang.id)
            county.clock.advance(seconds: 3 * 86_400)
            #expect(try await signedIn("songjiao03", county).standsFor.isEmpty)
        }
    }

    @Test func `an approving post has a deputy, but nobody approves what they asked for`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let today = desk.today(county.now)
            let found = try await Family("village-no-statement", in: county).register()
            let head = try await county.official("songjiao04")
            let lin = try await county.official("songjiao01")
            let jiang = try await county.official("songjiao03")
            try await desk.begin("ask-more-time", of: found.number, by: lin, reason: "要去村里看", now: county.now)
            let tasks = try await TaskStore(storage: county.system.storage).tasks(
                of: Matter(kind: "case", id: found.id))
            let approval = try #require(tasks.first { $0.element == "approve-more-time" && $0.isOpen })
            func approve(_ account: String) async -> String? {
                do {
                    _ = try await desk.complete(
                        approval, of: found.number, by: try await signedIn(account, county), result: "approved",
                        now: county.now)
                    return nil
                } catch let error as WorkflowError {
                    return error.code.rawValue
                } catch {
                    return "\(error)"
                }
            }
            // To approve is the post's alone: no reviewer does it without being the deputy.
            for account in ["songjiao01", "songjiao02", "songjiao03"] {
                #expect(await approve(account) == "task.not-yours")
            }
            for deputy in [lin, jiang] {
                try await desk.standIn(
                    for: head, deputy: deputy.id, from: today, through: today, now: county.now)
            }
            #expect(await approve("songjiao01") == "task.own-request")
            #expect(await approve("songjiao03") == nil)
        }
    }

    @Test func `days that do not fit and people who cannot are refused, and back early it ends`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let today = desk.today(county.now)
            let lin = try await county.official("songjiao01")
            let jiang = try await county.official("songjiao03")
            func refusal(_ deputy: Int64, _ from: Int, _ through: Int) async -> String? {
                do {
                    try await desk.standIn(
                        for: lin, deputy: deputy, from: today.adding(days: from), through: today.adding(days: through),
                        now: county.now)
                    return nil
                } catch let error as WorkflowError {
                    return error.code.rawValue
                } catch {
                    return "\(error)"
                }
            }
            #expect(await refusal(jiang.id, 2, 1) == "stand-in.days")
            #expect(await refusal(jiang.id, -3, -1) == "stand-in.days")
            #expect(await refusal(jiang.id, 0, 400) == "stand-in.days")
            #expect(await refusal(lin.id, 0, 1) == "task.colleague")
            let clerk = try await county.official("songjiao02")
            #expect(await refusal(clerk.id, 0, 1) == "task.colleague")
            let police = try await county.official("gongan01")
            #expect(await refusal(police.id, 0, 1) == "task.colleague")
            #expect(await refusal(jiang.id, 0, 5) == nil)
            let arranged = try await county.system.directory.standIns(of: lin.id, from: today)
            #expect(arranged.count == 1)
            // Somebody else's is not theirs to end.
            try await desk.endStandIn(try #require(arranged.first).id, of: jiang, now: county.now)
            #expect(try await county.system.directory.standIns(of: lin.id, from: today).count == 1)
            try await desk.endStandIn(try #require(arranged.first).id, of: lin, now: county.now)
            #expect(try await county.system.directory.standIns(of: lin.id, from: today).isEmpty)
            #expect(try await signedIn("songjiao03", county).standsFor.isEmpty)
        }
    }
}
