import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web

/// The services whose rules one drafts or publishes: what is in force, and what is under way.
struct RuleListPage {
    let services: PortalServices

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let today = services.desk.today(request.now)
        var rows: [[Cell]] = []
        for runtime in services.rules.services(for: official) {
            let changes = try await services.rules.changes(of: runtime.service.id, for: official)
            let version = runtime.rules.inForce(runtime.service.id, on: today)
            let open = changes.filter { $0.state == .draft || $0.state == .proposed }
            rows.append([
                .link(runtime.service.title, to: "/desk/rules/\(runtime.service.id)"),
                .text(version.map { .verbatim($0.number) } ?? RuleListPage.packaged),
                version.map { .text($0.effective.text) } ?? .none,
                open.isEmpty
                    ? .none
                    : .slot { html in
                        for change in open {
                            html.div { html in
                                html.a(
                                    RuleListPage.title(of: change, services), class: "link",
                                    .href("/desk/rule-changes/\(change.id)"))
                                html.text(Text.verbatim(" "))
                                html.add(RuleListPage.tag(change))
                            }
                        }
                    },
            ])
        }
        let shown = rows
        let waiting = services.rules.waiting(for: official)
        let names = try await services.officialNames(
            waiting.flatMap { [$0.fileBy, $0.proposedBy, $0.decidedBy].compactMap(\.self) })
        return try StaffPage(
            context: services.staff(request, .rules), title: Text(zh: "规则", en: "Rules"),
            lead: Text(
                zh: "办件照这些规则自动判断。要改，先试算一遍，再由另一个人发布。",
                en: "What cases are decided by. A change is rehearsed first, and published by a second person.")
        ).document { html in
            for (state, title) in [
                (RuleChange.State.proposed, Text(zh: "等您发布", en: "For you to publish")),
                (.draft, Text(zh: "退回给您的", en: "Sent back to you")),
            ] {
                let changes = waiting.filter { $0.state == state }
                if !changes.isEmpty { self.waiting(changes, title, names, &html) }
            }
            html.h2(Text(zh: "各事项的规则", en: "Rules by service"))
            if shown.isEmpty {
                html.add(none(official))
            } else {
                html.add(
                    DataTable(
                        caption: Text(zh: "各事项的规则", en: "Rules by service"), isCaptionHidden: true,
                        columns: [
                            .init(title: Text(zh: "事项", en: "Service")),
                            .init(title: Text(zh: "现行规则", en: "Rule in force")),
                            .init(title: Text(zh: "从哪天起", en: "Since")),
                            .init(title: Text(zh: "正在改的", en: "Under way")),
                        ], rows: shown))
            }
        }
    }

    /// Why there is no rule that this official could change.
    private func none(_ official: Official) -> EmptyState {
        let title = Text(zh: "没有您能改的规则", en: "There is no rule that you could change")
        guard !official.permissions.contains(.publishDefinitions) else {
            return EmptyState(
                title: title,
                text: Text(zh: "县里还没有开办按规则判断的事项。", en: "No service of the county is decided by rules yet."),
                icon: .paper)
        }
        let department = services.words.department(official.department)
        return EmptyState(
            title: title,
            text: Text(
                zh: "规则由主管事项的部门起草，您能起草的是\(department.zh)的。这个部门现在没有主管的事项。要改别的部门的规则，请找那个部门起草规则的人。",
                en:
                    "Rules are drafted by the department that a service belongs to; yours is the \(department.en), and no service belongs to it. For another department's rule ask whoever drafts there."
            ), icon: .paper)
    }

    /// What somebody has handed over and nobody has gone on with.
    private func waiting(_ changes: [RuleChange], _ title: Text, _ names: [Int64: String], _ html: inout HTML) {
        html.h2(title)
        html.add(
            DataTable(
                caption: title, isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "变更", en: "Change")), .init(title: Text(zh: "事项", en: "Service")),
                    .init(title: Text(zh: "文号", en: "Document")), .init(title: Text(zh: "生效日期", en: "Day of effect")),
                    .init(title: Text(zh: "谁送来的", en: "From")), .init(title: Text(zh: "送来的时间", en: "Since")),
                ],
                rows: changes.map { change in
                    let isBack = change.state == .draft
                    let from = isBack ? change.decidedBy ?? change.fileBy : change.proposedBy ?? change.fileBy
                    let since = isBack ? change.decidedAt : change.proposedAt
                    let service = services.desk.services.first { $0.service.id == change.service }
                    return [
                        .slot { html in
                            html.span(class: "cell-pair") { html in
                                html.a(
                                    RuleListPage.title(of: change, services), class: "link",
                                    .href("/desk/rule-changes/\(change.id)"))
                                if change.state == .draft {
                                    html.span(Text.verbatim(change.reason), class: "cell-below")
                                }
                            }
                        },
                        .text(service?.service.title ?? .verbatim(change.service)),
                        change.number.isEmpty ? .none : .text(.verbatim(change.number)),
                        change.effective.map { .text($0.text) } ?? .none,
                        .text(.verbatim(names[from] ?? "#\(from)")),
                        since.map { .text(services.zone.shortText(microseconds: $0)) } ?? .none,
                    ]
                }))
    }

    /// What a change is called: what its drafter wrote, or when it was drafted.
    static func title(of change: RuleChange, _ services: PortalServices) -> Text {
        change.note.isEmpty
            ? services.zone.shortText(microseconds: change.draftedAt).followed(by: Text(zh: "起草", en: " draft"))
            : .verbatim(change.note)
    }

    /// Tells on other pages that something waits here.
    static func banner(waiting count: Int) -> Banner? {
        if count == 0 { return nil }
        return Banner(
            tone: .open,
            title: Text(
                zh: "有 \(count) 项规则变更等您办",
                en: count == 1 ? "A change of a rule waits for you" : "\(count) changes of rules wait for you"),
            link: Link(label: Text(zh: "去看看", en: "Look at it"), href: "/desk/rules"))
    }

    static let packaged = Text(zh: "随程序来的规则", en: "the rule that came with the program")

    static func tag(_ change: RuleChange) -> StatusTag {
        let tone: Tone =
            switch change.state {
            case .draft: .info
            case .proposed: .open
            case .published: .positive
            case .withdrawn: .negative
            case .dropped: .neutral
            }
        return StatusTag(label: change.state.title, tone: tone)
    }
}
