import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import Web

/// The places of a season that are given together: how many wait, in which order, and the button that begins it.
struct AllotmentPage {
    let services: PortalServices

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let queues = try await services.desk.allotmentQueues(for: official, now: request.now)
        return try StaffPage(
            context: services.staff(request, .cases), title: Text(zh: "分配学位", en: "Give places"),
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "全部办件", en: "All cases"), href: "/desk/cases")
            ]),
            lead: Text(
                zh: "登记结束以后，按公布的类别次序、同类别按提交先后，依次安排。",
                en:
                    "Once registration has closed: by category in the published order, within one by time of application."
            )
        ).document { html in
            if request.query["begun"] == "yes" {
                html.add(
                    Banner(
                        tone: .positive, title: Text(zh: "已开始分配", en: "Begun"),
                        text: Text(
                            zh: "可以离开这个页面。分到学校的家长会收到通知；所列学校都满的，转到“我的待办”统筹。",
                            en:
                                "You can leave this page. Parents are told; where all schools are full, the case comes to your tasks."
                        ), isReply: true))
            }
            if queues.isEmpty {
                html.add(
                    EmptyState(title: Text(zh: "没有等待分配的", en: "Nobody waits for a place"), icon: .inbox))
            }
            for queue in queues {
                html.h2(queue.title.followed(by: .verbatim(" · \(queue.season)")))
                html.add(
                    SummaryList(
                        rows: queue.waiting.map { entry in
                            .init(
                                key: services.words.category(entry.category),
                                value: Text.count(entry.count, zh: "人", one: "child", other: "children"))
                        }))
                if queue.isTooEarly {
                    html.add(
                        Banner(
                            tone: .info, title: Text(zh: "登记还没有结束", en: "Registration is still open"),
                            text: Text(zh: "登记结束以后才能开始分配。", en: "Places can be given once it has closed.")))
                    continue
                }
                html.add(
                    PostForm(
                        action: "/desk/allotment", token: request.formToken, hidden: [("service", queue.service)]
                    ) { html in
                        html.add(
                            WarningText(
                                text: Text(
                                    zh: "开始以后不能撤回。请先确认登记已经结束、各校学位数已经核对。",
                                    en:
                                        "This cannot be undone. Make sure that registration has closed and the schools' places are right."
                                )))
                        html.div(class: "buttons") { html in
                            html.add(Button(label: Text(zh: "开始分配", en: "Begin")))
                        }
                    })
            }
        }
    }
}
