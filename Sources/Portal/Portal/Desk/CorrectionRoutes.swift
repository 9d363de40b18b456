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
        let late = try await services.desk.lateCorrections(for: official)
        let today = services.desk.today(request.now)
        return try StaffPage(
            context: services.staff(request, .corrections), title: Text(zh: "数据校核", en: "Corrections"),
            lead: Text(zh: "群众说数据不对，到期前要答复。", en: "Citizens say that data are wrong; answer before the due day.")
        ).document { html in
            if open.isEmpty {
                html.add(EmptyState(title: Text(zh: "没有待核对的", en: "Nothing to check"), icon: .database))
            } else {
                html.add(table(open, caption: Text(zh: "待核对", en: "To check"), isLinked: true, today: today))
            }
            if !late.isEmpty {
                html.h2(Text(zh: "超期未答复，需要督办", en: "Late: to be pressed"))
                html.add(table(late, caption: Text(zh: "超期未答复", en: "Late"), isLinked: false, today: today))
            }
        }
    }

    /// Corrections as rows; those of other departments are counted and pressed, not read.
    private func table(_ corrections: [Correction], caption: Text, isLinked: Bool, today: CivilDate) -> DataTable {
        DataTable(
            caption: caption, isCaptionHidden: true,
            columns: [
                .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "登记簿", en: "Register")),
                .init(title: Text(zh: "部门", en: "Department")), .init(title: Text(zh: "收到", en: "Received")),
                .init(title: Text(zh: "到期", en: "Due")), .init(title: Text(zh: "状态", en: "State")),
            ],
            rows: corrections.map { correction in
                let isLate = correction.dueOn < today
                return [
                    isLinked
                        ? .link(.verbatim(correction.number), to: "/desk/corrections/\(correction.number)")
                        : .text(.verbatim(correction.number)),
                    .text(
                        services.registers.tables[correction.register]?.descriptor.title
                            ?? .verbatim(correction.register)),
                    .text(services.words.department(correction.provider)),
                    .text(services.zone.date(microseconds: correction.askedAt).shortText),
                    .text(correction.dueOn.shortText),
                    .tag(
                        isLate
                            ? StatusTag(label: Text(zh: "已超期", en: "Late"), tone: .negative)
                            : StatusTag(
                                label: correction.state.title, tone: correction.isOpen ? .open : .neutral)),
                ]
            })
    }

    private func page(_ request: WebRequest, error: Text? = nil) async throws -> [UInt8] {
        let official = try request.official()
        let correction = try await services.desk.correction(try request.parameter("number"), for: official)
        let texts = try services.desk.texts(of: correction)
        let table = services.registers.tables[correction.register]
        let field = table?.descriptor.field(correction.field)
        // Only the owning department looks at its rows; whoever finds out whose they are does not need them.
        let isOwner = correction.provider == official.department && correction.state != .misdirected
        let rows = isOwner ? try await services.desk.rows(of: correction, for: official, now: request.now) : []
        let missing =
            isOwner && rows.isEmpty
            ? try await services.desk.fieldsToAdd(correction, for: official, now: request.now) : []
        let departments = isOwner ? [] : try await services.directory.departments()
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
            if correction.state == .misdirected {
                if correction.provider == official.department {
                    html.add(Banner(tone: .info, title: correction.state.title))
                } else {
                    assignForm(&html, correction, texts.answer, departments: departments, token: request.formToken)
                }
            } else if correction.state == .open {
                answerForm(
                    &html, correction, field: rows.count == 1 ? field : nil, missing: missing, error: error,
                    token: request.formToken)
            } else {
                html.add(Banner(tone: .info, title: correction.state.title, text: texts.answer.map { .verbatim($0) }))
            }
        }
    }

    private func answerForm(
        _ html: inout HTML, _ correction: Correction, field: RegisterField?, missing: [RegisterField], error: Text?,
        token: String
    ) {
        html.add(
            PostForm(action: "/desk/corrections/\(correction.number)", token: token) { html in
                html.add(
                    Radios(
                        name: "outcome", label: Text(zh: "核对结果", en: "Result"),
                        options: [
                            Option(value: "corrected", label: Text(zh: "确实不对，已更正", en: "It was wrong; corrected")),
                            Option(value: "upheld", label: Text(zh: "核对无误，维持原样", en: "It is right; upheld")),
                            Option(
                                value: "not-ours", label: Text(zh: "不归本部门", en: "Not this department's"),
                                hint: Text(zh: "转数据局确定归口部门", en: "The data bureau finds whose it is")),
                        ]))
                if let field {
                    html.add(
                        TextInput(
                            name: "value",
                            label: Text(zh: "更正后的“\(field.title.zh)”（更正时填）", en: "The corrected “\(field.title.en)”"),
                            isOptional: true))
                }
                if !missing.isEmpty {
                    html.add(
                        Fieldset(
                            id: "add", label: Text(zh: "查到漏登的，在这里补登", en: "If the row is missing, add it here"),
                            hint: Text(
                                zh: "当事人的号码会自动填上。已经在本部门系统里补过的，可以不填。",
                                en:
                                    "The person's number is filled in by itself. Leave this open if your own system has been mended."
                            )
                        ) { html in
                            for field in missing {
                                html.add(CorrectionRoutes.input(field))
                            }
                        })
                }
                html.add(
                    TextArea(
                        name: "reply", label: Text(zh: "给群众的答复", en: "Answer to the citizen"), error: error,
                        rows: 3, limit: 500))
                html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "答复", en: "Answer"))) }
            })
    }

    /// A field of a row that is added: a list where there are codes, else what is typed.
    private static func input(_ field: RegisterField) -> any Component {
        if let codes = field.element.codes {
            return SelectField(
                name: "add.\(field.name)", label: field.title,
                options: codes.entries.map { Option(value: $0.code, label: $0.title) }, isOptional: true)
        }
        let hint =
            field.type == .date
            ? Text(zh: "如 2026-09-01", en: "such as 2026-09-01")
            : field.type == .division ? Text(zh: "12 位区划代码", en: "a division code of 12 digits") : nil
        return TextInput(name: "add.\(field.name)", label: field.title, hint: hint, isOptional: true)
    }

    private func assignForm(
        _ html: inout HTML, _ correction: Correction, _ reason: String?, departments: [Department], token: String
    ) {
        let refused = services.words.department(correction.provider)
        html.add(
            SummaryList(rows: [
                .init(
                    key: Text(zh: "\(refused.zh)说不归本部门", en: "\(refused.en) says it is not theirs"),
                    value: .verbatim(reason ?? ""))
            ]))
        html.add(
            PostForm(action: "/desk/corrections/\(correction.number)", token: token) { html in
                html.add(
                    SelectField(
                        name: "department", label: Text(zh: "归哪个部门", en: "Whose is it?"),
                        options: departments.filter { $0.code != correction.provider }.map {
                            Option(value: $0.code, label: $0.name)
                        }))
                html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "转过去", en: "Pass it on"))) }
            })
    }

    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let correction = try await services.desk.correction(try request.parameter("number"), for: official)
        if correction.state == .misdirected {
            try await services.desk.assign(
                correction, to: request.fields["department"] ?? "", by: official, now: request.now)
            return .seeOther("/desk/corrections")
        }
        let reply = String((request.fields["reply"] ?? "").prefix(500))
        var added: [String: String] = [:]
        for pair in request.fields.pairs where pair.name.hasPrefix("add.") && !pair.value.isEmpty {
            added[String(pair.name.dropFirst(4))] = pair.value
        }
        let answers: [String: CorrectionAnswer] = [
            "corrected": added.isEmpty ? .corrected(value: request.fields["value"]) : .added(added), "upheld": .upheld,
            "not-ours": .notOurs,
        ]
        guard reply.contains(where: { !$0.isWhitespace }), let answer = answers[request.fields["outcome"] ?? ""] else {
            return .page(
                try await page(request, error: Text(zh: "请选核对结果，并写答复", en: "Choose a result and write an answer")),
                status: 422)
        }
        do {
            try await services.desk.answer(
                correction, answer, reply: reply, by: official, now: request.now)
        } catch is FieldValue.Rejection {
            return .page(
                try await page(request, error: Text(zh: "更正的内容格式不对", en: "The corrected value does not fit")),
                status: 422)
        }
        return .seeOther("/desk/corrections")
    }
}
