import Application
import CountySupport
import Diagnostics
import Directory
import FormEngine
import JSONTree
import Journal
import Localisation
import ProcessEngine
import Registers
import Storage
import TestSupport
import Testing
import WorkCalendar
import WorkOrders
import Workflow

/// An order from the city to its end, by the people who have to do with it.
@Suite struct `Hotline orders` {
    @Test(arguments: Backend.available)
    func `go from the city over dispatch, signature, answer, check and call-back to the end`(
        backend: Backend
    ) async throws {
        try await OrderWorld.run(backend) { world in
            let order = try await world.put("QC1")
            #expect(order.state == .received && order.department == nil && order.town == "town-101")
            #expect(try await world.tasks(order).map(\.element) == ["dispatch"])
            // Nobody else may dispatch.
            let liaison = try await world.county.official("lianluo-shichang")
            #expect(throws: OrderError.self) { try world.storeVisible(order, to: liaison) }
            try await world.sentTo("market", "lianluo-shichang", "QC1")
            let sent = try await world.find("QC1")
            #expect(sent.state == .handling && sent.department == "market" && sent.dispatchedAt != nil)
            // An answer without a word to the caller does not pass.
            let refused = try await world.does(
                "lianluo-shichang", "handle", of: "QC1",
                ["contact": "none", "solved": "yes", "basis": "现场", "reply": "已经处理完毕，请放心使用。"])
            #expect(refused.contains { $0.hasPrefix("contact") })
            try await world.does("lianluo-shichang", "handle", of: "QC1", OrderWorld.answer)
            #expect(try await world.find("QC1").state == .checking)
            try await world.does("rexian01", "check", of: "QC1", ["result": "back", "reason": "没有写电话"])
            #expect(try await world.find("QC1").state == .handling)
            try await world.does("lianluo-shichang", "handle", of: "QC1", OrderWorld.answer)
            try await world.does("rexian01", "check", of: "QC1", ["result": "pass"])
            // Who says it is not solved cannot be closed as if it were.
            let contradiction = try await world.does(
                "huifang01", "call-back", of: "QC1",
                ["reached": "yes", "solved": "no", "satisfied": "dissatisfied", "result": "close"])
            #expect(contradiction == ["result not-solved"])
            try await world.does(
                "huifang01", "call-back", of: "QC1",
                ["reached": "yes", "solved": "no", "satisfied": "dissatisfied", "result": "reopen", "words": "还是有老鼠"])
            let again = try await world.find("QC1")
            #expect(again.state == .handling && again.reopened == 1 && again.solved == false)
            try await world.does("lianluo-shichang", "handle", of: "QC1", OrderWorld.answer)
            try await world.does("rexian01", "check", of: "QC1", ["result": "pass"])
            try await world.does(
                "huifang01", "call-back", of: "QC1",
                ["reached": "yes", "solved": "yes", "satisfied": "fair", "result": "close"])
            let ended = try await world.find("QC1")
            #expect(ended.state == .closed && ended.solved == true && ended.satisfied == "fair")
            #expect(ended.finishedAt == world.county.now && ended.contacted == true)
            #expect(try world.store.reply(of: ended)?.contains("复查已合格") == true)
            #expect(try await world.tasks(ended).isEmpty)
            // What people wrote is sealed, and there for who may read it.
            let history = try await world.store.history(of: ended)
            let words = try history.flatMap { try world.store.note(of: $0) }.map { $0.value.string ?? "" }
            #expect(words.contains("还是有老鼠") && words.contains("没有写电话"))
            _ = try await Sequencer(storage: world.county.system.storage).sequenceAll(now: world.county.now)
            #expect(try await JournalVerifier(storage: world.county.system.storage).verify().findings.isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `of a department are not given to a town, but by the leader with a reason`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("QC2")
            let refused = await #expect(throws: OrderError.self) {
                try await world.does(
                    "rexian01", "dispatch", of: "QC2", ["result": "dispatch", "department": "town-101"])
            }
            #expect(refused?.code == .dispatchRefused)
            #expect(refused?.judgement?.reasons.first?.rule == "G1")
            #expect(refused?.message.zh.contains("G1") == true)
            #expect(try await world.find("QC2").state == .received)
            // The list is not set aside by asking: without a reason not even that.
            let reasons = try await world.does(
                "rexian01", "dispatch", of: "QC2", ["result": "ask-leader", "department": "town-101"])
            #expect(reasons == ["reason reason"])
            try await world.does(
                "rexian01", "dispatch", of: "QC2",
                ["result": "ask-leader", "department": "town-101", "reason": "镇里已在现场"])
            #expect(try await world.find("QC2").state == .asked)
            let operator1 = try await world.county.official("rexian01")
            let task = try #require(try await world.tasks(try await world.find("QC2")).first)
            #expect(!world.desk.isFor(operator1, task))
            try await world.does("fenguan01", "override", of: "QC2", ["result": "approve", "reason": "就近处置"])
            let sent = try await world.find("QC2")
            #expect(sent.department == "town-101" && sent.overridden)
            #expect(try await world.store.history(of: sent).contains { $0.code == .overridden })
            // A town's own matter goes to the town without anybody asking.
            try await world.put("QC3", ["matter_class": .text("邻里纠纷/矛盾调解")])
            try await world.does("rexian01", "dispatch", of: "QC3", ["result": "dispatch", "department": "town-101"])
            #expect(try await world.find("QC3").overridden == false)
        }
    }

    @Test(arguments: Backend.available)
    func `objected to are dispatched again, and assisting offices say what they know`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("QC4", ["matter_class": .text("城市管理/餐饮油烟")])
            try await world.does(
                "rexian01", "dispatch", of: "QC4",
                ["result": "dispatch", "department": "market", "assist_first": "urban-management"])
            let refused = try await world.does("lianluo-shichang", "sign", of: "QC4", ["result": "object"])
            #expect(refused == ["reason reason"])
            try await world.does(
                "lianluo-shichang", "sign", of: "QC4", ["result": "object", "reason": "油烟归城管，权责清单第12条"])
            try await world.does("rexian01", "objection", of: "QC4", ["result": "redispatch", "reason": "异议成立"])
            try await world.does(
                "rexian01", "dispatch", of: "QC4",
                ["result": "dispatch", "department": "urban-management", "assist_first": "environment"])
            try await world.does("lianluo-chengguan", "sign", of: "QC4", ["result": "accept"])
            let order = try await world.find("QC4")
            #expect(order.assisting == ["environment"])
            // Who helps sees it; who was withdrawn does not any more.
            let helper = try await world.county.official("lianluo-huanbao")
            let former = try await world.county.official("lianluo-shichang")
            #expect(world.store.isVisible(order, to: helper.scope))
            #expect(!world.store.isVisible(order, to: former.scope))
            try await world.does("lianluo-huanbao", "assist", of: "QC4", ["situation": "监测油烟未超标"])
            #expect(try await world.find("QC4").state == .handling)
            try await world.does("lianluo-chengguan", "handle", of: "QC4", OrderWorld.answer)
            #expect(try await world.find("QC4").state == .checking)
            // Sent back, the lead does it again; the others are not asked twice.
            try await world.does("rexian01", "check", of: "QC4", ["result": "back", "reason": "答非所问"])
            #expect(try await world.tasks(try await world.find("QC4")).map(\.element) == ["handle"])
        }
    }

    @Test(arguments: Backend.available)
    func `that are closed are listed from the one closed last, whenever it came`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            let hour: Int64 = 3_600_000_000
            try await world.put("CL1", ["received_at": .instant(world.county.now - 2 * hour)])
            try await world.put("CL2", ["received_at": .instant(world.county.now - hour)])
            for number in ["CL2", "CL1"] {
                world.county.clock.advance(seconds: 60)
                try await world.sentTo("market", "lianluo-shichang", number)
                try await world.does("lianluo-shichang", "handle", of: number, OrderWorld.answer)
                try await world.does("rexian01", "check", of: number, ["result": "pass"])
                try await world.does(
                    "huifang01", "call-back", of: number,
                    ["reached": "yes", "solved": "yes", "satisfied": "satisfied", "result": "close"])
            }
            func numbers(_ view: OrderFilter.View) async throws -> [String] {
                var filter = OrderFilter(kind: OrderWorld.kind)
                filter.view = view
                let found = try await world.store.list(filter, page: 1, in: .program("test"), now: world.county.now)
                return found.map(\.number).filter { $0.hasPrefix("CL") }
            }
            #expect(try await numbers(.closed) == ["CL1", "CL2"])
            #expect(try await numbers(.all) == ["CL2", "CL1"])
        }
    }

    @Test func `what becomes an emergency on the way goes to its office then`() async throws {
        try await OrderWorld.run(.sqlite) { world in
            let gas: [String: FieldValue] = [
                "matter_class": .text("住房城建/供气"), "title": .text("燃气表读数不准"), "content": .text("燃气表读数不准，请来看看"),
            ]
            let leak: [String: FieldValue] = [
                "title": .text("楼道里有煤气味"), "content": .text("三单元楼道里有煤气味"), "urgency": .text("emergency"),
            ]
            let before = try await world.put("EM1", gas)
            #expect(before.state == .received && before.department == nil)
            #expect(try await world.tasks(before).map(\.element) == ["dispatch"])
            try await world.change("EM1", gas.merging(leak) { _, new in new })
            _ = try await world.desk.takeOver(now: world.county.now)
            let after = try await world.find("EM1")
            #expect(after.state == .handling && after.department == "housing")
            #expect(try await world.tasks(after).map(\.element).contains("handle"))
            #expect(try await !world.tasks(after).map(\.element).contains("dispatch"))
            // Said twice it is sent once; and one that somebody has sent is not taken away.
            let sent = try await world.store.history(of: after).count { $0.code == .dispatched }
            try await world.change("EM1", gas.merging(leak) { $1 }.merging(["place": .text("城关镇三单元")]) { $1 })
            _ = try await world.desk.takeOver(now: world.county.now)
            let again = try await world.find("EM1")
            #expect(again.department == "housing")
            #expect(try await world.store.history(of: again).count { $0.code == .dispatched } == sent)
            try await world.put("EM2", gas)
            try await world.does("rexian01", "dispatch", of: "EM2", ["result": "dispatch", "department": "housing"])
            try await world.change("EM2", gas.merging(leak) { _, new in new })
            _ = try await world.desk.takeOver(now: world.county.now)
            #expect(try await world.find("EM2").state == .dispatched)
        }
    }

    @Test func `in an emergency go to the office at once, and other doors are told`() async throws {
        try await OrderWorld.run(.sqlite) { world in
            let gas = try await world.put(
                "QC5",
                [
                    "matter_class": .text("住房城建/供气"), "title": .text("楼道里有煤气味"), "urgency": .text("emergency"),
                    "content": .text("楼道里天然气泄漏，味道很大"),
                ])
            #expect(gas.state == .handling && gas.department == "housing")
            #expect(gas.assisting.contains("emergency"))
            #expect(Set(try await world.tasks(gas).map(\.element)) == ["assist", "handle"])
            // The lead answers when it knows enough; nobody's silence holds it up.
            try await world.does("lianluo-zhujian", "handle", of: "QC5", OrderWorld.answer)
            #expect(try await world.find("QC5").state == .checking)
            let court = try await world.put(
                "QC6", ["title": .text("不服法院判决"), "content": .text("法院判决不公，要求重新审理")])
            let task = try #require(try await world.tasks(court).first)
            let drawn = try await world.desk.view(of: task, of: court, now: world.county.now)
            let view = try #require(drawn)
            #expect(view.page.fields.first { $0.field.name == "result" }?.prefill?.string == "door")
            try await world.does("rexian01", "dispatch", of: "QC6", ["result": "door", "reason": "应向上级法院申诉"])
            let told = try await world.find("QC6")
            #expect(told.state == .told && told.department == nil)
            // The caller is answered with it.
            #expect(try world.store.reply(of: told) == "应向上级法院申诉")
            #expect(try await world.desk.unsentReplies(kind: OrderWorld.kind) == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `have two clocks, ours the earlier, lengthened once when asked in time`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            // The city leaves enough time that some can be given.
            try await world.put("QC7", ["due_at": .instant(world.county.now + 60 * 86_400_000_000)])
            try await world.sentTo("market", "lianluo-shichang", "QC7")
            let order = try await world.find("QC7")
            let clocks = try await world.desk.clocks(of: order, now: world.county.now)
            #expect(clocks.count == 2)
            let ours = try #require(clocks.first?.due)
            let theirs = try #require(clocks.last?.due)
            #expect(ours < theirs)
            let liaison = try await world.county.official("lianluo-shichang")
            #expect(
                try await world.desk.offers(of: order, to: liaison).map(\.element).sorted()
                    == ["ask-more-time", "object-late"])
            await #expect(throws: WorkflowError.self) {
                try await world.desk.begin(
                    "ask-more-time", of: order, by: liaison, reason: " ", now: world.county.now)
            }
            try await world.desk.begin(
                "ask-more-time", of: order, by: liaison, reason: "要等检测报告", now: world.county.now)
            try await world.does(
                "fenguan01", "approve-more-time", of: "QC7", ["result": "approve", "reason": "检测需要五天"])
            let longer = try await world.find("QC7")
            #expect(longer.extended == 1)
            let after = try #require(try await world.desk.clocks(of: longer, now: world.county.now).first?.due)
            #expect(after > ours)
            // The task is due when its clock is.
            let task = try #require(try await world.tasks(longer).first { $0.element == "handle" })
            #expect(task.dueOn == after.date)
            await #expect(throws: (any Error).self) {
                try await world.desk.begin(
                    "ask-more-time", of: longer, by: liaison, reason: "再等等", now: world.county.now)
            }
        }
    }

    @Test(arguments: Backend.available)
    func `of the same caller, place and matter are one, and every caller is answered`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("QC8")
            world.county.clock.advance(seconds: 3 * 86_400)
            let again = try await world.put("QC9", ["title": .text("还是那家小吃店")])
            try await world.put("QC10", ["matter_class": .text("公安/治安")])
            let same = try await world.desk.sameOrders(as: again, now: world.county.now)
            #expect(same.map(\.order.number) == ["QC8"])
            #expect(same.first?.hasSameCaller == true && same.first?.hasSamePlace == true)
            try await world.does("rexian01", "dispatch", of: "QC9", ["result": "merge", "into": "QC8"])
            let merged = try await world.find("QC9")
            #expect(merged.state == .merged && merged.finishedAt == nil)
            try await world.sentTo("market", "lianluo-shichang", "QC8")
            try await world.does("lianluo-shichang", "handle", of: "QC8", OrderWorld.answer)
            try await world.does("rexian01", "check", of: "QC8", ["result": "pass"])
            try await world.does(
                "huifang01", "call-back", of: "QC8",
                ["reached": "yes", "solved": "yes", "satisfied": "satisfied", "result": "close"])
            let answered = try await world.find("QC9")
            #expect(answered.finishedAt == world.county.now)
            #expect(try world.store.reply(of: answered)?.contains("复查已合格") == true)
            let scope = try await world.county.official("rexian01").scope
            #expect(try await world.desk.unsentReplies(kind: OrderWorld.kind) == 2)
            let rows = try await world.desk.replies(
                kind: OrderWorld.kind, .unsent, marking: true, in: scope, now: world.county.now
            ) { .verbatim($0) }
            // What has gone back goes back once; by its days it can be had again.
            #expect(try await world.desk.unsentReplies(kind: OrderWorld.kind) == 0)
            let again2 = try await world.desk.replies(
                kind: OrderWorld.kind, .ended(from: 0, until: world.county.now + 1), in: scope, now: world.county.now
            ) { .verbatim($0) }
            #expect(again2.count == 3)
            #expect(rows.dropFirst().map { $0[0] }.sorted() == ["QC8", "QC9"])
            #expect(rows[0].count == 11 && rows[0][0] == "工单编号")
            // More than ninety days apart it is another matter.
            world.county.clock.advance(seconds: 91 * 86_400)
            let late = try await world.put("QC11")
            #expect(try await world.desk.sameOrders(as: late, now: world.county.now).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `taken back or ended by the city end here too`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            try await world.put("QC12")
            try await world.put("QC13")
            try await world.change("QC12", ["city_state": .text("withdrawn")])
            try await world.change("QC13", ["due_at": .instant(world.county.now + 86_400_000_000)])
            let intake = try await world.desk.takeOver(now: world.county.now)
            #expect(intake.changed == 2 && intake.withdrawn == 1 && intake.added == 0)
            let withdrawn = try await world.find("QC12")
            #expect(withdrawn.state == .withdrawn)
            #expect(try await world.tasks(withdrawn).isEmpty)
            #expect(try await world.find("QC13").upperDueAt == world.county.now + 86_400_000_000)
            let nothing = try await world.desk.takeOver(now: world.county.now)
            #expect(nothing.added == 0 && nothing.changed == 0)
        }
    }
}

extension OrderWorld {
    func storeVisible(_ order: WorkOrder, to official: Official) throws {
        guard store.isVisible(order, to: official.scope) else { throw OrderError(.notFound) }
    }
}
