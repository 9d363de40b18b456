import DesignSystem
import Diagnostics
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
                            html.a(.href("/desk/rule-changes/\(change.id)")) { $0.add(RuleListPage.tag(change)) }
                        }
                    },
            ])
        }
        let shown = rows
        return try StaffPage(
            context: services.staff(request, .rules), title: Text(zh: "规则", en: "Rules"),
            lead: Text(
                zh: "办件照这些规则自动判断。要改，先试算一遍，再由另一个人发布。",
                en: "What cases are decided by. A change is rehearsed first, and published by a second person.")
        ).document { html in
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
