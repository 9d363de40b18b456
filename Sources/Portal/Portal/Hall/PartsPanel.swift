import DesignSystem
import Diagnostics
import HTMLBuilder
import JSONTree
import Localisation
import Services

/// A matter of several departments, for whoever applied: how far each has come, and what is asked of the applicant.
struct PartsPanel {
    let services: PortalServices
    let knowledge: CaseKnowledge
    let found: Case
    let files: [CaseFile]

    /// The answer at the top of the page.
    static func answer(
        _ found: Case, _ knowledge: CaseKnowledge, due: (day: Text, note: Text)?
    ) -> (tone: Tone, title: Text, text: Text?) {
        let states = knowledge.parts.map(\.state)
        let isPartly = states.contains(.issued)
        let until = due.map { due in
            Text(zh: "不迟于\(due.day.zh)作出决定。", en: "The decision comes by \(due.day.en).").followed(by: due.note)
        }
        switch (found.outcome, found.state) {
        case (.eligible, _):
            return (
                .positive, Text(zh: "都办成了", en: "All granted"),
                Text(
                    zh: "各部门一致同意，证照按您选的方式一次给您。",
                    en: "All departments agree; everything reaches you at once, the way you chose.")
            )
        case (.ineligible, _) where isPartly:
            return (
                .open, Text(zh: "一部分批准了", en: "Granted in part"),
                Text(
                    zh: "批准的照样出证；没有批准的，理由和怎样申诉写在下面的文书里。",
                    en: "What is granted is issued; grounds and how to object for the rest are in the documents below.")
            )
        case (.ineligible, _):
            return (
                .negative, Text(zh: "没有批准", en: "Refused"),
                Text(
                    zh: "理由、依据和怎样申诉写在下面的文书里；改正后可以重新申请。",
                    en: "Grounds and how to object are in the document below; you may apply again when it is mended.")
            )
        case (nil, .inReview) where states.contains(.mending):
            return (
                .open, Text(zh: "等您整改", en: "Waits for you to mend something"),
                Text(zh: "整改期间时限停着，不计入；别的部门照常办。", en: "The time limit stands still; the other departments go on.")
            )
        case (_, .waiting):
            return (
                .open, Text(zh: "等您补正", en: "Waits for you"),
                Text(zh: "补正期间时限停着，不计入。", en: "The time limit stands still meanwhile.")
            )
        default: return (.info, Text(zh: "正在办理", en: "Being handled"), until)
        }
    }

    /// Whether something is asked of whoever applied.
    var isMending: Bool {
        found.state == .waiting || (found.state == .inReview && knowledge.parts.contains { $0.state == .mending })
    }

    func render(_ html: inout HTML, token: String) {
        if isMending { mending(&html, token: token) }
        let parts = knowledge.parts
        if !parts.isEmpty {
            html.h2(Text(zh: "各部门办到哪一步", en: "How far each department is"))
            html.add(
                TaskList(
                    tasks: parts.map { part, state in
                        TaskList.Task(
                            title: part.title, hint: services.words.department(part.department), href: nil,
                            status: StatusTag(label: state.title, tone: Self.tone(state)))
                    }, id: "part"))
        }
        if !files.isEmpty {
            html.h2(Text(zh: "已交的材料", en: "Papers handed in"))
            html.add(
                SummaryList(
                    rows: files.map { file in
                        SummaryList.Row(
                            key: knowledge.runtime.service.materials.first { $0.id == file.material }?.title
                                ?? .verbatim(file.material),
                            value: .verbatim("\(file.name) · \(Numbers.bytes(file.size))"))
                    }))
        }
    }

    /// A line of the history: a part by its name.
    static func title(_ event: CaseEvent, _ service: ServiceDefinition) -> Text {
        guard let part = event.data["part"]?.string.flatMap(service.part) else { return event.code.title }
        guard event.code == .partMoved, let state = event.data["state"]?.string.flatMap(PartState.init) else {
            return part.title.followed(by: Text(zh: "：", en: ": ")).followed(by: event.code.title)
        }
        return part.title.followed(by: Text(zh: "：", en: ": ")).followed(by: state.title)
    }

    static func tone(_ state: PartState) -> Tone {
        switch state {
        case .waiting, .unneeded: .neutral
        case .working: .info
        case .mending: .open
        case .passed, .issued: .positive
        case .refused: .negative
        }
    }

    /// What was asked for; where something has to be mended that no list names, all that can be handed in.
    private var offered: [ServiceMaterial] {
        let asked = found.state == .waiting ? knowledge.askedMaterials : []
        return asked.isEmpty ? knowledge.runtime.service.materials : asked
    }

    /// What the applicant can do: hand in papers, then say that it is done.
    func mending(_ html: inout HTML, token: String) {
        html.h2(Text(zh: "请您补正或整改", en: "Please complete or mend"))
        html.p(
            Text(
                zh: "要求写在下面的文书里。材料都交齐、整改好以后，点下面的按钮，时限接着走。也可以交到窗口。",
                en:
                    "What is needed is in the document below. When all papers are in and all is mended, say so; the clock runs on. The window takes it as well."
            ))
        html.add(
            LinkCards(
                cards: offered.filter { $0.upload != nil }.map { material in
                    .init(
                        title: material.title, summary: material.note, icon: .upload,
                        href: "/cases/\(found.number)/upload?material=\(PortalServices.encoded(material.id))")
                }, layout: .doors))
        if found.state == .waiting {
            done(&html, nil, Text(zh: "都补齐了，请接着办", en: "All there, please go on"), token: token)
        }
        for (part, state) in knowledge.parts where state == .mending {
            done(
                &html, part.id,
                Text(zh: "\(part.title.zh)整改好了，请再来看", en: "Mended for \(part.title.en): please come again"),
                token: token)
        }
    }

    private func done(_ html: inout HTML, _ part: String?, _ label: Text, token: String) {
        html.add(
            PostForm(
                action: "/cases/\(found.number)/evidence", token: token, hidden: part.map { [("part", $0)] } ?? []
            ) { html in
                html.div(class: "buttons") { html in html.add(Button(label: label)) }
            })
    }
}
