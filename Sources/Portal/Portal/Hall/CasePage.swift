import Definitions
import DesignSystem
import Diagnostics
import Directory
import Exchange
import HTMLBuilder
import JSONTree
import Localisation
import Services
import Web
import WorkCalendar
import Workflow

/// The page of a case for its applicant.
struct CasePage {
    let services: PortalServices

    func render(_ request: WebRequest, _ found: Case) async throws -> [UInt8] {
        let knowledge = try services.desk.knowledge(of: found, now: request.now)
        let facts = try services.cases.facts(of: found)
        let timeline = try await services.cases.timeline(of: found)
        let corrections = try await services.desk.corrections(of: found)
        let appointment = try await services.desk.appointment(of: found)
        let documents = try await services.desk.documents(of: found)
        let files = try await services.desk.files(of: found)
        let reasons = DecisionSummary.reasons(from: facts["reasons"])
        let clocks =
            found.state == .inReview || found.state == .waiting
            ? try await services.desk.clocks(of: found, now: request.now) : []
        let answer = self.answer(found, knowledge)
        let isPlaced = knowledge.runtime.service.allotment != nil
        return CitizenPage(
            context: services.hall(request, .cases), title: knowledge.runtime.service.title,
            back: BackLink(href: "/me", label: Text(zh: "我的事项", en: "My cases")), width: .wide
        ).document { html in
            if found.state == .draft {
                html.h1(knowledge.runtime.service.title)
                html.p(Text(zh: "还没有提交。", en: "Not submitted yet."), class: "lead")
                html.div(class: "buttons") { html in
                    html.add(
                        Button(label: Text(zh: "继续填写", en: "Go on"), action: .link("/drafts/\(found.number)/next")))
                }
                return
            }
            html.add(
                AnswerPanel(
                    tone: answer.tone, title: answer.title, text: answer.text,
                    number: (Text(zh: "办件编号", en: "Case number"), found.number)))
            if knowledge.runtime.service.decidedBy == .offices {
                PartsPanel(services: services, knowledge: knowledge, found: found, files: files).render(
                    &html, token: request.formToken)
            } else if let place = found.place {
                html.add(
                    SummaryList(rows: [
                        .init(key: Text(zh: "安排的学校", en: "School"), value: services.words.place(place)),
                        .init(key: Text(zh: "适用类别", en: "Category"), value: services.words.category(found.category)),
                    ]))
            } else if found.outcome == .eligible {
                html.add(
                    SummaryList(rows: [
                        .init(key: Text(zh: "适用类别", en: "Category"), value: services.words.category(found.category)),
                        .init(
                            key: Text(zh: "片区学校（按公布次序）", en: "Schools, in the published order"),
                            value: schools(facts)),
                    ]))
            }
            if !reasons.isEmpty {
                html.h2(
                    knowledge.runtime.service.decidedBy == .offices
                        ? Text(zh: "为什么要办这几件", en: "Why these are needed") : Text(zh: "为什么是这个答复", en: "Why this answer")
                )
                html.add(ReasonList(reasons: reasons.map { reason(found, $0, knowledge.runtime.service) }))
            }
            if found.outcome != .eligible, found.state != .withdrawn, knowledge.runtime.service.decidedBy == .rules {
                doors(&html, found: found, knowledge: knowledge, request: request)
            }
            if let appointment {
                html.h2(Text(zh: "现场预约", en: "Visit"))
                html.p(appointment.day.text.followed(by: .verbatim(" \(appointment.slot) · \(appointment.place)")))
            }
            html.h2(Text(zh: "办到哪一步了", en: "How far it is"))
            html.add(Timeline(steps: steps(found, timeline, knowledge.runtime.service)))
            ClockPanel(clocks: clocks).render(&html)
            if !corrections.isEmpty { correctionList(&html, corrections) }
            DocumentPage(services: services).list(&html, documents, of: found, at: "/cases/\(found.number)")
            html.div(class: "buttons") { html in
                html.add(
                    Button(
                        label: Text(zh: "打印纸质表", en: "Paper form"), action: .link("/cases/\(found.number)/print"),
                        kind: .secondary, icon: .printer))
                html.add(
                    Button(
                        label: Text(zh: "谁看了我的数据", en: "Who looked"), action: .link("/me/data-use"), kind: .secondary,
                        icon: .eye))
                if found.state != .withdrawn, found.state != .decided || found.outcome == .eligible && isPlaced {
                    html.add(
                        Button(
                            label: Text(zh: "撤回", en: "Withdraw"), action: .link("/cases/\(found.number)/withdraw"),
                            kind: .quiet))
                }
            }
        }
    }

