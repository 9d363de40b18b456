package import Diagnostics
package import JSONTree
import Storage

/// One line of an order's history: what happened, when, by whom, why.
package struct OrderEvent: Sendable {
    /// What can happen to an order.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case received, updated, dispatched, overridden, done, moved, merged, joined, noted, reopened, closed
        case extensionAsked = "extension-asked"
        case extended, urged, withdrawn, supervised, begun, taken

        package var title: Text {
            switch self {
            case .received: Text(zh: "收到工单", en: "Order received")
            case .updated: Text(zh: "来单方更新了内容", en: "Changed by whoever sent it")
            case .dispatched: Text(zh: "派单", en: "Dispatched")
            case .overridden: Text(zh: "分管领导决定改派", en: "Dispatched by the leader's decision")
            case .done: Text(zh: "办理", en: "Done")
            case .moved: Text(zh: "流转", en: "Moved on")
            case .merged: Text(zh: "并入另一件", en: "Merged into another")
            case .joined: Text(zh: "另一件并了进来", en: "Another was merged into this one")
            case .noted: Text(zh: "记录结果", en: "Outcome noted")
            case .reopened: Text(zh: "没有解决，重新办理", en: "Not solved: opened again")
            case .closed: Text(zh: "结束", en: "Ended")
            case .extensionAsked: Text(zh: "申请延期", en: "More time asked for")
            case .extended: Text(zh: "批准延期", en: "More time given")
            case .urged: Text(zh: "催办", en: "Urged")
            case .withdrawn: Text(zh: "市里撤单", en: "Taken back by the city")
            case .supervised: Text(zh: "领导批示督办", en: "Put under supervision")
            case .begun: Text(zh: "发起", en: "Begun")
            case .taken: Text(zh: "认领", en: "Taken")
            }
        }
    }

    package let id: Int64
    package let code: Code
    package let at: Int64
    package let office: String
    package let post: String
    package let official: Int64?
    /// The step of the process.
    package let element: String?
    /// Further facts; nothing about a person.
    package let data: JSON
    let note: [UInt8]?

    package var hasNote: Bool { note != nil }

    static let columns = "id, code, at, office, post, official, element, data, note"
    private static let insert: SQL = """
        INSERT INTO work_order_event (id, order_id, code, at, office, post, official, element, data, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    init?(_ row: Row) throws {
        guard let code = Code(rawValue: try row.text(1)) else { return nil }
        id = try row.integer(0)
        self.code = code
        at = try row.integer(2)
        office = try row.text(3)
        post = try row.text(4)
        official = try row.optionalInteger(5)
        element = try row.optionalText(6)
        data = try JSON(parsing: try row.text(7))
        note = try row.optionalBytes(8)
    }

    static func statement(
        _ code: Code, id: Int64, order: Int64, at: Int64, office: String, post: String = "", official: Int64? = nil,
        element: String? = nil, data: JSON = [:], note: [UInt8]? = nil
    ) -> Statement {
        Statement(
            insert,
            [
                .integer(id), .integer(order), .text(code.rawValue), .integer(at), .text(office), .text(post),
                SQLValue(official), SQLValue(element), .text(data.text), note.map { .bytes($0) } ?? .null,
            ], expect: .rows(1))
    }
}
