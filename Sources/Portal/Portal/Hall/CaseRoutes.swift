import DesignSystem
import Diagnostics
import Directory
import Exchange
import FormEngine
import HTMLBuilder
import Localisation
import Registers
import Services
import Web
import WorkCalendar

/// A case as its applicant follows it: the answer with its reasons, the way on, the timeline, the doors.
struct CaseRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/cases/{number}", .signedIn) { request in
            .page(try await CasePage(services: services).render(request, try await found(request)))
        }
        table.get("/cases/{number}/print", .signedIn) { request in try await printSheet(request) }
        table.get("/cases/{number}/documents/{document}", .signedIn) { request in
            .page(
                try await DocumentPage(services: services).render(
                    request, try await found(request), context: services.hall(request),
                    back: "/cases/\(try request.parameter("number"))"))
        }
        table.get("/cases/{number}/correct", .signedIn) { request in .page(try await correctPage(request)) }
        table.post("/cases/{number}/correct", .signedIn) { request in try await correct(request) }
        table.post("/cases/{number}/promise", .signedIn) { request in
            let found = try await found(request)
            let done = try await services.desk.promise(
                request.fields["material"] ?? "", in: found.number, by: try ApplyRoutes.agent(request), now: request.now
            )
            return .seeOther("/cases/\(done.number)")
        }
        table.get("/cases/{number}/upload", .signedIn) { request in .page(try await uploadPage(request)) }
        table.post("/cases/{number}/upload", .signedIn, body: .upload(limit: 36 << 20)) { request in
            try await upload(request)
        }
        table.post("/cases/{number}/evidence", .signedIn) { request in
            let found = try await found(request)
            let part = request.fields["part"].flatMap { $0.isEmpty ? nil : $0 }
            _ = try await services.desk.reportDone(
                part, in: found.number, by: try ApplyRoutes.agent(request), now: request.now)
            return .seeOther(home(of: found, request))
        }
        table.get("/cases/{number}/visit", .signedIn) { request in .page(try await visitPage(request)) }
        table.post("/cases/{number}/visit", .signedIn) { request in try await visit(request) }
        table.get("/cases/{number}/withdraw", .signedIn) { request in .page(try await withdrawPage(request)) }
        table.post("/cases/{number}/withdraw", .signedIn) { request in
            let found = try await found(request)
            _ = try await services.desk.withdraw(found.number, by: try ApplyRoutes.agent(request), now: request.now)
            return .seeOther("/cases/\(found.number)")
        }
    }

    private func found(_ request: WebRequest) async throws -> Case {
        try await ApplyRoutes.case(request, services: services)
    }

    // MARK: - Correction

    private func correctPage(_ request: WebRequest, error: Text? = nil) async throws -> [UInt8] {
        let found = try await found(request)
        let knowledge = try services.desk.knowledge(of: found, now: request.now)
        let name = request.query["contract"] ?? request.fields["contract"] ?? ""
        guard let contract = knowledge.runtime.exchange.contract(name) else { throw WebError.notFound }
        let field = request.query["field"] ?? request.fields["field"] ?? ""
        let title = Text(zh: "哪里不对？", en: "What is wrong?")
        let office = services.words.department(contract.provider)
        let subject = contract.fields.first { $0.name == field }?.title ?? contract.title
        return CitizenPage(
            context: services.hall(request), title: title, hasError: error != nil,
            back: BackLink(href: back(found)), isJourney: true
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "statement")])) }
            html.h1(title)
            html.p(
                Text(
                    zh: "“\(subject.zh)”由\(office.zh)登记。您写明情况，他们会在规定的工作日内核对并答复；更正后，还在核对的会自动重新核验。",
                    en:
                        "“\(subject.en)” is kept by \(office.en). Say what is right; they check and answer within the set working days, and what is still being checked is then looked at again by itself."
                ),
                class: "lead")
            html.add(
                PostForm(
                    action: "/cases/\(found.number)/correct", token: request.formToken,
                    hidden: [("contract", name), ("field", field)]
                ) { html in
                    html.add(
                        TextArea(
                            name: "statement", label: Text(zh: "正确的应该是", en: "What is right"),
                            hint: Text(
                                zh: "比如：房子在我爱人名下；孩子户口去年已经迁到青石镇。",
                                en:
                                    "For example: the home is in my wife's name; the child's registration moved last year."
                            ),
                            value: request.fields["statement"] ?? "", error: error, rows: 4, limit: 500))
                    html.div(class: "buttons") { html in
                        html.add(
                            Button(label: Text(zh: "请\(office.zh)核对", en: "Ask \(office.en) to check")))
                    }
                })
        }
    }

    private func correct(_ request: WebRequest) async throws -> WebResponse {
        let found = try await found(request)
        let statement = (request.fields["statement"] ?? "").prefix(500)
        guard statement.contains(where: { !$0.isWhitespace }) else {
            return .page(
                try await correctPage(request, error: Text(zh: "请写明正确的情况", en: "Please say what is right")), status: 422
            )
        }
        _ = try await services.desk.askCorrection(
            in: found.number, contract: request.fields["contract"] ?? "", field: request.fields["field"] ?? "",
            statement: String(statement), by: try ApplyRoutes.agent(request), now: request.now)
        return .seeOther(found.state == .draft ? "/drafts/\(found.number)/known" : "/cases/\(found.number)")
    }

    private func back(_ found: Case) -> String {
        found.state == .draft ? "/drafts/\(found.number)/known" : "/cases/\(found.number)"
    }

    // MARK: - Papers

    /// Where whoever hands something in goes on: the applicant's page, or the desk of the window that did it for them.
    private func home(of found: Case, _ request: WebRequest) -> String {
        if found.submittedAt != nil, let official = try? request.official(), official.scope.may(.readCases) {
            return "/desk/cases/\(found.number)"
        }
        return "/cases/\(found.number)"
    }

    private func uploadPage(_ request: WebRequest, error: Text? = nil) async throws -> [UInt8] {
        let found = try await found(request)
        let runtime = try services.desk.runtime(found.service)
        let chosen = request.query["material"] ?? request.fields["material"] ?? ""
        guard let material = runtime.service.materials.first(where: { $0.id == chosen }), let rule = material.upload
        else {
            throw WebError.notFound
        }
        return CitizenPage(
            context: services.hall(request), title: material.title, hasError: error != nil,
            back: BackLink(href: back(found)),
            isJourney: true
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "file")])) }
            html.add(
                PostForm(
                    action: "/cases/\(found.number)/upload", token: request.formToken, hasFiles: true,
                    hidden: [("material", material.id)]
                ) { html in
                    html.add(
                        FileUpload(
                            name: "file", label: material.title,
                            hint: Text(
                                zh: "只用于核对这一件事。涉密材料不要上传。",
                                en: "Used for this matter only. Never upload classified papers."),
                            types: rule.mediaTypes, maximumBytes: rule.maximumBytes, maximumCount: rule.maximumCount,
                            error: error, isPageHeading: true))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "交上去", en: "Hand in"))) }
                })
        }
    }

    private func upload(_ request: WebRequest) async throws -> WebResponse {
        let found = try await found(request)
        let agent = try ApplyRoutes.agent(request)
        let runtime = try services.desk.runtime(found.service)
        guard !request.files.isEmpty else {
            return .page(try await uploadPage(request, error: Text(zh: "请选一个文件", en: "Choose a file")), status: 422)
        }
        do {
            for file in request.files {
                _ = try await services.desk.addFile(
                    to: found.number, material: request.fields["material"] ?? "", name: String(file.name.prefix(120)),
                    declaredType: file.contentType, content: file.bytes, by: agent, now: request.now)
            }
        } catch let error as ServiceError where error.code == .fileRefused {
            return .page(try await uploadPage(request, error: error.message), status: 422)
        }
        // Where offices wait for several papers, the applicant says when all of them are there.
        if found.submittedAt != nil, runtime.service.decidedBy == .rules {
            _ = try await services.desk.announceEvidence(in: found.number, by: agent, now: request.now)
        }
        return .seeOther(home(of: found, request))
    }

    // MARK: - Visits

    private func visitPage(_ request: WebRequest, error: Text? = nil) async throws -> [UInt8] {
        let found = try await found(request)
        let runtime = try services.desk.runtime(found.service)
        guard let place = runtime.service.places.first else { throw WebError.notFound }
        let slots = try await services.desk.freeSlots(found.service, place: place.name.zh, now: request.now)
        let title = Text(zh: "什么时候来现场？", en: "When will you come?")
        return CitizenPage(
            context: services.hall(request), title: title, hasError: error != nil, back: BackLink(href: back(found)),
            isJourney: true
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "slot")])) }
            html.add(
                PostForm(
                    action: "/cases/\(found.number)/visit", token: request.formToken, hidden: [("place", place.name.zh)]
                ) {
                    html in
                    html.add(
                        SelectField(
                            name: "slot", label: title,
                            options: slots.map { slot in
                                Option(
                                    value: "\(slot.day.iso) \(slot.slot)",
                                    label: slot.day.text.followed(
                                        by: Text(
                                            zh: " \(slot.day.weekdayText.zh) \(slot.slot)",
                                            en: ", \(slot.day.weekdayText.en), \(slot.slot)")))
                            },
                            hint: place.name.followed(by: Text(zh: "：", en: ": ")).followed(by: place.address),
                            error: error,
                            isPageHeading: true))
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "约这个时间", en: "Book this time")))
                    }
                })
        }
    }

    private func visit(_ request: WebRequest) async throws -> WebResponse {
        let found = try await found(request)
        let parts = (request.fields["slot"] ?? "").split(separator: " ").map(String.init)
        guard parts.count == 2, let day = CivilDate(iso: parts[0]) else {
            return .page(try await visitPage(request, error: Text(zh: "请选一个时间", en: "Choose a time")), status: 422)
        }
        do {
            try await services.desk.appoint(
                Appointment(place: request.fields["place"] ?? "", day: day, slot: parts[1]), for: found.number,
                by: try ApplyRoutes.agent(request), now: request.now)
        } catch let error as ServiceError where error.code == .noFreeSlot {
            return .page(try await visitPage(request, error: error.message), status: 409)
        }
        return .seeOther("/cases/\(found.number)/print")
    }

    // MARK: - Withdrawal

    private func withdrawPage(_ request: WebRequest) async throws -> [UInt8] {
        let found = try await found(request)
        let service = try services.desk.runtime(found.service).service
        let isPlaced = service.allotment != nil
        if service.decidedBy == .offices, found.state == .decided { throw ServiceError(.notOffered) }
        let title = Text(zh: "撤回这次申请？", en: "Withdraw this application?")
        return CitizenPage(
            context: services.hall(request), title: title, back: BackLink(href: back(found)), isJourney: true
        ).document { html in
            html.h1(title)
            html.p(
                isPlaced
                    ? Text(
                        zh: "撤回后，已安排的学位会让出来；开放期间还可以重新登记。",
                        en: "A place already given goes back; you can register again while it is open.")
                    : Text(zh: "撤回后不再办理；以后可以重新申请。", en: "Nothing more is done; you can apply again later."),
                class: "lead")
            html.add(
                PostForm(action: "/cases/\(found.number)/withdraw", token: request.formToken) { html in
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "确定撤回", en: "Withdraw"), kind: .danger))
                        html.add(
                            Button(label: Text(zh: "不撤回", en: "Keep it"), action: .link(back(found)), kind: .quiet))
                    }
                })
        }
    }

    // MARK: - Paper

    /// The same form on A4: under the same number, with the same rights, for the counter or the village helper.
    private func printSheet(_ request: WebRequest) async throws -> WebResponse {
        let found = try await found(request)
        let knowledge = try services.desk.knowledge(of: found, now: request.now)
        let appointment = try await services.desk.appointment(of: found)
        let journey = knowledge.runtime.form.journey(knowledge)
        let link = "\(services.publicOrigin)/cases/\(found.number)"
        let signature = Text(zh: "申请人签字或按手印", en: "Applicant's signature or fingerprint")
        let sheet = PrintSheet(
            context: services.hall(request), title: knowledge.runtime.service.title,
            number: (Text(zh: "编号", en: "Number"), found.number),
            code: QRCode(modules: services.qrModules(link), label: Text(zh: "扫码打开这件事", en: "Opens this case")),
            issuer: services.county.name.followed(by: services.words.department(knowledge.runtime.service.department)),
            footnote: Text(
                zh: "咨询电话：\(knowledge.runtime.service.phone)。村里的代办员、窗口都可以凭这张表办理，编号、时限和权利都一样。",
                en:
                    "Questions: \(knowledge.runtime.service.phone). The village helper and the counter take this sheet; number, time limit and rights are the same."
            ),
            back: BackLink(href: back(found)))
        return .page(
            sheet.document { html in
                if let appointment {
                    html.h2(Text(zh: "现场预约", en: "Visit"))
                    html.add(
                        SummaryList(rows: [
                            .init(
                                key: Text(zh: "时间", en: "When"),
                                value: appointment.day.text.followed(by: .verbatim(" \(appointment.slot)"))),
                            .init(
                                key: Text(zh: "地点", en: "Where"), value: knowledge.runtime.service.places.first?.address
                            ),
                        ]))
                }
                people(&html, knowledge)
                html.h2(Text(zh: "二、填写的内容", en: "2 Answers"))
                for page in knowledge.runtime.form.pages where !page.isCheck {
                    for field in page.fields where field.type != .file {
                        let value = journey.summary.first { $0.field == field.name }?.value
                        html.add(WriteInBox(label: field.title, value: value))
                    }
                }
                html.h2(Text(zh: "三、签字", en: "3 Signature"))
                html.div(class: "write-in-columns") { html in
                    html.add(WriteInBox(label: signature))
                    html.add(WriteInBox(label: Text(zh: "日期", en: "Date")))
                }
            })
    }

    /// Who applies, and about whom.
    private func people(_ html: inout HTML, _ knowledge: CaseKnowledge) {
        let service = knowledge.runtime.service
        let applicant = service.roleTitle("applicant") ?? Text(zh: "申请人", en: "Applicant")
        html.h2(Text(zh: "一、给谁办", en: "1 For whom"))
        func box(_ label: Text, _ value: Text?) -> WriteInBox { WriteInBox(label: label, value: value) }
        if service.isAboutApplicant {
            html.add(box(applicant, .verbatim(knowledge.applicant.name)))
        } else {
            html.div(class: "write-in-columns") { html in
                html.add(box(Text(zh: "孩子姓名", en: "Child's name"), knowledge.child.map { .verbatim($0.name) }))
                html.add(box(applicant, .verbatim(knowledge.applicant.name)))
            }
        }
        html.add(
            WriteInBox(
                label: service.isAboutApplicant
                    ? Text(zh: "身份证号", en: "Identity number") : Text(zh: "孩子身份证号", en: "Child's identity number"),
                value: knowledge.subject.map { .verbatim(Mask.identityNumber($0.idNumber)) }, squares: 18))
    }
}