    private func schools(_ facts: JSON) -> Text {
        let codes = facts["decision"]?["schools"]?.elements.compactMap(\.string) ?? []
        return codes.isEmpty
            ? Text(zh: "由教育体育局统筹", en: "By coordination") : .list(codes.map { services.words.place($0) })
    }

    private func answer(_ found: Case, _ knowledge: CaseKnowledge) -> (tone: Tone, title: Text, text: Text?) {
        let child = knowledge.child?.name ?? ""
        if found.state == .withdrawn {
            return (
                .neutral, Text(zh: "已撤回", en: "Withdrawn"),
                Text(zh: "开放期间可以重新申请。", en: "You can apply again while it is open.")
            )
        }
        if knowledge.runtime.service.decidedBy == .offices {
            return PartsPanel.answer(found, knowledge, due: found.dueOn.map { ($0.text, provisional($0)) })
        }
        let due = found.dueOn.map { day in
            Text(zh: "\(day.text.zh)前答复您。", en: "You hear by \(day.text.en).").followed(by: provisional(day))
        }
        switch found.outcome {
        case .eligible:
            return (
                .positive, Text(zh: "\(child)符合入学条件", en: "\(child) is eligible"),
                found.place == nil
                    ? Text(zh: "学位统一分配后通知您，不用再交材料。", en: "You are told when places are given; no papers are needed.")
                    : Text(zh: "学校已经安排好，不用再交材料。", en: "A school has been assigned; no papers are needed.")
            )
        case .ineligible:
            return (
                .negative, Text(zh: "网上核验：有条件不符合", en: "A condition is not met"),
                Text(
                    zh: "不会因此没有学上：可以按同一个编号到现场登记。",
                    en: "No child is turned away: register on site under the same number."
                )
                .followed(by: due ?? .verbatim(""))
            )
        case .unknown, nil:
            return (
                .open, Text(zh: "有的数据没查到，正在核对", en: "Some data were not found; being checked"),
                Text(zh: "没查到不等于不符合。教育体育局会人工核对。", en: "Not found does not mean no. The education bureau checks it. ")
                    .followed(by: due ?? .verbatim(""))
            )
        }
    }

    /// A day beyond the last published calendar may still move, and says so.
    private func provisional(_ day: CivilDate) -> Text {
        services.desk.isProvisional(day)
            ? Text(zh: "（放假安排公布前暂定）", en: " (provisional until the holidays are announced)") : .verbatim("")
    }

    private func reason(
        _ found: Case, _ reason: DecisionSummary.Reason, _ service: ServiceDefinition
    ) -> ReasonList.Reason {
        let tone: Tone
        let verdict: Text
        switch found.outcome {
        // What the rules said is who takes part; the answer is the offices'.
        case _ where service.decidedBy == .offices: (tone, verdict) = (.info, Text(zh: "规则", en: "Rule"))
        case .eligible: (tone, verdict) = (.positive, CaseOutcome.eligible.title)
        case .ineligible: (tone, verdict) = (.negative, CaseOutcome.ineligible.title)
        default: (tone, verdict) = (.open, CaseOutcome.unknown.title)
        }
        return ReasonList.Reason(
            tone: tone, verdict: verdict, condition: reason.text,
            basis: Text(zh: "\(reason.source.zh) · 规则 \(reason.rule)", en: "\(reason.source.en) · rule \(reason.rule)"))
    }

