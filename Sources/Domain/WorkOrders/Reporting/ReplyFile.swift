package import Diagnostics
package import Directory
import Storage
import WorkCalendar
import Workflow

/// The answers as whoever sent the orders wants them back: one row an order, in the columns that the package names.
extension OrderDesk {
    /// The answered orders whose answers went out since a moment, as rows behind a row of headings.
    ///
    /// - Parameter name: the name of an office.
    package func replies(
        kind: String, finishedFrom from: Int64, until: Int64, in scope: AccessScope, name: (String) -> Text
    ) async throws -> [[String]] {
        let runtime = try runtime(kind)
        let columns = runtime.kind.replyColumns
        guard !columns.isEmpty, scope.may(.manageOrders) else { throw OrderError(.notFound) }
        let found = try await storage.query(
            SQL(
                """
                SELECT \(WorkOrder.columns) FROM work_order
                WHERE kind = ? AND finished_at >= ? AND finished_at < ? AND reply IS NOT NULL
                ORDER BY finished_at, id
                """), [.text(kind), .integer(from), .integer(until)], limit: 100_000, timeLimit: .seconds(60)
        ) { try WorkOrder($0) }
        let contents = try await orders.contents(of: found, runtime: runtime)
        var rows = [columns.map(\.heading)]
        for order in found {
            let reply = try orders.reply(of: order) ?? ""
            let title = contents[order.id]?.title ?? ""
            rows.append(
                columns.map { column in cell(column.value, order, title: title, reply: reply, name: name) })
        }
        return rows
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
