import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Registers
import Services
import Storage
import Web
import WorkCalendar

/// The steward's desk: citizens say a register is wrong, the department looks, corrects or upholds, and answers.
struct CorrectionRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/desk/corrections", .permission(.answerCorrections)) { request in .page(try await list(request)) }
        table.get("/desk/corrections/{number}", .permission(.answerCorrections)) { request in
            .page(try await page(request))
        }
        table.post("/desk/corrections/{number}", .permission(.answerCorrections)) { request in
            try await answer(request)
        }
    }

    private func list(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let open = try await services.desk.openCorrections(for: official)
        return try StaffPage(
            context: services.staff(request, .corrections), title: Text(zh: "数据校核", en: "Corrections"),
            lead: Text(zh: "群众说数据不对，到期前要答复。", en: "Citizens say that data are wrong; answer before the due day.")
        ).document { html in
            if open.isEmpty {
                html.add(EmptyState(title: Text(zh: "没有待核对的", en: "Nothing to check"), icon: .database))
                return
            }
            html.add(
                DataTable(
                    caption: Text(zh: "待核对", en: "To check"), isCaptionHidden: true,
                    columns: [
                        .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "登记簿", en: "Register")),
                        .init(title: Text(zh: "收到", en: "Received")), .init(title: Text(zh: "到期", en: "Due")),
                    ],
                    rows: open.map { correction in
                        [
                            .link(.verbatim(correction.number), to: "/desk/corrections/\(correction.number)"),
                            .text(
                                services.registers.tables[correction.register]?.descriptor.title
                                    ?? .verbatim(correction.register)),
                            .text(services.zone.date(microseconds: correction.askedAt).shortText),
                            .text(correction.dueOn.shortText),
                        ]
                    }))
        }
    }

    private func page(_ request: WebRequest, error: Text? = nil) async throws -> [UInt8] {
        let official = try request.official()
        let correction = try await services.desk.correction(try request.parameter("number"), for: official)
        let texts = try services.desk.texts(of: correction)
        let table = services.registers.tables[correction.register]
        let field = table?.descriptor.field(correction.field)
        let rows = try await services.desk.rows(of: correction, for: official, now: request.now)
        return try StaffPage(
            context: services.staff(request, .corrections), title: Text(zh: "数据校核", en: "Correction"),
            hasError: error != nil,
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "数据校核", en: "Corrections"), href: "/desk/corrections")
            ]),
            lead: .verbatim(correction.number)
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "reply")])) }
            html.add(
                SummaryList(rows: [
                    .init(key: Text(zh: "登记簿", en: "Register"), value: table?.descriptor.title),
                    .init(
                        key: Text(zh: "哪一项", en: "Field"),
                        value: field?.title ?? Text(zh: "整条没有查到", en: "No row was found")),
                    .init(key: Text(zh: "群众说", en: "The citizen says"), value: .verbatim(texts.statement)),
                    .init(key: Text(zh: "答复期限", en: "Answer by"), value: correction.dueOn.text),
                ]))
            for row in rows {
                html.add(
                    SummaryList(
                        rows: row.fields.map { .init(key: $0.title, value: .verbatim($0.value)) },
                        title: Text(zh: "现在登记的", en: "As registered now")))
            }
            if correction.state != .open {
                html.add(Banner(tone: .info, title: correction.state.title, text: texts.answer.map { .verbatim($0) }))
                return
            }
            html.add(
                PostForm(action: "/desk/corrections/\(correction.number)", token: request.formToken) { html in
                    html.add(
                        Radios(
                            name: "outcome", label: Text(zh: "核对结果", en: "Result"),
                            options: [
                                Option(value: "corrected", label: Text(zh: "确实不对，已更正", en: "It was wrong; corrected")),
                                Option(value: "upheld", label: Text(zh: "核对无误，维持原样", en: "It is right; upheld")),
                            ]))
                    if let field, rows.count == 1 {
                        html.add(
                            TextInput(
                                name: "value",
                                label: Text(
                                    zh: "更正后的“\(field.title.zh)”（更正时填）", en: "The corrected “\(field.title.en)”"),
                                isOptional: true))
                    }
                    html.add(
                        TextArea(
                            name: "reply", label: Text(zh: "给群众的答复", en: "Answer to the citizen"), error: error,
                            rows: 3, limit: 500))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "答复", en: "Answer"))) }
                })
        }
    }

    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let correction = try await services.desk.correction(try request.parameter("number"), for: official)
        let reply = String((request.fields["reply"] ?? "").prefix(500))
        guard reply.contains(where: { !$0.isWhitespace }), let outcome = request.fields["outcome"] else {
            return .page(
                try await page(request, error: Text(zh: "请选核对结果，并写答复", en: "Choose a result and write an answer")),
                status: 422)
        }
        do {
            try await services.desk.answer(
                correction, corrected: outcome == "corrected", value: request.fields["value"] ?? "", reply: reply,
                by: official, now: request.now)
        } catch is FieldValue.Rejection {
            return .page(
                try await page(request, error: Text(zh: "更正的内容格式不对", en: "The corrected value does not fit")),
                status: 422)
        }
        return .seeOther("/desk/corrections")
    }
}