    /// What can be done when data do not support the application: correct, promise, upload, come in person.
    private func doors(_ html: inout HTML, found: Case, knowledge: CaseKnowledge, request: WebRequest) {
        html.h2(Text(zh: "您可以这样办", en: "What you can do"))
        var cards: [LinkCards.Card] = []
        let missing = knowledge.lookUps.filter { found.missing.contains($0.contract.variable) }
        for lookUp in missing where lookUp.answer.status != .consentMissing {
            let office = services.words.department(lookUp.contract.provider)
            cards.append(
                .init(
                    title: Text(zh: "数据不对或缺失，请\(office.zh)核对", en: "Ask \(office.en) to check"),
                    summary: lookUp.contract.title,
                    icon: .database,
                    href:
                        "/cases/\(found.number)/correct?contract=\(PortalServices.encoded(lookUp.contract.qualifiedID))"
                ))
        }
        let materials = knowledge.runtime.service.materials.filter { material in
            material.replacedBy.contains { reference in missing.contains { $0.contract.id == reference.id } }
        }
        for material in materials where material.upload != nil {
            cards.append(
                .init(
                    title: Text(zh: "上传材料", en: "Upload a paper"), summary: material.title, icon: .upload,
                    href: "/cases/\(found.number)/upload?material=\(PortalServices.encoded(material.id))"))
        }
        cards.append(
            .init(
                title: Text(zh: "预约到现场登记", en: "Register on site"),
                summary: knowledge.runtime.service.places.first.map {
                    $0.name.followed(by: Text(zh: "，带户口簿和身份证", en: "; bring booklet and ID card"))
                }, icon: .building, href: "/cases/\(found.number)/visit"))
        html.add(LinkCards(cards: cards, layout: .doors))
        for material in materials
        where material.promise && knowledge.runtime.form.promiseAnswer(for: material.id) != nil {
            html.div(class: "card") { html in
                html.h3(Text(zh: "书面承诺代替材料", en: "Promise instead of a paper"))
                if let text = material.promiseText { html.p(text) }
                html.add(
                    PostForm(
                        action: "/cases/\(found.number)/promise", token: request.formToken,
                        hidden: [("material", material.id)]
                    ) { html in
                        html.div(class: "buttons") { html in
                            html.add(Button(label: Text(zh: "我承诺", en: "I promise"), kind: .secondary))
                        }
                    })
            }
        }
    }

    private func correctionList(_ html: inout HTML, _ corrections: [Correction]) {
        html.h2(Text(zh: "数据核对", en: "Data corrections"))
        html.add(
            TaskList(
                tasks: corrections.map { correction in
                    let answer = (try? services.desk.texts(of: correction))?.answer
                    let due = Text(
                        zh: "\(correction.dueOn.text.zh)前答复", en: "answer by \(correction.dueOn.text.en)")
                    return TaskList.Task(
                        title: services.words.department(correction.provider).followed(
                            by: .verbatim(" \(correction.number)")),
                        hint: correction.isOpen ? due : answer.map { .verbatim($0) } ?? due, href: nil,
                        status: StatusTag(
                            label: correction.state.title, tone: correction.isOpen ? .open : .positive))
                }, id: "correction"))
    }

    private func steps(_ found: Case, _ timeline: [CaseEvent], _ service: ServiceDefinition) -> [Timeline.Step] {
        let responsible = service.department
        // What officials did step by step is theirs; how each part moves on is told.
        var steps = timeline.filter { $0.code != .taskDone }.map { event in
            var text: Text?
            if let school = event.data["place"]?.string { text = services.words.place(school) }
            if let full = event.data["full"]?.elements.compactMap(\.string), !full.isEmpty {
                text = Text(
                    zh: "\(Text.list(full.map { services.words.place($0) }).zh)已满，安排到\(text?.zh ?? "")",
                    en: "\(Text.list(full.map { services.words.place($0) }).en) full; placed at \(text?.en ?? "")")
            }
            return Timeline.Step(
                title: PartsPanel.title(event, service), state: .done, office: services.words.department(event.office),
                at: services.zone.text(microseconds: event.at), text: text)
        }
        if found.state == .inReview || found.state == .waiting {
            let office = services.words.department(found.owedBy ?? responsible)
            steps.append(
                Timeline.Step(
                    title: service.decidedBy == .offices
                        ? found.state == .waiting ? CaseState.waiting.title : Text(zh: "正在办理", en: "Being handled")
                        : Text(zh: "人工核对", en: "Checked by a person"), state: .current, office: office,
                    due: found.dueOn.map { Text(zh: "\($0.text.zh)前答复您", en: "You hear by \($0.text.en)") }))
        } else if found.outcome == .eligible, found.place == nil, found.state != .withdrawn, service.allotment != nil {
            steps.append(
                Timeline.Step(
                    title: Text(zh: "分配学位", en: "School place"), state: .coming,
                    office: services.words.department(responsible)))
        }
        return steps
    }
}
