import Application
import CountySupport
import Directory
import FormEngine
import ProcessEngine
import Registers
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import WorkOrders
import Workflow

/// What happens to orders while somebody works on them: the city changes its mind, offices object late, two things
/// happen at once.
@Suite struct `Orders on moving ground` {
    private static let day: Int64 = 86_400_000_000

    @Test(arguments: Backend.available)
    func `a main order that is taken back lets those go that were merged into it`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("M1")
            try await world.put("M2")
            try await world.does("rexian01", "dispatch", of: "M2", ["result": "merge", "into": "M1"])
            // It still has to be answered, by its own limit.
            #expect(try await world.find("M2").isUnanswered)
            try await world.change("M1", ["city_state": .text("withdrawn")])
            _ = try await world.desk.takeOver(now: world.county.now)
            let freed = try await world.find("M2")
            #expect(freed.state == .received && freed.mergedInto == nil)
            #expect(try await world.tasks(freed).map(\.element) == ["dispatch"])
            // What has ended takes nothing in.
            try await world.put("M3")
            let order = try await world.find("M3")
            let task = try #require(try await world.tasks(order).first)
            let refused = try await world.desk.complete(
                task, of: order, by: try await world.county.official("rexian01"),
                posted: PostedAnswers(values: ["result": ["merge"], "into": ["M1"]]), now: world.county.now)
            #expect(refused != nil)
            #expect(try await world.find("M3").state == .received)
        }
    }

    @Test(arguments: Backend.available)
    func `two that are merged into each other at once are not both gone`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("X1")
            try await world.put("X2")
            let clerk = try await world.county.official("rexian01")
            await withTaskGroup(of: Void.self) { group in
                for (one, other) in [("X1", "X2"), ("X2", "X1")] {
                    group.addTask {
                        guard let order = try? await world.find(one),
                            let task = try? await world.tasks(order).first
                        else { return }
                        _ = try? await world.desk.complete(
                            task, of: order, by: clerk,
                            posted: PostedAnswers(values: ["result": ["merge"], "into": [other]]),
                            now: world.county.now)
                    }
                }
            }
            let states = [try await world.find("X1").state, try await world.find("X2").state]
            #expect(states.filter { $0 == .merged }.count == 1)
            #expect(states.filter { $0 == .received }.count == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `ended by the city keeps what is known here, and sent again begins again`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("E1")
            try await world.sentTo("market", "lianluo-shichang", "E1")
            try await world.does("lianluo-shichang", "handle", of: "E1", OrderWorld.answer)
            try await world.change(
                "E1", ["city_state": .text("done"), "solved": .text("no"), "finished_at": .instant(world.county.now)])
            _ = try await world.desk.takeOver(now: world.county.now)
            let ended = try await world.find("E1")
            #expect(ended.state == .closed && ended.department == "market" && ended.solved == false)
            #expect(ended.claimed == true && ended.contacted == true)
            #expect(try world.store.reply(of: ended)?.contains("复查已合格") == true)
            #expect(try await world.tasks(ended).isEmpty)
            // Their own call-back failed: the same number comes with a new limit.
            world.county.clock.advance(seconds: 86_400)
            try await world.change(
                "E1", ["city_state": .text("open"), "due_at": .instant(world.county.now + 30 * Self.day)])
            _ = try await world.desk.takeOver(now: world.county.now)
            let again = try await world.find("E1")
            #expect(again.state == .received && again.reopened == 1 && again.finishedAt == nil)
            #expect(try await world.tasks(again).map(\.element) == ["dispatch"])
        }
    }

    @Test(arguments: Backend.available)
    func `an office without anybody is given none; the operator takes back, the office objects late`(
        backend: Backend
    ) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("L1")
            let storage = world.county.system.storage
            try await storage.commit([
                Statement("UPDATE official SET is_active = 0 WHERE account = ?", [.text("lianluo-yingji")])
            ])
            let refused = await #expect(throws: OrderError.self) {
                try await world.does(
                    "rexian01", "dispatch", of: "L1", ["result": "dispatch", "department": "emergency"])
            }
            #expect(refused?.code == .noLiaison)
            // A danger whose office has nobody waits for the operator instead of for nobody.
            let fire = try await world.put(
                "L2", ["matter_class": .text("应急/安全生产"), "title": .text("着火了"), "content": .text("仓库着火冒浓烟，快派人")])
            #expect(fire.state == .received)
            #expect(try await world.tasks(fire).map(\.element) == ["dispatch"])
            try await world.sentTo("market", "lianluo-shichang", "L1")
            let clerk = try await world.county.official("rexian01")
            try await world.desk.begin(
                "take-back-begun", of: try await world.find("L1"), by: clerk, reason: "派错了", now: world.county.now)
            let back = try await world.find("L1")
            #expect(back.state == .received && back.department == nil)
            let office = try await world.county.official("lianluo-shichang")
            #expect(!world.store.isVisible(back, to: office.scope))
            try await world.sentTo("market", "lianluo-shichang", "L1")
            try await world.desk.begin(
                "object-late", of: try await world.find("L1"), by: office, reason: "现场看是城管的事", now: world.county.now)
            #expect(try await world.tasks(try await world.find("L1")).map(\.element) == ["objection"])
        }
    }

    @Test(arguments: Backend.available)
    func `who was not reached has said nothing; what cannot be solved is looked at again`(
        backend: Backend
    ) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("U1")
            try await world.sentTo("market", "lianluo-shichang", "U1")
            try await world.does("lianluo-shichang", "handle", of: "U1", OrderWorld.answer)
            try await world.does("rexian01", "check", of: "U1", ["result": "pass"])
            let refused = try await world.does(
                "huifang01", "call-back", of: "U1", ["reached": "no", "solved": "yes", "result": "close"])
            #expect(refused == ["reached not-reached"])
            try await world.does("huifang01", "call-back", of: "U1", ["reached": "no", "result": "unresolved"])
            let listed = try await world.find("U1")
            #expect(listed.state == .unresolved && listed.solved == nil && listed.claimed == true)
            var filter = OrderFilter(kind: OrderWorld.kind)
            (filter.figure, filter.from, filter.until) = (.asked, 0, world.county.now + 60 * Self.day)
            let scope = try await world.county.official("xianzhang").scope
            #expect(try await world.store.count(filter, in: scope, now: world.county.now) == 0)
            #expect(try await world.tasks(listed).map(\.element) == ["review"])
            try await world.does("rexian01", "review", of: "U1", ["result": "reopen", "reason": "资金到位了"])
            let again = try await world.find("U1")
            #expect(again.state == .handling && again.reopened == 1 && again.finishedAt == nil)
            // The task is due when the new clock is.
            let clock = try #require(try await world.desk.clocks(of: again, now: world.county.now).first)
            #expect(try await world.tasks(again).first { $0.element == "handle" }?.dueOn == clock.due.date)
        }
    }
}
