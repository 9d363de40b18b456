import DesignSystem
import Diagnostics
import Directory
import FormEngine
import HTMLBuilder
import JSONTree
import Localisation
import Services
import Web
import WorkCalendar

/// The journey of an application: choose the child, look at what is known, answer what is not, check, hand in.
///
/// Nothing about a current page is kept: where a person is follows from the answers, so going back, coming back next
/// week and clicking twice all work.
struct ApplyRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/apply/{service}", .citizen) { request in try await start(request) }
        table.post("/apply/{service}", .citizen) { request in try await open(request) }
        table.get("/drafts/{number}/child", .signedIn) { request in
            let number = try request.parameter("number")
            // Where a case is about whoever applies there is nobody to choose.
            if try await draft(request).knowledge.runtime.service.isAboutApplicant {
                return .seeOther("/drafts/\(number)/known")
            }
            return .page(try await childPage(request))
        }
        table.post("/drafts/{number}/child", .signedIn) { request in try await choose(request) }
        table.get("/drafts/{number}/known", .signedIn) { request in try await known(request) }
        table.get("/drafts/{number}/next", .signedIn) { request in try await next(request) }
        table.get("/drafts/{number}/pages/{page}", .signedIn) { request in try await question(request) }
        table.post("/drafts/{number}/pages/{page}", .signedIn, body: .upload(limit: 36 << 20)) { request in
            try await answer(request)
        }
        table.get("/drafts/{number}/check", .signedIn) { request in try await check(request) }
        table.post("/drafts/{number}/submit", .signedIn) { request in try await submit(request) }
    }

    // MARK: - Opening

    private func start(_ request: WebRequest) async throws -> WebResponse {
        let citizen = try request.citizen()
        let service = try request.parameter("service")
        guard let runtime = try? services.desk.runtime(service) else { throw WebError.notFound }
        let drafts = try await services.cases.cases(of: citizen.key, in: Agent.citizen(citizen).scope).filter {
            $0.service == service && $0.state == .draft
        }
        let page = CitizenPage(
            context: services.hall(request), title: runtime.service.title,
            back: BackLink(href: "/services/\(service)", label: Text(zh: "办事指南", en: "Guide")), isJourney: true
        ).document { html in
            html.h1(runtime.service.title)
            if !drafts.isEmpty {
                html.h2(Text(zh: "接着填", en: "Go on with"))
                html.add(
                    TaskList(
                        tasks: drafts.map { draft in
                            TaskList.Task(
                                title: .verbatim(draft.number),
                                hint: services.zone.date(microseconds: draft.openedAt).text.followed(
                                    by: Text(zh: "开始填写", en: " started")),
                                href: "/drafts/\(draft.number)/next",
                                status: StatusTag(label: CaseState.draft.title, tone: .neutral))
                        }))
            }
            html.p(runtime.service.summary, class: "lead")
            html.h2(Text(zh: "开始之前，您要知道", en: "Before you start"))
            html.p(runtime.service.guide.privacy)
            html.add(
                PostForm(action: "/apply/\(service)", token: request.formToken) { html in
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "知道了，开始", en: "I see, start"), icon: .arrowRight))
                    }
                })
        }
        return .page(page)
    }

    private func open(_ request: WebRequest) async throws -> WebResponse {
        let citizen = try request.citizen()
        let service = try request.parameter("service")
        let number = try await services.desk.open(
            service, for: Person(idNumber: citizen.idNumber, name: citizen.name, phone: citizen.phone),
            by: .citizen(citizen), channel: .online, now: request.now)
        return .seeOther("/drafts/\(number)/child")
    }

    private func draft(_ request: WebRequest) async throws -> (found: Case, knowledge: CaseKnowledge, agent: Agent) {
        let agent = try ApplyRoutes.agent(request)
        let found = try await ApplyRoutes.case(request, services: services)
        return (found, try services.desk.knowledge(of: found, now: request.now), agent)
    }

    /// The shell of the journey's pages, the citizen's or the official's.
    private func shell(
        _ request: WebRequest, title: Text, hasError: Bool = false, back: String, content: (inout HTML) -> Void
    ) -> [UInt8] {
        CitizenPage(
            context: services.hall(request), title: title, hasError: hasError, back: BackLink(href: back),
            isJourney: true
        ).document(content: content)
    }

    // MARK: - The child

    private func childPage(_ request: WebRequest, error: ServiceError? = nil) async throws -> [UInt8] {
        let (found, _, agent) = try await draft(request)
        let suitable = try await services.desk.children(of: found.number, by: agent, now: request.now)
        let title = Text(zh: "给哪个孩子报名？", en: "Which child is it for?")
        var options = suitable.map { child in
            Option(
                value: child.idNumber,
                label: Text(
                    zh: "\(child.birthDate.text.zh)出生的孩子", en: "The child born on \(child.birthDate.text.en)"),
                hint: Text(
                    zh: "身份证号 \(Mask.identityNumber(child.idNumber))，现在 \(child.age) 岁",
                    en: "Identity number \(Mask.identityNumber(child.idNumber)), \(child.age) years old"))
        }
        options.append(
            Option(
                value: "other", label: Text(zh: "这里没有，我来填身份证号", en: "Not listed: I will enter the number"),
                hint: Text(
                    zh: "监护关系没有登记的也可以报，后面会人工核对。",
                    en: "Also possible when guardianship is not on record; a person will check.")))
        let shown = options
        return shell(request, title: title, hasError: error != nil, back: "/apply/\(found.service)") { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error.message, field: "child")])) }
            html.add(StepIndicator(step: 1, steps: 4, title: Text(zh: "选孩子", en: "The child")))
            html.add(
                PostForm(action: "/drafts/\(found.number)/child", token: request.formToken) { html in
                    if suitable.isEmpty {
                        html.h1(title)
                        html.p(
                            Text(
                                zh: "公安的登记里没有查到您监护的适龄孩子。没查到不等于没有：请填孩子的身份证号，后面会核对。",
                                en:
                                    "The police register names no child of this age in your guardianship. That is not a no: enter the child's number and it will be checked."
                            ),
                            class: "lead")
                    } else {
                        html.add(
                            Radios(
                                name: "child", label: title, options: shown,
                                hint: Text(zh: "来自公安的监护登记。", en: "From the police register of guardianship."),
                                value: request.fields["child"] ?? (suitable.count == 1 ? suitable[0].idNumber : nil),
                                error: error?.message, isPageHeading: true))
                    }
                    html.add(
                        TextInput(
                            name: "id_number",
                            label: Text(zh: "孩子的身份证号（选“这里没有”时填）", en: "The child's identity number (if not listed)"),
                            value: request.fields["id_number"] ?? "", kind: .identityNumber,
                            isOptional: !suitable.isEmpty))
                    html.add(
                        TextInput(
                            name: "name", label: Text(zh: "孩子姓名（选“这里没有”时填）", en: "The child's name (if not listed)"),
                            value: request.fields["name"] ?? "", isOptional: !suitable.isEmpty))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "继续", en: "Continue"))) }
                })
        }
    }

    private func choose(_ request: WebRequest) async throws -> WebResponse {
        let agent = try ApplyRoutes.agent(request)
        let number = try request.parameter("number")
        let chosen = request.fields["child"] ?? "other"
        let child =
            chosen == "other"
            ? Person(
                idNumber: request.fields["id_number"] ?? "",
                name: String((request.fields["name"] ?? "").prefix(60)))
            : Person(idNumber: chosen, name: "")
        do {
            try await services.desk.choose(child: child, in: number, by: agent, now: request.now)
        } catch let error as ServiceError where error.code == .malformedIdentity || error.code == .alreadyApplied {
            return .page(try await childPage(request, error: error), status: error.code == .alreadyApplied ? 409 : 422)
        }
        return .seeOther("/drafts/\(number)/known")
    }

    // MARK: - What is known

    private func known(_ request: WebRequest) async throws -> WebResponse {
        let (found, knowledge, _) = try await draft(request)
        guard found.state == .draft else { return .seeOther("/cases/\(found.number)") }
        guard knowledge.subject != nil else { return .seeOther("/drafts/\(found.number)/child") }
        let title = Text(zh: "我们已经知道的", en: "What we already know")
        let groups = FactGroups(services: services, knowledge: knowledge).groups(objection: { contract in
            "/cases/\(found.number)/correct?contract=\(PortalServices.encoded(contract))"
        })
        return .page(
            shell(request, title: title, back: start(of: knowledge)) { html in
                html.add(step(2, of: knowledge, Text(zh: "看一眼，对不对", en: "Have a look")))
                html.h1(title)
                html.p(
                    Text(
                        zh: "这些来自各部门的登记簿，不用您再填。有不对的，点“有误”，由那个部门核对更正。",
                        en:
                            "This comes from the departments' registers; you need not enter it again. If something is wrong, say so and that office checks it."
                    ),
                    class: "lead")
                if !knowledge.isGuardianshipShown {
                    html.add(
                        Banner(
                            tone: .open, title: Text(zh: "没有查到您和孩子的监护关系", en: "Guardianship was not found"),
                            text: Text(
                                zh: "没查到不等于不是。为了保护孩子，在核实之前不显示孩子的登记信息；您可以照常提交，教育体育局会人工核对。",
                                en:
                                    "Not found does not mean no. To protect the child its records are not shown until this is checked; you can go on, and a person will look into it."
                            )))
                }
                for group in groups { html.add(KnownFacts(facts: group.facts, title: group.title)) }
                html.add(
                    Disclosure(title: Text(zh: "为什么能看到这些？", en: "Why can you see this?")) { html in
                        html.p(
                            Text(
                                zh: "为办理这件事，按公布的目录查询了这几项。每次查询都有记录，在“谁看了我的数据”里能看到。",
                                en:
                                    "For this matter the published items were looked up. Each look-up is recorded; see “Who looked”."
                            ))
                    })
                html.div(class: "buttons") { html in
                    html.add(
                        Button(
                            label: Text(zh: "看过了，继续", en: "Seen, continue"),
                            action: .link("/drafts/\(found.number)/next"),
                            icon: .arrowRight))
                }
            })
    }

    private func next(_ request: WebRequest) async throws -> WebResponse {
        let (found, knowledge, _) = try await draft(request)
        guard found.state == .draft else { return .seeOther("/cases/\(found.number)") }
        guard knowledge.subject != nil else { return .seeOther("/drafts/\(found.number)/child") }
        let journey = knowledge.runtime.form.journey(knowledge)
        guard let page = journey.firstUnanswered, !page.page.isCheck else {
            return .seeOther("/drafts/\(found.number)/check")
        }
        return .seeOther("/drafts/\(found.number)/pages/\(page.page.id)")
    }

    // MARK: - Questions

    private func question(_ request: WebRequest) async throws -> WebResponse {
        let (found, knowledge, _) = try await draft(request)
        guard found.state == .draft else { return .seeOther("/cases/\(found.number)") }
        let id = try request.parameter("page")
        let journey = knowledge.runtime.form.journey(knowledge)
        guard journey.mayShow(id), let page = journey.page(id), !page.page.isCheck else {
            return .seeOther("/drafts/\(found.number)/next")
        }
        return .page(questionPage(request, knowledge, found: found, journey: journey, page: page, submission: nil))
    }

    private func questionPage(
        _ request: WebRequest, _ knowledge: CaseKnowledge, found: Case, journey: FormJourney, page: PageState,
        submission: FormSubmission?
    ) -> [UInt8] {
        let back = journey.previousPage(before: page.page.id).map { "/drafts/\(found.number)/pages/\($0.page.id)" }
        let problems = submission?.problems ?? []
        let indicator = step(3, of: knowledge, Text(zh: "补充没有的", en: "What is missing"))
        let renderer = QuestionRenderer(page: page, submission: submission)
        let hasFiles = page.fields.contains { $0.field.type == .file }
        let isReturning = request.query["return"] == "check" || request.fields["return"] == "check"
        return shell(
            request, title: page.page.title, hasError: !problems.isEmpty,
            back: isReturning ? "/drafts/\(found.number)/check" : back ?? "/drafts/\(found.number)/known"
        ) { html in
            if !problems.isEmpty {
                html.add(
                    ErrorSummary(
                        entries: problems.map { .init(message: $0.text, field: renderer.fieldID($0.field)) }))
            }
            html.add(indicator)
            html.add(
                PostForm(
                    action: "/drafts/\(found.number)/pages/\(page.page.id)", token: request.formToken,
                    hasFiles: hasFiles,
                    hidden: isReturning ? [("return", "check")] : []
                ) { html in
                    renderer.render(into: &html)
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "继续", en: "Continue")))
                        html.add(
                            Button(
                                label: Text(zh: "保存，下次再填", en: "Save and finish later"),
                                action: .submit(name: "later", value: "yes"), kind: .quiet))
                    }
                })
        }
    }

    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let (found, knowledge, agent) = try await draft(request)
        guard found.state == .draft else { return .seeOther("/cases/\(found.number)") }
        let id = try request.parameter("page")
        let form = knowledge.runtime.form
        let journey = form.journey(knowledge)
        guard journey.mayShow(id), let page = journey.page(id) else { return .seeOther("/drafts/\(found.number)/next") }
        var posted = PostedAnswers()
        for pair in request.fields.pairs { posted.values[pair.name, default: []].append(pair.value) }
        for file in request.files {
            guard let field = page.fields.first(where: { $0.field.name == file.field })?.field,
                let material = field.material
            else { continue }
            let kept = try await services.desk.addFile(
                to: found.number, material: material, name: String(file.name.prefix(120)),
                declaredType: file.contentType, content: file.bytes, by: agent, now: request.now)
            posted.files[file.field, default: []].append(
                FormFile(
                    id: kept["id"]?.string ?? "", name: kept["name"]?.string ?? "",
                    mediaType: kept["media_type"]?.string ?? "", bytes: kept["bytes"]?.integer ?? 0))
        }
        let submitted = form.submit(posted, page: id, answers: knowledge.answers, context: knowledge.variables)
        guard let submission = submitted else { return .seeOther("/drafts/\(found.number)/next") }
        guard submission.isAccepted else {
            return .page(
                questionPage(request, knowledge, found: found, journey: journey, page: page, submission: submission),
                status: 422)
        }
        try await services.desk.save(
            answers: submission.merged(into: knowledge.answers), in: found.number, by: agent, now: request.now)
        if request.fields["later"] == "yes" { return .seeOther(agent.isCitizen ? "/me" : "/desk/counter") }
        return .seeOther(
            request.fields["return"] == "check" ? "/drafts/\(found.number)/next" : "/drafts/\(found.number)/next")
    }

    // MARK: - Check and hand in

    private func check(_ request: WebRequest) async throws -> WebResponse {
        let (found, knowledge, _) = try await draft(request)
        guard found.state == .draft else { return .seeOther("/cases/\(found.number)") }
        let journey = knowledge.runtime.form.journey(knowledge)
        if let open = journey.firstUnanswered, !open.page.isCheck {
            return .seeOther("/drafts/\(found.number)/pages/\(open.page.id)")
        }
        let title = knowledge.runtime.form.checkPage?.title ?? Text(zh: "看一遍再提交", en: "Check before you submit")
        let child = knowledge.child
        return .page(
            shell(request, title: title, back: "/drafts/\(found.number)/known") { html in
                html.add(step(4, of: knowledge, Text(zh: "核对", en: "Check")))
                html.h1(title)
                html.add(
                    SummaryList(
                        rows: [
                            .init(key: Text(zh: "事项", en: "Service"), value: knowledge.runtime.service.title)
                        ]
                            + (child == nil
                                ? []
                                : [
                                    .init(
                                        key: Text(zh: "孩子", en: "Child"),
                                        value: child.map {
                                            .verbatim(
                                                "\($0.name.isEmpty ? "" : "\($0.name) ")\(Mask.identityNumber($0.idNumber))"
                                            )
                                        }, change: "/drafts/\(found.number)/child")
                                ]) + [
                                .init(key: Text(zh: "申请人", en: "Applicant"), value: .verbatim(knowledge.applicant.name))
                            ], title: Text(zh: "给谁办", en: "For whom")))
                html.add(
                    SummaryList(
                        rows: journey.summary.map { row in
                            SummaryList.Row(
                                key: row.title, value: row.value,
                                change: row.isKnown ? nil : "/drafts/\(found.number)/pages/\(row.page)?return=check")
                        }, title: Text(zh: "您填写的", en: "Your answers")))
                ApplyRoutes.writeSpared(journey, found.number, into: &html)
                html.p(ApplyRoutes.promise(of: knowledge.runtime.service))
                html.add(
                    PostForm(
                        action: "/drafts/\(found.number)/submit", token: request.formToken, idempotencyKey: found.number
                    ) { html in
                        html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "提交", en: "Submit"))) }
                    })
            })
    }

    private func submit(_ request: WebRequest) async throws -> WebResponse {
        let agent = try ApplyRoutes.agent(request)
        let number = try request.parameter("number")
        try await services.desk.submit(number, by: agent, now: request.now)
        return .seeOther("/cases/\(number)")
    }
}

extension Agent {
    var isCitizen: Bool {
        if case .citizen = self { true } else { false }
    }
}
