package import Diagnostics
package import Directory
import Storage
import WorkCalendar
import Workflow

/// The answers as whoever sent the orders wants them back: one row an order, in the columns that the package names.
extension OrderDesk {
    private static let markSent: SQL = """
        UPDATE work_order SET sent_at = ?, version = version + 1 WHERE id = ? AND version = ?
        """

    /// What of the answers a file has.
    package enum ReplySelection: Sendable, Hashable {
        /// Those that have not gone back yet.
        case unsent
        /// Those of orders that ended from a moment on, and before another.
        case ended(from: Int64, until: Int64)

        var condition: (sql: String, values: [SQLValue]) {
            switch self {
            case .unsent: ("finished_at IS NOT NULL AND sent_at IS NULL", [])
            case .ended(let from, let until):
                ("finished_at >= ? AND finished_at < ?", [.integer(from), .integer(until)])
            }
        }
    }

    /// The answers, as rows behind a row of headings.
    ///
    /// - Parameters:
    ///   - marking: whether they count as gone back from now on.
    ///   - name: the name of an office.
    package func replies(
        kind: String, _ selection: ReplySelection, marking: Bool = false, in scope: AccessScope, now: Int64,
        name: (String) -> Text
    ) async throws -> [[String]] {
        let runtime = try runtime(kind)
        let columns = runtime.kind.replyColumns
        guard !columns.isEmpty, scope.may(.manageOrders) else { throw OrderError(.notFound) }
        let (condition, values) = selection.condition
        let found = try await storage.query(
            SQL(
                """
                SELECT \(WorkOrder.columns) FROM work_order
                WHERE kind = ? AND \(condition) AND reply IS NOT NULL ORDER BY finished_at, id
                """), [.text(kind)] + values, limit: 100_000, timeLimit: .seconds(60)
        ) { try WorkOrder($0) }
        let contents = try await orders.contents(of: found, runtime: runtime)
        var rows = [columns.map(\.heading)]
        for order in found {
            let reply = try orders.reply(of: order) ?? ""
            let title = contents[order.id]?.title ?? ""
            rows.append(
                columns.map { column in cell(column.value, order, title: title, reply: reply, name: name) })
        }
        if marking { try await mark(found, now: now) }
        return rows
    }

    /// What changed meanwhile has not gone back as it is now, and stays for the next file.
    private func mark(_ found: [WorkOrder], now: Int64) async throws {
        var start = 0
        while start < found.count {
            let some = found[start..<min(start + 500, found.count)]
            start += some.count
            try await storage.commit(
                WriteSet(
                    some.map {
                        Statement(OrderDesk.markSent, [.integer(now), .integer($0.id), .integer($0.version)])
                    }))
        }
    }

    /// How many answers wait to go back.
    package func unsentReplies(kind: String) async throws -> Int {
        try await storage.query(
            "SELECT COUNT(*) FROM work_order WHERE kind = ? AND finished_at IS NOT NULL AND sent_at IS NULL AND reply IS NOT NULL",
            [.text(kind)]
        ) { try $0.int(0) }.first ?? 0
    }

    private func cell(
        _ value: OrderKind.ReplyValue, _ order: WorkOrder, title: String, reply: String, name: (String) -> Text
    ) -> String {
        func flag(_ value: Bool?) -> String { value.map { $0 ? "是" : "否" } ?? "" }
        switch value {
        case .number: return order.number
        case .title: return title
        case .department: return order.department.map { name($0).zh } ?? ""
        case .assisting: return order.assisting.map { name($0).zh }.joined(separator: "、")
        case .reply: return reply
        case .finished: return order.finishedAt.map { minute($0) } ?? ""
        case .contacted: return flag(order.contacted)
        case .solved: return flag(order.solved)
        case .satisfied: return OrderDesk.satisfaction(order.satisfied)?.zh ?? ""
        case .state: return order.state.title.zh
        case .reopened: return order.reopened == 0 ? "" : String(order.reopened)
        }
    }

    /// `2026-11-29 14:05:00`, as the city's files have it.
    private func minute(_ instant: Int64) -> String {
        let minute = clocks.due.minute(at: instant)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(minute.date.iso) \(two(minute.minute / 60)):\(two(minute.minute % 60)):00"
    }

    /// What a caller said of the outcome, in words.
    package static func satisfaction(_ code: String?) -> Text? {
        switch code {
        case "satisfied": Text(zh: "满意", en: "Satisfied")
        case "fair": Text(zh: "基本满意", en: "Fairly satisfied")
        case "dissatisfied": Text(zh: "不满意", en: "Dissatisfied")
        case "none": Text(zh: "未评价", en: "Not rated")
        default: nil
        }
    }
}
