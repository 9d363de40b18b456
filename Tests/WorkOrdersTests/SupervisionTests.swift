import Application
import CountySupport
import Directory
import FormEngine
import JSONTree
import Registers
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import WorkOrders
import Workflow

/// What a leader puts under supervision (督查督办).
@Suite struct `Supervision` {
    private func open(
        _ world: OrderWorld, by account: String, _ answers: [String: String], about: String? = nil, key: String = "once"
    ) async throws -> (number: String?, problems: [String]) {
        let leader = try await world.county.official(account)
        let (number, submission) = try await world.desk.open(
            "supervision", about: about, key: key, by: leader,
            posted: PostedAnswers(values: answers.mapValues { [$0] }), now: world.county.now)
        return (number, submission?.problems.map { "\($0.field) \($0.code)" } ?? [])
    }

    private func due(_ world: OrderWorld, days: Int) -> [String: String] {
        let day = world.county.system.today.adding(days: days)
        return ["due_on-year": "\(day.year)", "due_on-month": "\(day.month)", "due_on-day": "\(day.day)"]
    }

    @Test(arguments: Backend.available)
    func `is set by two words on a record, pressed in three colours, and closed only by who set it`(
        backend: Backend
    ) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("QC20")
            var answers = due(world, days: 10)
            answers["department"] = "market"
            answers["assist_first"] = "urban-management"
            answers["content"] = "查"
            #expect(try await open(world, by: "xianzhang", answers).number == nil)
            answers["content"] = "严查"
            let (number, problems) = try await open(world, by: "xianzhang", answers, about: "hotline:QC20")
            #expect(problems.isEmpty)
            let made = try #require(number)
            // The same form sent again is the same task.
            let again = try await open(world, by: "xianzhang", answers, about: "hotline:QC20")
            #expect(again.number == made)
            let order = try await world.find(made, kind: "supervision")
            #expect(order.department == "market" && order.assisting == ["urban-management"] && order.state == .handling)
            #expect(try await world.store.history(of: try await world.find("QC20")).contains { $0.code == .supervised })
            // Nobody but a leader sets any.
            await #expect(throws: WorkflowError.self) { _ = try await open(world, by: "rexian01", answers) }
            let runner = JobRunner(
                storage: world.county.system.storage, queue: world.county.system.jobs, clock: world.county.clock)
            world.county.system.registerJobs(on: runner)
            var colours: [String?] = []
            for _ in 0..<12 {
                world.county.clock.advance(seconds: 86_400)
                while try await runner.runDue() > 0 {}
                colours.append(try await world.find(made, kind: "supervision").colour)
            }
            let changes = colours.reduce(into: [String]()) { if let next = $1, $0.last != next { $0.append(next) } }
            #expect(changes == ["yellow", "orange", "red"])
            try await world.does(
                "lianluo-chengguan", "assist", of: made, kind: "supervision", ["situation": "配合清理门前"])
            try await world.does(
                "lianluo-shichang", "feedback", of: made, kind: "supervision",
                ["solved": "yes", "reply": "已立案查处，处罚决定书附后"])
            let task = try #require(try await world.tasks(order).first)
            #expect(task.element == "close-off")
            let other = try await world.county.official("fenguan01")
            let founder = try await world.county.official("xianzhang")
            #expect(!world.desk.isFor(other, task) && world.desk.isFor(founder, task))
            // Nor can another leader take it over.
            let current = try await world.find(made, kind: "supervision")
            await #expect(throws: WorkflowError.self) {
                try await world.desk.act(
                    .takeOver, on: task, of: current, by: other, reason: "他不在", now: world.county.now)
            }
            try await world.does(
                "xianzhang", "close-off", of: made, kind: "supervision", ["result": "back", "reason": "复查没有"])
            while try await runner.runDue() > 0 {}
            // Past its day it stays red, whatever rings again.
            let late = try await world.find(made, kind: "supervision")
            #expect(late.state == .handling && late.colour == "red")
            try await world.does(
                "lianluo-shichang", "feedback", of: made, kind: "supervision",
                ["solved": "yes", "reply": "复查合格，照片附后"])
            try await world.does("xianzhang", "close-off", of: made, kind: "supervision", ["result": "close"])
            #expect(try await world.find(made, kind: "supervision").state == .closed)
        }
    }
}
