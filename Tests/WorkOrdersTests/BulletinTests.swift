import Application
import CountySupport
import Directory
import Registers
import Storage
import TestSupport
import Testing
import WorkCalendar
import WorkOrders

/// The bulletin's figures, by those that a city has published.
@Suite struct `The bulletin` {
    private static let day: Int64 = 86_400_000_000

    /// The first instant of a day in China.
    private func start(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        return Int64(date.dayNumber) * Self.day - 28_800_000_000
    }

    /// 天门, December 2016: 1 054 received, 996 taken on, 972 due, 911 ended, 737 of them in time.
    @Test(arguments: Backend.available)
    func `reproduces what Tianmen published for December 2016`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            let from = try start(2016, 12, 1)
            let until = try start(2017, 1, 1)
            var rows: [[FieldValue]] = []
            for index in 0..<1054 {
                let received = from + Int64(index) * 1_000_000_000
                let isTakenOn = index < 996
                let isDue = index < 972
                let isEnded = index < 911
                let isInTime = index < 737
                let due = isDue ? from + 20 * Self.day : until + 3 * Self.day
                let finished = isInTime ? due - 1 : due + 5 * Self.day
                rows.append(
                    try world.row(
                        "TM\(index)",
                        [
                            "received_at": .instant(received), "due_at": .instant(due),
                            "city_state": .text(isTakenOn ? isEnded ? "done" : "open" : "withdrawn"),
                            "finished_at": isEnded ? .instant(finished) : .null,
                            "handler": .text(index.isMultiple(of: 2) ? "市场监督管理局" : "城市管理局"),
                            "contacted": isEnded ? .text("yes") : .null,
                            "solved": isEnded ? .text(index.isMultiple(of: 4) ? "no" : "yes") : .null,
                            "satisfied": isEnded
                                ? .text(index.isMultiple(of: 3) ? "dissatisfied" : "satisfied") : .null,
                        ]))
            }
            try await world.county.system.registers.load(
                "hotline-orders.order", rows: rows,
                origin: RowOrigin(
                    from: world.county.system.today, recordedAt: world.county.now, recordedBy: "test", reason: "file",
                    rung: .excel))
            let intake = try await world.desk.takeOver(now: world.county.now)
            #expect(intake.added == 1054)
            let scope = try await world.county.official("xianzhang").scope
            let bulletin = try await world.store.bulletin(
                kind: OrderWorld.kind, from: from, until: until, in: scope)
            let all = bulletin.all
            #expect(all[.received] == 1054 && all[.takenOn] == 996 && all[.due] == 972)
            #expect(all[.ended] == 911 && all[.inTime] == 737)
            #expect(all.share(.ended, of: .due) == 9372)
            #expect(all.share(.inTime, of: .due) == 7582)
            #expect(bulletin.offices.map { $0[.ended] }.reduce(0, +) == 911)
            // Each figure opens the rows that it counts.
            for figure in OrderFilter.Figure.allCases {
                var filter = OrderFilter(kind: OrderWorld.kind)
                (filter.figure, filter.from, filter.until) = (figure, from, until)
                #expect(try await world.store.count(filter, in: scope, now: world.county.now) == all[figure])
            }
            let median = try #require(all.median)
            let ninetieth = try #require(all.ninetieth)
            // 737 ended a moment before the 20th day, the others five days later; receipts lie 1 000 s apart.
            let spans = (0..<911).map { index -> Int64 in
                let due = from + 20 * Self.day
                return (index < 737 ? due - 1 : due + 5 * Self.day) - (from + Int64(index) * 1_000_000_000)
            }.sorted()
            #expect(median == spans[455] && ninetieth == spans[819])
            // The overdue list is the file's own: open and past the city's limit.
            var late = OrderFilter(kind: OrderWorld.kind)
            late.view = .late
            #expect(try await world.store.count(late, in: scope, now: world.county.now) == 996 - 911)
        }
    }

    @Test(arguments: Backend.available)
    func `and its list find an order by its number or the end of it`(backend: Backend) async throws {
        try await OrderWorld.run(backend) { world in
            for number in ["SX2026-00417", "SX2026-00418"] { try await world.put(number, [:]) }
            let scope = try await world.county.official("xianzhang").scope
            let found: [(String, Set<String>)] = [
                ("SX2026-00417", ["SX2026-00417"]), ("００４１８", ["SX2026-00418"]),
                ("sx2026", ["SX2026-00417", "SX2026-00418"]),
                ("00419", []), ("%418", ["SX2026-00418"]), ("SX____-00417", []),
            ]
            for (typed, numbers) in found {
                var filter = OrderFilter(kind: OrderWorld.kind)
                filter.number = typed
                let orders = try await world.store.list(filter, page: 1, in: scope, now: world.county.now)
                #expect(Set(orders.map(\.number)) == numbers, "\(typed)")
            }
        }
    }

    @Test func `is an office's own for who sees no other`() async throws {
        try await OrderWorld.run(.sqlite) { world in
            for (number, handler) in [("A1", "市场监督管理局"), ("A2", "城市管理局")] {
                try await world.put(
                    number,
                    [
                        "city_state": .text("done"), "finished_at": .instant(world.county.now),
                        "handler": .text(handler),
                    ])
            }
            let own = try await world.county.official("lianluo-shichang").scope
            let bulletin = try await world.store.bulletin(
                kind: OrderWorld.kind, from: 0, until: world.county.now + 30 * Self.day, in: own)
            #expect(bulletin.all[.ended] == 1)
            let parent = try await world.county.official("songjiao01").scope
            var filter = OrderFilter(kind: OrderWorld.kind)
            filter.view = .all
            #expect(try await world.store.count(filter, in: parent, now: world.county.now) == 0)
        }
    }
}
