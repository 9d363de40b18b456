import Application
import CountySupport
import Directory
import FormEngine
import Registers
import Services
import Storage
import TestSupport
import Testing
import WorkOrders
import Workflow

/// Equal tasks in one act: looked through first, each done by itself, and nobody's but one's own.
@Suite struct TogetherTests {
    /// Orders of the market office that wait for its signature.
    private func orders(_ site: Site, _ numbers: [String]) async throws -> [WorkflowTask] {
        let county = site.county
        let register = "hotline-orders.order"
        let table = try #require(county.system.registers.tables[register])
        let origin = RowOrigin(
            from: county.system.today, recordedAt: county.now, recordedBy: "test", reason: "test", rung: .excel)
        for number in numbers {
            let values: [String: FieldValue] = [
                "order_no": .text(number), "received_at": .instant(county.now),
                "due_at": .instant(county.now + 20 * 86_400_000_000), "request_kind": .text("complaint"),
                "matter_class": .text("市场监管/食品安全"), "title": .text("熟食变质"), "city_state": .text("open"),
            ]
            try await county.system.storage.commit(
                WriteSet(
                    try county.system.registers.adding(
                        table.descriptor.fields.map { values[$0.name] ?? .null }, to: register, origin: origin)))
        }
        let desk = county.system.orderDesk
        try await desk.takeOver(now: county.now)
        let clerk = try await county.official("rexian01")
        var tasks: [WorkflowTask] = []
        for number in numbers {
            let order = try await desk.orders.find(kind: "hotline", number: number, in: .program("test"))
            let matter = Matter(kind: OrderDesk.matter, id: order.id)
            let task = try #require(try await desk.tasks.tasks(of: matter).first { $0.isOpen })
            let refused = try await desk.complete(
                task, of: order, by: clerk, posted: .init(values: ["result": ["dispatch"], "department": ["market"]]),
                now: county.now)
            #expect(refused == nil)
            tasks += try await desk.tasks.tasks(of: matter).filter(\.isOpen)
        }
        return tasks
    }

    @Test func `ten signatures in one act, after a look; what is not one's own is left out`() async throws {
        try await withSite { site in
            let numbers = (0..<10).map { "T\($0)" }
            let tasks = try await orders(site, numbers)
            let ids = tasks.map { "task=\($0.id)" }.joined(separator: "&")
            let liaison = Visitor(site)
            try await liaison.signIn(official: "lianluo-shichang")
            let inbox = try await liaison.get("/desk")
            #expect(
                inbox.text.contains("/desk?view=mine&amp;step=order:sign") || inbox.text.contains("step=order:sign"))
            let narrowed = try await liaison.get("/desk?step=order:sign")
            #expect(narrowed.text.contains("name=\"task\""))
            let chosen = try await liaison.get("/desk/together?\(ids)")
            #expect(chosen.status == 200 && chosen.text.contains("T9"))
            let fields = tasks.map { ("task", String($0.id)) } + [("result", "accept")]
            let looked = try await liaison.post("/desk/together", fields + [("stage", "preview")])
            #expect(looked.status == 200)
            let desk = site.county.system.orderDesk
            for task in tasks { #expect(try await desk.tasks.task(task.id)?.isOpen == true) }
            // Another office cannot do any of them.
            let stranger = Visitor(site)
            try await stranger.signIn(official: "lianluo-shuili")
            try await stranger.get("/desk")
            _ = try await stranger.post("/desk/together", fields + [("stage", "do")])
            for task in tasks { #expect(try await desk.tasks.task(task.id)?.isOpen == true) }
            // One of them is done meanwhile; the others go on.
            let first = try await desk.orders.find(kind: "hotline", number: "T0", in: .program("test"))
            let owner = try await site.county.official("lianluo-shichang")
            _ = try await desk.complete(
                tasks[0], of: first, by: owner, posted: .init(values: ["result": ["accept"]]), now: site.county.now)
            let done = try await liaison.post("/desk/together", fields + [("stage", "do")])
            #expect(done.status == 200 && done.text.contains("9"))
            for number in numbers {
                let order = try await desk.orders.find(kind: "hotline", number: number, in: .program("test"))
                #expect(order.state == .handling)
            }
        }
    }

    @Test func `a form that refuses says so once, and a view is kept and forgotten`() async throws {
        try await withSite { site in
            let tasks = try await orders(site, ["T20", "T21"])
            let liaison = Visitor(site)
            try await liaison.signIn(official: "lianluo-shichang")
            try await liaison.get("/desk")
            let fields = tasks.map { ("task", String($0.id)) } + [("result", "object"), ("stage", "preview")]
            let refused = try await liaison.post("/desk/together", fields)
            #expect(refused.status == 422)
            let kept = try await liaison.post(
                "/desk/views", [("name", "等签收"), ("query", "view=mine&step=order:sign&to=//elsewhere")])
            #expect(kept.status == 303 && kept.header("location") == "/desk?view=mine&step=order:sign")
            let official = try await site.county.official("lianluo-shichang")
            let views = SavedViewStore(
                storage: site.county.system.storage, identifiers: site.county.system.identifiers)
            let view = try #require(try await views.views(of: official.id).first)
            #expect(view.name == "等签收")
            #expect(try await liaison.post("/desk/views", [("name", " "), ("query", "")]).status == 422)
            // Somebody else's stays.
            let other = Visitor(site)
            try await other.signIn(official: "lianluo-shuili")
            try await other.get("/desk")
            _ = try await other.post("/desk/views/\(view.id)/forget", [])
            #expect(try await views.views(of: official.id).count == 1)
            _ = try await liaison.post("/desk/views/\(view.id)/forget", [])
            #expect(try await views.views(of: official.id).isEmpty)
        }
    }
}
