import DesignSystem
import Diagnostics
import Localisation
import Services

/// A table of cases for staff.
struct CaseTable {
    let services: PortalServices
    /// Where a case opens; `nil` where the viewer may count cases but not open them.
    let base: String?
    /// Whether a leader's words may be set on each.
    var maySupervise = false

    func table(_ cases: [Case]) -> DataTable {
        DataTable(
            caption: Text(zh: "办件", en: "Cases"), isCaptionHidden: true,
            columns: [
                .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "所在地", en: "Place")),
                .init(title: Text(zh: "结果", en: "Answer")), .init(title: Text(zh: "类别", en: "Category")),
                .init(title: Text(zh: "安排到", en: "Placed at")), .init(title: Text(zh: "提交", en: "Handed in")),
                .init(title: Text(zh: "到期", en: "Due")),
            ] + (maySupervise ? [.init(title: Text(zh: "督办", en: "Supervise"))] : []),
            rows: cases.map { found in
                [
                    base.map { .link(.verbatim(found.number), to: "\($0)/\(found.number)") }
                        ?? .text(.verbatim(found.number)),
                    .text(services.divisionName(found.division)), .tag(tag(found)),
                    .text(found.category == nil ? .verbatim("") : services.words.category(found.category)),
                    .text(found.place == nil ? .verbatim("") : services.words.place(found.place)),
                    .text(found.submittedAt.map { services.zone.date(microseconds: $0).shortText } ?? .verbatim("")),
                    .text(found.dueOn?.shortText ?? .verbatim("")),
                ]
                    + (maySupervise
                        ? [
                            .link(
                                Text(zh: "批示", en: "Set a task"),
                                to: "/desk/orders/supervise?about=case:\(found.number)")
                        ] : [])
            })
    }

    private func tag(_ found: Case) -> StatusTag {
        if found.state == .withdrawn { return StatusTag(label: found.state.title, tone: .neutral) }
        if let runtime = try? services.desk.runtime(found.service), runtime.service.decidedBy == .offices {
            return DeskParts.tag(found)
        }
        switch found.outcome {
        case .eligible: return StatusTag(label: CaseOutcome.eligible.title, tone: .positive)
        case .ineligible: return StatusTag(label: CaseOutcome.ineligible.title, tone: .negative)
        case .unknown: return StatusTag(label: CaseOutcome.unknown.title, tone: .open)
        // The offices have not answered yet.
        case nil: return StatusTag(label: found.state.title, tone: .open)
        }
    }
}
