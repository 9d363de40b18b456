import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Notices
import Services
import Web

/// What belongs to the person: cases, notices, consents, and who looked at the data.
struct MyRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/me", .citizen) { request in .page(try await overview(request)) }
        table.get("/me/notices", .citizen) { request in .page(try await notices(request)) }
        table.get("/me/data-use", .citizen) { request in
            .page(try await DataUsePage(services: services).render(request))
        }
        table.post("/me/consents/{id}", .citizen) { request in try await consent(request) }
    }

    private func overview(_ request: WebRequest) async throws -> [UInt8] {
        let citizen = try request.citizen()
        let cases = try await services.cases.cases(of: citizen.key, in: Agent.citizen(citizen).scope)
        let unread = try await services.notices.unreadCount(of: citizen.key.bytes)
        let consents = try await services.desk.consentRequests(of: citizen)
        return CitizenPage(
            context: services.hall(request, .cases, unread: unread), title: Text(zh: "我的事项", en: "My cases")
        ).document { html in
            html.h1(Text(zh: "我的事项", en: "My cases"))
            if unread > 0 {
                html.add(
                    Banner(
                        tone: .info,
                        title: Text(zh: "有 \(unread) 条新通知", en: "\(unread) new notices"),
                        link: Link(label: Text(zh: "去看看", en: "Read"), href: "/me/notices")))
            }
            for consent in consents where consent.state == "asked" {
                consentCard(&html, consent, token: request.formToken)
            }
            if cases.isEmpty {
                html.add(
                    EmptyState(
                        title: Text(zh: "还没有办过事", en: "Nothing yet"),
                        action: Button(label: Text(zh: "去首页找一件事", en: "Find a service"), action: .link("/")),
                        icon: .list))
            } else {
                html.add(
                    TaskList(
                        tasks: cases.map { found in
                            let service =
                                (try? services.desk.runtime(found.service))?.service.title ?? .verbatim(found.service)
                            return TaskList.Task(
                                title: service,
                                hint: .verbatim("\(found.number) · ").followed(
                                    by: services.zone.date(microseconds: found.submittedAt ?? found.openedAt).text),
                                href: found.state == .draft ? "/drafts/\(found.number)/next" : "/cases/\(found.number)",
                                status: tag(found))
                        }))
            }
            html.div(class: "buttons") { html in
                html.add(
                    Button(label: Text(zh: "全部通知", en: "All notices"), action: .link("/me/notices"), kind: .secondary))
            }
        }
    }

    private func tag(_ found: Case) -> StatusTag {
        if found.state == .draft || found.state == .withdrawn {
            return StatusTag(label: found.state.title, tone: .neutral)
        }
        if let knowledge = try? services.desk.knowledge(of: found, now: found.openedAt),
            knowledge.runtime.service.decidedBy == .offices
        {
            let answer = PartsPanel.answer(found, knowledge, due: nil)
            return StatusTag(label: answer.title, tone: answer.tone)
        }
        switch found.outcome {
        case .eligible: return StatusTag(label: CaseOutcome.eligible.title, tone: .positive)
        case .ineligible: return StatusTag(label: CaseOutcome.ineligible.title, tone: .negative)
        default: return StatusTag(label: CaseState.inReview.title, tone: .open)
        }
    }

    private func consentCard(_ html: inout HTML, _ consent: ConsentRequest, token: String) {
        let wording = ConsentWording(consent)
        html.div(class: "card") { html in
            html.h2(wording.title)
            html.p(wording.text)
            html.p(consent.caseNumber, class: "source")
            html.add(
                PostForm(action: "/me/consents/\(consent.id)", token: token) { html in
                    html.div(class: "buttons") { html in
                        html.add(
                            Button(label: wording.yes, action: .submit(name: "answer", value: "yes")))
                        html.add(
                            Button(
                                label: wording.no,
                                action: .submit(name: "answer", value: "no"),
                                kind: .secondary))
                    }
                })
        }
    }

    private func consent(_ request: WebRequest) async throws -> WebResponse {
        let citizen = try request.citizen()
        let id = Int64(try request.parameter("id")) ?? 0
        let consents = try await services.desk.consentRequests(of: citizen)
        guard let consent = consents.first(where: { $0.id == id }) else { throw WebError.notFound }
        guard let said = request.fields["answer"], ["yes", "no"].contains(said) else { throw WebError.malformed }
        try await services.desk.answer(
            consent, agrees: said == "yes", by: citizen, now: request.now)
        return .seeOther("/me")
    }

    private func notices(_ request: WebRequest) async throws -> [UInt8] {
        let citizen = try request.citizen()
        let notices = try await services.notices.notices(of: citizen.key.bytes)
        try await services.notices.markRead(of: citizen.key.bytes, now: request.now)
        let own = Set(
            try await services.cases.cases(of: citizen.key, in: Agent.citizen(citizen).scope).map(\.number))
        return CitizenPage(
            context: services.hall(request, .cases), title: Text(zh: "通知", en: "Notices"),
            back: BackLink(href: "/me", label: Text(zh: "我的事项", en: "My cases"))
        ).document { html in
            html.h1(Text(zh: "通知", en: "Notices"))
            if notices.isEmpty { html.add(EmptyState(title: Text(zh: "没有通知", en: "No notices"), icon: .inbox)) }
            for received in notices {
                html.article(class: "card") { html in
                    html.h2(received.notice.title)
                    html.p(received.notice.body)
                    html.p(services.zone.text(microseconds: received.at), class: "source")
                    // A guardian who is asked to confirm answers among the own matters; the case is the applicant's.
                    html.add(
                        Link(
                            label: Text(zh: "看这件事", en: "See the case"),
                            href: own.contains(received.notice.caseNumber)
                                ? "/cases/\(received.notice.caseNumber)" : "/me",
                            context: .verbatim(received.notice.caseNumber)))
                }
            }
        }
    }
}

/// What a person is asked, in words.
private struct ConsentWording {
    let title: Text
    let text: Text
    let yes: Text
    let no: Text

    init(_ consent: ConsentRequest) {
        switch consent.scope {
        case .spouse:
            title = Text(zh: "请您同意或不同意", en: "Please agree or not")
            text = Text(
                zh: "家人正在为孩子办理入学登记，需要查询您名下的房屋或优抚信息。您同意才会查；不同意也不影响孩子登记。",
                en:
                    "Your family is registering the child and asks to look up your home or status. It is looked up only if you agree; if not, the registration goes on."
            )
            yes = Text(zh: "同意", en: "Agree")
            no = Text(zh: "不同意", en: "Do not agree")
        case .guardian:
            title = Text(zh: "请您确认孩子的入学登记", en: "Please confirm your child's registration")
            text = Text(
                zh:
                    "家人 \(consent.applicant) 已为 \(consent.child) 提交入学登记。您是登记的监护人，确认以后马上接着核验。不是您的孩子，或者不同意，请点“不确认”，由教育部门核对。",
                en:
                    "\(consent.applicant) of your family has registered \(consent.child) for school. You are the guardian on record; once you confirm, it goes on at once. If this is not your child, or you do not agree, say so: the education office then checks."
            )
            yes = Text(zh: "确认", en: "Confirm")
            no = Text(zh: "不确认", en: "Do not confirm")
        }
    }
}
