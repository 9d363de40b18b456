import Application
import CountySupport
import Directory
import FoundationEssentials
import JSONTree
import ProcessEngine
import Registers
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import WorkOrders
import Workflow

/// Orders among what is handed over, mended and moved: the inbox is one, whatever the work is about.
@Suite struct `Looking after orders` {
    @Test(arguments: Backend.available)
    func `who leaves hands orders over like everything else`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            let order = try await world.put("QC30")
            let desk = world.county.system.desk
            let leaver = try await world.county.official("rexian01")
            let colleague = try await world.county.official("rexian02")
            let task = try #require(try await world.tasks(order).first)
            try await world.desk.act(.take, on: task, of: order, by: leaver, reason: "", now: world.county.now)
            let taken = try #require(try await world.tasks(order).first)
            #expect(!world.desk.isFor(colleague, taken))
            await #expect(throws: WorkflowError.self) {
                try await world.desk.act(
                    .handOn(to: try await world.county.official("songjiao01").id), on: taken, of: order, by: leaver,
                    reason: "请假", now: world.county.now)
            }
            let held = try await desk.heldTasks(of: leaver)
            #expect(held.map(\.number) == ["QC30"])
            #expect(held.first?.candidates.map(\.account) == ["rexian02"])
            let sheet = try await desk.handOver(
                leaver, to: [taken.id: colleague.id], hasLeft: true,
                by: try await world.county.official("guanli01"), now: world.county.now)
            #expect(sheet.items.map(\.number) == ["QC30"])
            let given = try #require(try await world.tasks(order).first)
            #expect(given.holder == colleague.id && world.desk.isFor(colleague, given))
            let history = try await world.store.history(of: try await world.find("QC30"))
            #expect(history.contains { $0.data["act"]?.string == "hand-over" })
        }
    }

    @Test(arguments: Backend.available)
    func `an order rests, is copied and urged`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            let county = world.county
            try await world.put("QC40")
            try await world.sentTo("market", "lianluo-shichang", "QC40")
            let order = try await world.find("QC40")
            let liaison = try await county.official("lianluo-shichang")
            let leader = try await county.official("xianzhang")
            let dispatcher = try await county.official("rexian01")
            let task = try #require(try await world.tasks(order).first { $0.element == "handle" })
            func act(_ request: TaskRequest, by official: Official, on task: WorkflowTask) async throws {
                try await world.desk.act(
                    request, on: task, of: order, by: official, reason: "等检验结果", now: county.now)
            }
            // Copied to who may see it, and to nobody else.
            let options = try await world.desk.options(for: task, of: order, by: liaison)
            #expect(options.readers.contains { $0.id == dispatcher.id })
            #expect(!options.readers.contains { $0.account == "songjiao01" })
            try await act(.copy(to: dispatcher.id), by: liaison, on: task)
            await #expect(throws: WorkflowError(.noSuchColleague)) {
                try await act(.copy(to: try await county.official("songjiao01").id), by: liaison, on: task)
            }
            let copies = try await world.desk.tasks.copies(to: dispatcher.id, page: 1, size: 10)
            #expect(try copies.map { try county.system.desk.reason(of: $0) } == ["等检验结果"])
            // Urged by who dispatches, not by who has it.
            #expect(try await world.desk.mayUrge(task, of: order, by: dispatcher))
            await #expect(throws: WorkflowError(.taskNotYours)) { try await act(.urge, by: liaison, on: task) }
            try await act(.urge, by: dispatcher, on: task)
            try await act(.urge, by: dispatcher, on: task)
            #expect(try await world.tasks(order).first { $0.id == task.id }?.urged == 1)
            // It rests, and the city's clock does not.
            let day = world.desk.today(county.now).adding(days: 1)
            await #expect(throws: WorkflowError(.taskNotYours)) {
                try await act(.suspend(until: day), by: leader, on: task)
            }
            try await act(.suspend(until: day), by: liaison, on: task)
            let resting = try #require(
                try await world.desk.tasks.tasks(of: task.matter).first { $0.id == task.id })
            #expect(resting.state == .suspended && resting.dueOn == task.dueOn)
            #expect(try await world.find("QC40").upperDueAt == order.upperDueAt)
            try await county.passes(days: 1)
            #expect(try await world.tasks(order).contains { $0.id == task.id })
            let history = try await world.store.history(of: try await world.find("QC40"))
            #expect(
                history.compactMap { $0.data["act"]?.string } == ["copy", "urge", "suspend", "resume"])
        }
    }

    @Test func `what rests goes on when less time is left than it would rest`() async throws {
        try await OrderWorld.run(.sqlite) { world in
            let county = world.county
            try await world.put("QC41")
            try await world.sentTo("market", "lianluo-shichang", "QC41")
            let order = try await world.find("QC41")
            let liaison = try await county.official("lianluo-shichang")
            let task = try #require(try await world.tasks(order).first { $0.element == "handle" })
            let due = try #require(task.dueOn)
            try await world.desk.act(
                .suspend(until: due), on: task, of: order, by: liaison, reason: "等检验结果", now: county.now)
            // The city gives two days.
            try await world.change("QC41", ["due_at": .instant(county.now + 3 * 86_400_000_000)])
            _ = try await world.desk.takeOver(now: county.now)
            let going = try #require(try await world.tasks(order).first { $0.id == task.id })
            #expect(going.state == .open && going.dueOn.map { $0 < due } == true && going.resumesOn == nil)
            // The end of that rest ends no later one.
            let again = world.desk.today(county.now).adding(days: 1)
            try await world.desk.act(
                .suspend(until: again), on: going, of: try await world.find("QC41"), by: liaison, reason: "再等一天",
                now: county.now)
            try await county.passes(days: 1)
            #expect(try await world.tasks(order).contains { $0.id == task.id })
        }
    }

    @Test func `an order that has ended is not written of when the day of a rest comes`() async throws {
        try await OrderWorld.run(.sqlite) { world in
            let county = world.county
            try await world.put("QC42")
            try await world.sentTo("market", "lianluo-shichang", "QC42")
            let order = try await world.find("QC42")
            let task = try #require(try await world.tasks(order).first { $0.element == "handle" })
            try await world.desk.act(
                .suspend(until: world.desk.today(county.now).adding(days: 1)), on: task, of: order,
                by: try await county.official("lianluo-shichang"), reason: "等检验结果", now: county.now)
            try await world.change("QC42", ["city_state": .text("withdrawn")])
            _ = try await world.desk.takeOver(now: county.now)
            let before = try await world.find("QC42")
            #expect(before.state == .withdrawn)
            let history = try await world.store.history(of: before).count
            try await county.passes(days: 2)
            #expect(try await world.store.history(of: try await world.find("QC42")).count == history)
        }
    }

    @Test func `what stands still is mended and goes on`() async throws {
        try await withChangedShare(
            "Scenarios/hotline-orders/processes/order.bpmn",
            #"name="开始办理" yw:name-en="Work begins" implementation="orders.move" yw:result="stage"><extensionElements><yw:input name="to">"handling""#,
            #"name="开始办理" yw:name-en="Work begins" implementation="orders.move" yw:result="stage"><extensionElements><yw:input name="to">wanted"#
        ) { share in
            try await withCounty(.sqlite, flags: ["share": share.path]) { county in
                let world = OrderWorld(county: county)
                try await world.put("QC31")
                try await world.sentTo("market", "lianluo-shichang", "QC31")
                #expect(try await world.find("QC31").state == .dispatched)
                let keeper = try await county.official("guanli01")
                let listed = try await county.system.desk.incidents(for: keeper)
                #expect(listed.map(\.number) == ["QC31"])
                let incident = try #require(listed.first).incident.id
                let view = try #require(try await county.system.desk.incident(incident, for: keeper))
                #expect(view.element?.id == "begin" && view.variables.contains { $0.name == "order" })
                try await county.system.desk.mend(
                    incident, setting: ("wanted", "handling"), by: keeper, reason: "模型少了一个值", now: county.now)
                #expect(try await world.find("QC31").state == .handling)
                #expect(try await county.system.desk.incidents(for: keeper).isEmpty)
            }
        }
    }

    @Test(arguments: Backend.available)
    func `running orders go over to another version of their process`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("QC32")
            let runtime = try world.desk.runtime(OrderWorld.kind)
            let report = try await world.county.system.desk.migrate(
                from: runtime.processHash, to: runtime.processHash, mapping: [:], applies: true, now: world.county.now)
            #expect(report.moved == 1 && report.refused.isEmpty)
            try await world.sentTo("market", "lianluo-shichang", "QC32")
            #expect(try await world.find("QC32").state == .handling)
        }
    }
}
