package import Diagnostics

/// Why an act on an order was refused.
package struct OrderError: Error, Sendable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such order, or it is not this official's to see.
        case notFound = "order.not-found"
        /// The dispatch list does not allow this office.
        case dispatchRefused = "order.dispatch-refused"
        /// The order moved on meanwhile.
        case movedOn = "order.moved-on"
        /// It cannot be merged with that one.
        case notMergeable = "order.not-mergeable"
        /// The limit cannot be lengthened now.
        case extensionRefused = "order.extension-refused"
        /// Nothing of this kind is declared.
        case unknownKind = "order.kind-unknown"
        /// There is no such office.
        case unknownDepartment = "order.department-unknown"
        /// Nobody in that office would see it.
        case noLiaison = "order.no-liaison"
        /// An order of this number is here already.
        case duplicate = "order.duplicate"
        /// What was sent cannot be read as an order.
        case malformed = "order.malformed"
    }

    package let code: Code
    /// What the rules said, for those who have to understand it.
    package let judgement: Judgement?
    /// The field that is wrong.
    package let field: String?

    package init(_ code: Code, judgement: Judgement? = nil, field: String? = nil) {
        self.code = code
        self.judgement = judgement
        self.field = field
    }

    package var message: Text {
        switch code {
        case .notFound:
            Text(zh: "没有找到这件工单，或者它不归您的岗位看。", en: "There is no such order, or it is not yours to see.")
        case .dispatchRefused:
            if let reason = judgement?.reasons.first {
                Text(
                    zh: "不能这样派：\(reason.text.zh)（依据：\(reason.source.zh)，规则 \(reason.rule)）。请改派，或请示分管领导。",
                    en:
                        "It cannot be dispatched so: \(reason.text.en) (by \(reason.source.en), rule \(reason.rule)). Choose another office, or ask the leader in charge."
                )
            } else {
                Text(
                    zh: "派单清单没有允许这样派。请改派，或请示分管领导。",
                    en: "The dispatch list does not allow this. Choose another office, or ask the leader in charge.")
            }
        case .movedOn:
            Text(zh: "这件工单刚刚有了变化，请刷新页面再办。", en: "This order has just moved on. Reload the page.")
        case .notMergeable:
            Text(
                zh: "不能并到这一件：它不存在、已经并入别的工单，或者就是这一件。",
                en: "It cannot be merged with that one: it does not exist, is merged itself, or is this one.")
        case .extensionRefused:
            Text(
                zh: "现在不能延期：已经过了时限，或者已经延过一次。",
                en: "More time cannot be asked for: the limit is over, or it was lengthened before.")
        case .unknownKind: Text(zh: "没有这一类工单。", en: "There are no orders of this kind.")
        case .unknownDepartment: Text(zh: "没有这个单位，请从名单里选。", en: "There is no such office; choose from the list.")
        case .noLiaison:
            Text(
                zh: "这个单位还没有工单联络员的账号，派过去没有人看得到。请先让信息员开通，或者派给别的单位。",
                en:
                    "Nobody in that office has an account for orders, so that nobody would see it. Have one opened, or choose another office."
            )
        case .duplicate:
            Text(zh: "这个编号的工单已经在系统里。", en: "An order of this number is here already.")
        case .malformed:
            Text(
                zh: "工单里“\(field ?? "")”缺少或看不懂，没有收下。",
                en: "‘\(field ?? "")’ is missing or cannot be read; the order was not taken.")
        }
    }
}
