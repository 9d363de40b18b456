import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import NationalCodes
import Services
import Web

/// The counter, the school and the village helper: entering for somebody present or on paper, and activation codes.
struct CounterRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/desk/counter", .permission(.enterForOthers)) { request in .page(try await page(request)) }
        table.post("/desk/counter", .permission(.enterForOthers)) { request in try await open(request) }
        table.post("/desk/counter/find", .permission(.enterForOthers)) { request in try await find(request) }
        table.get("/desk/activation", .permission(.issueActivationCodes)) { request in
            .page(try activationPage(request))
        }
        table.post("/desk/activation", .permission(.issueActivationCodes)) { request in try await issue(request) }
    }

    private func page(_ request: WebRequest, error: Text? = nil) async throws -> [UInt8] {
        let official = try request.official()
        var drafts: [Case] = []
        for runtime in services.desk.services {
            drafts += try await services.cases.drafts(by: official, service: runtime.service.id)
        }
        let begun = drafts
        return try StaffPage(
            context: services.staff(request, .counter), title: Text(zh: "代办录入", en: "Enter for somebody"),
            hasError: error != nil,
            lead: Text(
                zh: "当事人在场或交来签字的纸质表时录入。编号、时限和权利与网上一样。",
                en: "For somebody present, or a signed paper form. Number, time limit and rights are as online.")
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "id_number")])) }
            if !begun.isEmpty {
                html.h2(Text(zh: "没录完的", en: "Unfinished"))
                html.add(
                    TaskList(
                        tasks: begun.map {
                            .init(
                                title: .verbatim($0.number), hint: services.zone.text(microseconds: $0.openedAt),
                                href: "/begun/\($0.number)/next",
                                status: StatusTag(label: CaseState.draft.title, tone: .neutral))
                        }))
            }
            html.h2(Text(zh: "新录一件", en: "A new one"))
            html.add(
                PostForm(action: "/desk/counter", token: request.formToken) { html in
                    html.add(
                        SelectField(
                            name: "service", label: Text(zh: "事项", en: "Service"),
                            options: services.desk.services.map {
                                Option(value: $0.service.id, label: $0.service.title)
                            }))
                    html.add(
                        TextInput(
                            name: "id_number", label: Text(zh: "申请人身份证号", en: "The applicant's identity number"),
                            hint: Text(zh: "给孩子报名的，填监护人的", en: "For a child, the guardian's"),
                            value: request.fields["id_number"] ?? "", error: error, kind: .identityNumber))
                    html.add(
                        TextInput(
                            name: "name", label: Text(zh: "申请人姓名", en: "The applicant's name"),
                            value: request.fields["name"] ?? ""))
                    html.add(
                        TextInput(
                            name: "phone", label: Text(zh: "电话（没有可不填）", en: "Telephone (if any)"), kind: .phone,
                            width: .characters(14), isOptional: true))
                    html.add(
                        Radios(
                            name: "proof", label: Text(zh: "凭什么代办", en: "On what ground"),
                            options: [
                                Option(
                                    value: "presence", label: Text(zh: "本人在场，核对过证件", en: "Present, document checked")),
                                Option(value: "signed-sheet", label: Text(zh: "有签字的纸质表", en: "A signed paper form")),
                            ], value: "presence"))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "开始录入", en: "Start"))) }
                })
            html.h2(Text(zh: "凭编号找", en: "Find by number"))
            html.add(
                PostForm(action: "/desk/counter/find", token: request.formToken) { html in
                    html.add(
                        TextInput(
                            name: "number",
                            label: Text(zh: "编号（扫纸质表上的码，或照着输）", en: "Number (scan the sheet, or type it)"),
                            width: .characters(20)))
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "打开", en: "Open"), kind: .secondary))
                    }
                })
            if official.permissions.contains(.issueActivationCodes) {
                html.h2(Text(zh: "激活码", en: "Activation code"))
                html.add(
                    Button(
                        label: Text(zh: "核对证件，发激活码", en: "Check the document and issue a code"),
                        action: .link("/desk/activation"),
                        kind: .secondary))
            }
        }
    }

    private func open(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        guard let number = CitizenID.normalised(request.fields["id_number"] ?? "") else {
            return .page(try await page(request, error: DirectoryError(.malformedIdentity).message), status: 422)
        }
        let name = String((request.fields["name"] ?? "").prefix(60))
        guard name.contains(where: { !$0.isWhitespace }) else {
            return .page(
                try await page(request, error: Text(zh: "请填申请人姓名", en: "Enter the applicant's name")), status: 422)
        }
        let proof = Delegation.Proof(rawValue: request.fields["proof"] ?? "") ?? .presence
        let service = request.fields["service"] ?? ""
        let channel: Channel =
            official.post == "village-helper" ? .village : proof == .signedSheet ? .paper : .counter
        let phone = request.fields["phone"].flatMap { $0.isEmpty ? nil : $0 }
        let opened = try await services.desk.openForOthers(
            service, for: Person(idNumber: number, name: name, phone: phone), by: official, proof: proof,
            channel: channel, now: request.now)
        return .seeOther("/drafts/\(opened)/child")
    }

    private func find(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let typed = (request.fields["number"] ?? "").uppercased().filter { !$0.isWhitespace }
        let number = typed.split(separator: "/").last.map(String.init) ?? typed
        let found = try await services.cases.find(number: number, in: official.scope)
        if found.state == .draft { return .seeOther("/drafts/\(found.number)/next") }
        return .seeOther(
            official.permissions.contains(.readCases) ? "/desk/cases/\(found.number)" : "/cases/\(found.number)")
    }

    private func activationPage(_ request: WebRequest, code: String? = nil, error: Text? = nil) throws -> [UInt8] {
        try StaffPage(
            context: services.staff(request, .counter), title: Text(zh: "发激活码", en: "Issue an activation code"),
            hasError: error != nil
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "id_number")])) }
            if let code {
                html.add(
                    Banner(
                        tone: .positive, title: .verbatim(code),
                        text: Text(
                            zh: "请写在小票上交给本人。三天内有效，用一次；这里不再显示。",
                            en: "Give it on a slip. Valid for three days, once; it is not shown again.")))
            }
            html.add(
                PostForm(action: "/desk/activation", token: request.formToken) { html in
                    html.add(
                        TextInput(
                            name: "id_number", label: Text(zh: "身份证号", en: "Identity number"), error: error,
                            kind: .identityNumber))
                    html.add(TextInput(name: "name", label: Text(zh: "姓名", en: "Name")))
                    html.add(
                        TextInput(
                            name: "phone", label: Text(zh: "电话", en: "Telephone"), kind: .phone, width: .characters(14),
                            isOptional: true))
                    html.add(
                        Checkboxes(
                            name: "checked", label: Text(zh: "核对", en: "Check"),
                            options: [
                                Option(
                                    value: "yes",
                                    label: Text(zh: "我核对过本人和证件", en: "I compared the person with the document"))
                            ]))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "发激活码", en: "Issue"))) }
                })
        }
    }

    private func issue(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let name = String((request.fields["name"] ?? "").prefix(60))
        guard request.fields["checked"] == "yes", name.contains(where: { !$0.isWhitespace }) else {
            return .page(
                try activationPage(
                    request, error: Text(zh: "请填姓名，并确认核对过证件", en: "Enter the name and confirm the check")), status: 422)
        }
        do {
            let code = try await services.directory.issueActivationCode(
                idNumber: request.fields["id_number"] ?? "", name: name,
                phone: request.fields["phone"].flatMap { $0.isEmpty ? nil : $0 }, by: official,
                journal: services.journal, now: request.now)
            return .page(try activationPage(request, code: code))
        } catch let error as DirectoryError {
            return .page(try activationPage(request, error: error.message), status: 422)
        }
    }
}
