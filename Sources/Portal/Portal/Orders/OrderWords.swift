import DesignSystem
import Diagnostics
import JSONTree
import Localisation
import WorkCalendar
import WorkOrders

/// Words of orders that pages have in common.
enum OrderWords {
    /// Where an order stands; red when it is late by the limit of whoever sent it.
    static func tag(_ order: WorkOrder, now: Int64) -> StatusTag {
        if order.state.isOpen, order.isLate(at: now) {
            return StatusTag(
                label: Text(zh: "\(order.state.title.zh) · 已超期", en: "\(order.state.title.en) · late"), tone: .negative)
        }
        if order.state.isOpen, let colour = colour(order.colour) {
            return StatusTag(
                label: Text(zh: "\(order.state.title.zh) · \(colour.zh)", en: "\(order.state.title.en) · \(colour.en)"),
                tone: order.colour == "yellow" ? .open : .negative)
        }
        switch order.state {
        case .closed: return StatusTag(label: order.state.title, tone: .positive)
        case .unresolved: return StatusTag(label: order.state.title, tone: .negative)
        case .merged, .returned, .told, .withdrawn: return StatusTag(label: order.state.title, tone: .neutral)
        default: return StatusTag(label: order.state.title, tone: .open)
        }
    }

    static func requestKind(_ code: String?) -> Text? {
        switch code {
        case "consult": Text(zh: "咨询", en: "Question")
        case "help": Text(zh: "求助", en: "Help")
        case "complaint": Text(zh: "投诉", en: "Complaint")
        case "report": Text(zh: "举报", en: "Report")
        case "suggestion": Text(zh: "建议", en: "Suggestion")
        case "praise": Text(zh: "表扬", en: "Praise")
        default: nil
        }
    }

    static func urgency(_ code: String?) -> Text? {
        switch code {
        case "urgent": Text(zh: "紧急", en: "Urgent")
        case "emergency": Text(zh: "特急", en: "Emergency")
        default: nil
        }
    }

    static func colour(_ code: String?) -> Text? {
        switch code {
        case "yellow": Text(zh: "黄色催办", en: "Pressed: yellow")
        case "orange": Text(zh: "橙色催办", en: "Pressed: orange")
        case "red": Text(zh: "红色催办", en: "Pressed: red")
        default: nil
        }
    }

    /// What was done with a task besides doing it.
    ///
    /// - Parameters:
    ///   - name: the other official's.
    ///   - isProgram: whether it came by itself.
    static func act(_ data: JSON, to name: String?, isProgram: Bool) -> Text? {
        let other = name ?? ""
        return switch data["act"]?.string {
        case "take-over": Text(zh: "接手", en: "Taken over")
        case "hand-on" where name != nil: Text(zh: "转办给\(other)", en: "Handed on to \(other)")
        case "copy" where name != nil: Text(zh: "抄送给\(other)", en: "Sent to \(other) to know of")
        case "urge": Text(zh: "催办", en: "Urged")
        case "suspend":
            Text(
                zh: "挂起到\(data["until"]?.string.flatMap { CivilDate(iso: $0) }?.text.zh ?? "")",
                en: "On hold until \(data["until"]?.string.flatMap { CivilDate(iso: $0) }?.text.en ?? "")")
        case "resume" where isProgram: Text(zh: "挂起到期，恢复办理", en: "Resumed by itself")
        case "resume": Text(zh: "恢复办理", en: "Resumed")
        default: nil
        }
    }

    static func yesNo(_ value: Bool?) -> Text? { value.map { $0 ? Text(zh: "是", en: "Yes") : Text(zh: "否", en: "No") } }

    static func address(_ order: WorkOrder) -> String { "/desk/orders/\(order.kind)/\(order.number)" }
}
