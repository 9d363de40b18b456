import Directory
import Registers
import Storage
import WorkCalendar

/// What the receiving office is told about an order before it dispatches it.
extension OrderDesk {
    /// An office that an order probably belongs to, with the reason and earlier orders like it.
    package struct Suggestion: Sendable {
        package let department: String
        /// How sure, in per cent.
        package let percent: Int
        /// The words that speak for it.
        package let words: [String]
        package let earlier: [Earlier]
    }

    /// An earlier order that is like one.
    package struct Earlier: Sendable {
        package let order: WorkOrder
        package let title: String
    }

    /// An order that may be the same matter.
    package struct SameOrder: Sendable {
        package let order: WorkOrder
        package let title: String
        package let hasSameCaller: Bool
        package let hasSamePlace: Bool
    }

    private static let changed: SQL = """
        SELECT id, version, changed_at FROM work_order WHERE kind = ? AND changed_at >= ? ORDER BY changed_at, id
        """
    private static let beginning: SQL = """
        SELECT changed_at FROM work_order WHERE kind = ? ORDER BY changed_at DESC, id DESC LIMIT 1 OFFSET ?
        """
    private static let page = 500
    /// What commits late bears the moment at which it was planned: so long before the last change is looked at again.
    private static let overlap: Int64 = 10_000_000

    /// Brings the memory up to what the database has: at first the latest orders, then what has changed.
    func remember(_ runtime: OrderRuntime) async throws {
        let memory = memory(of: runtime.kind)
        var from = memory.through - OrderDesk.overlap
        if memory.through == 0 {
            let first = try await storage.point(
                OrderDesk.beginning, [.text(runtime.kind.id), .integer(Int64(memory.most))]
            ) { try $0.integer(0) }
            from = first ?? 0
        }
        let changed = try await storage.query(
            OrderDesk.changed, [.text(runtime.kind.id), .integer(from)], limit: .max, timeLimit: .seconds(30)
        ) { (id: try $0.integer(0), version: try $0.integer(1), at: try $0.integer(2)) }
        let fresh = changed.filter { memory.version(of: $0.id) != $0.version }.map(\.id)
        var start = 0
        while start < fresh.count {
            let some = Array(fresh[start..<min(start + OrderDesk.page, fresh.count)])
            start += some.count
            let found = try await storage.query(
                SQL("SELECT \(WorkOrder.columns) FROM work_order WHERE id IN (\(SQL.placeholders(some.count)))"),
                some.map { .integer($0) }, limit: some.count
            ) { try WorkOrder($0) }
            let contents = try await orders.contents(of: found, runtime: runtime)
            for order in found {
                guard let content = contents[order.id], let department = order.department, order.state.isTakenOn else {
                    memory.forget(order.id, version: order.version)
                    continue
                }
                memory.learn(
                    order.id, version: order.version, text: "\(content.title) \(content.content)",
                    matterClass: order.matterClass ?? "", office: department, day: order.receivedAt)
            }
        }
        if let last = changed.last { memory.caughtUp(through: last.at) }
    }

    /// The offices that an order most probably belongs to, the likeliest first, with three earlier orders each.
    package func suggestions(for order: WorkOrder, limit: Int = 3) async throws -> [Suggestion] {
        let runtime = try runtime(order.kind)
        guard runtime.kind.source != nil else { return [] }
        try await remember(runtime)
        let content = try await orders.content(of: order, runtime: runtime)
        let candidates = memory(of: runtime.kind).candidates(
            text: "\(content.title) \(content.content)", matterClass: order.matterClass ?? "", limit: limit,
            except: order.id)
        var suggestions: [Suggestion] = []
        for candidate in candidates {
            var earlier: [WorkOrder] = []
            for (id, _) in candidate.like {
                if let found = try? await orders.find(id: id, in: .program("suggestion")) { earlier.append(found) }
            }
            let contents = try await orders.contents(of: earlier, runtime: runtime)
            suggestions.append(
                Suggestion(
                    department: candidate.office, percent: Int((candidate.share * 100).rounded()),
                    words: candidate.words,
                    earlier: earlier.map { Earlier(order: $0, title: contents[$0.id]?.title ?? "") }))
        }
        return suggestions
    }

    private static let same = SQL(
        """
        SELECT \(WorkOrder.columns) FROM work_order
        WHERE id IN (
            SELECT id FROM work_order WHERE caller = ? AND received_at >= ? AND received_at <= ?
            UNION SELECT id FROM work_order WHERE place_key = ? AND received_at >= ? AND received_at <= ?)
        AND kind = ? AND id <> ? ORDER BY received_at DESC LIMIT 60
        """)

    /// Orders that may be the same matter: the same caller or place, and the same class, within the days that the
    /// package sets; those that have all three come first.
    package func sameOrders(as order: WorkOrder, now: Int64) async throws -> [SameOrder] {
        let runtime = try runtime(order.kind)
        guard let days = runtime.number(runtime.kind.mergeDays, on: today(now)),
            order.caller != nil || order.placeKey != nil
        else { return [] }
        let span = Int64(days) * 86_400_000_000
        let period: [SQLValue] = [.integer(order.receivedAt - span), .integer(order.receivedAt + span)]
        let found = try await storage.few(
            OrderDesk.same,
            [.bytes(order.caller ?? [])] + period + [.bytes(order.placeKey ?? [])] + period
                + [.text(order.kind), .integer(order.id)], limit: 60
        ) { try WorkOrder($0) }.filter {
            $0.matterClass == order.matterClass && $0.mergedInto == nil && $0.state.isTakenOn
        }
        let contents = try await orders.contents(of: found, runtime: runtime)
        return found.map { other in
            SameOrder(
                order: other, title: contents[other.id]?.title ?? "",
                hasSameCaller: order.caller != nil && other.caller == order.caller,
                hasSamePlace: order.placeKey != nil && other.placeKey == order.placeKey)
        }.sorted { left, right in
            let (a, b) = (left.hasSameCaller && left.hasSamePlace, right.hasSameCaller && right.hasSamePlace)
            return a != b ? a : left.order.receivedAt > right.order.receivedAt
        }.prefix(8).map { $0 }
    }

    /// How often the office an order went to in the end was the first, or among the first three, that would have been
    /// named: each order judged by those that came before it.
    package func measureSuggestions(kind: String, last count: Int) async throws -> (first: Int, three: Int, of: Int) {
        let runtime = try runtime(kind)
        let all = try await storage.query(
            SQL(
                """
                SELECT \(WorkOrder.columns) FROM work_order WHERE kind = ? AND department IS NOT NULL
                ORDER BY received_at, id
                """), [.text(kind)], limit: 100_000, timeLimit: .seconds(60)
        ) { try WorkOrder($0) }.filter { $0.state.isTakenOn }
        let contents = try await orders.contents(of: all, runtime: runtime)
        let memory = OrderMemory()
        var (first, three, judged) = (0, 0, 0)
        for (index, order) in all.enumerated() {
            guard let content = contents[order.id], let office = order.department else { continue }
            let text = "\(content.title) \(content.content)"
            if index >= all.count - count {
                let named = memory.candidates(text: text, matterClass: order.matterClass ?? "", limit: 3).map(\.office)
                judged += 1
                if named.first == office { first += 1 }
                if named.contains(office) { three += 1 }
            }
            memory.learn(
                order.id, version: order.version, text: text, matterClass: order.matterClass ?? "", office: office,
                day: order.receivedAt)
        }
        return (first, three, judged)
    }
}
