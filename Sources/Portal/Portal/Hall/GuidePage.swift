import Definitions
import DesignSystem
import Diagnostics
import Exchange
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar

/// The guide of a service (办事指南): who, what is needed, what data replaces, how long, on what basis, where, whom to call.
struct GuidePage {
    let services: PortalServices
    let runtime: ServiceRuntime

    private var service: ServiceDefinition { runtime.service }

    func render(_ request: WebRequest) throws -> [UInt8] {
        let today = services.desk.today(request.now)
        let isOpen = runtime.isOpen(on: today, demo: services.isDemo)
        return CitizenPage(
            context: services.hall(request), title: service.title,
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "首页", en: "Home"), href: "/")]), width: .wide
        ).document { html in
            html.h1(service.title)
            html.p(service.summary, class: "lead")
            html.add(
                KeyFacts(
                    facts: [
                        .init(label: Text(zh: "多久", en: "How long"), value: promised, icon: .clock),
                        .init(label: Text(zh: "费用", en: "Fee"), value: service.guide.fee, icon: .coin),
                    ] + (service.parts.isEmpty ? alone : joined)))
            html.div(class: "guide") { html in
                html.div(class: "guide-aside") { html in aside(&html, isOpen: isOpen) }
                html.div { html in body(&html) }
            }
        }
    }

    /// What is saved where one department alone has to do with it.
    private var alone: [KeyFacts.Fact] {
        let needed = service.materials.count { $0.need == .always }
        return [
            .init(
                label: Text(zh: "到现场", en: "Visits"),
                value: service.isInstant
                    ? Text(zh: "一般 0 次", en: "Usually none") : Text(zh: "最多 1 次", en: "One at most"), icon: .building),
            .init(
                label: Text(zh: "要交材料", en: "Papers"),
                value: needed == 0
                    ? Text(zh: "查得到就不用", en: "None where data suffice") : Text(zh: "\(needed) 样", en: "\(needed)"),
                icon: .document),
        ]
    }

    /// What is saved where several departments' matters are one: each thing is asked once.
    private var joined: [KeyFacts.Fact] {
        let fields = service.parts.flatMap(\.fields)
        let once = Set(fields).count
        return [
            .init(
                label: Text(zh: "几件事一起办", en: "Matters in one"),
                value: Text.count(service.parts.count, zh: "件", one: "matter", other: "matters"), icon: .building),
            .init(
                label: Text(zh: "要填", en: "To fill in"),
                value: Text(
                    zh: "\(once) 项（分开办 \(fields.count) 项）", en: "\(once) things (\(fields.count) if one by one)"),
                icon: .document),
        ]
    }

    private var promised: Text {
        switch service.promisedLimit.unit {
        case .minutes:
            Text(
                zh: "\(service.promisedLimit.amount) 分钟内答复", en: "Answer within \(service.promisedLimit.amount) minutes"
            )
        case .working: Text.count(service.promisedLimit.amount, zh: "个工作日", one: "working day", other: "working days")
        case .calendar: Text.count(service.promisedLimit.amount, zh: "天", one: "day", other: "days")
        }
    }

    private func aside(_ html: inout HTML, isOpen: Bool) {
        html.div { html in
            if isOpen {
                html.add(
                    Button(
                        label: Text(zh: "现在办理", en: "Start now"), action: .link("/apply/\(service.id)"),
                        icon: .arrowRight))
            } else {
                html.add(
                    WarningText(
                        text: Text(zh: "现在不在网上办理时间内，可以到现场。", en: "Not open online today; you can register on site.")))
            }
            html.add(
                Contents(links: [
                    Link(label: Text(zh: "谁可以办", en: "Who can apply"), href: "#who"),
                    Link(label: Text(zh: "需要什么", en: "What is needed"), href: "#need"),
                    Link(label: Text(zh: "怎么办", en: "Steps"), href: "#steps"),
                    Link(label: Text(zh: "时限", en: "Time limits"), href: "#limits"),
                    Link(label: Text(zh: "依据", en: "Basis"), href: "#basis"),
                    Link(label: Text(zh: "地点和电话", en: "Where and phone"), href: "#where"),
                    Link(label: Text(zh: "常见问题", en: "Questions"), href: "#questions"),
                ]))
        }
    }

    private func body(_ html: inout HTML) {
        html.section(.id("who")) { html in
            html.h2(Text(zh: "谁可以办", en: "Who can apply"))
            html.p(service.guide.who)
            list(&html, service.guide.conditions)
        }
        if !service.parts.isEmpty {
            html.section(.id("parts")) { html in
                html.h2(Text(zh: "包括哪几件", en: "What it includes"))
                html.add(parts)
            }
        }
        html.section(.id("need")) { html in
            html.h2(Text(zh: "需要什么", en: "What is needed"))
            html.add(materials)
            list(&html, service.guide.notes)
        }
        html.section(.id("steps")) { html in
            html.h2(Text(zh: "怎么办", en: "Steps"))
            html.ol { html in for step in service.guide.steps { html.li(step) } }
            html.h3(Text(zh: "办成后得到", en: "What you get"))
            list(&html, service.guide.results)
        }
        html.section(.id("limits")) { html in
            html.h2(Text(zh: "时限", en: "Time limits"))
            if let text = service.limitText { html.p(text) }
        }
        html.section(.id("basis")) { html in
            html.h2(Text(zh: "依据", en: "Basis"))
            list(
                &html, service.basis.map { basis in basis.article.map { basis.title.followed(by: $0) } ?? basis.title })
            html.h3(Text(zh: "您的个人信息", en: "Your personal data"))
            html.p(service.guide.privacy)
            html.h3(Text(zh: "不同意结果怎么办", en: "If you disagree"))
            html.p(service.guide.remedy)
        }
        html.section(.id("where")) { html in
            html.h2(Text(zh: "地点和电话", en: "Where and phone"))
            html.add(
                SummaryList(
                    rows: service.places.flatMap { place in
                        [
                            SummaryList.Row(key: place.name, value: place.address),
                            SummaryList.Row(key: Text(zh: "时间", en: "Hours"), value: place.hours),
                        ]
                    } + [SummaryList.Row(key: Text(zh: "咨询电话", en: "Questions"), value: .verbatim(service.phone))]))
        }
        html.section(.id("questions")) { html in
            html.h2(Text(zh: "常见问题", en: "Questions"))
            for question in service.guide.questions {
                html.add(Disclosure(title: question.question) { html in html.p(question.answer) })
            }
        }
    }

    private func list(_ html: inout HTML, _ items: [Text]) {
        guard !items.isEmpty else { return }
        html.ul { html in for item in items { html.li(item) } }
    }

    private var parts: DataTable {
        DataTable(
            caption: Text(zh: "包括的事项、部门和结果", en: "Matters, departments and results"), isCaptionHidden: true,
            columns: [
                .init(title: Text(zh: "事项", en: "Matter")), .init(title: Text(zh: "部门", en: "Department")),
                .init(title: Text(zh: "办成后得到", en: "What you get")),
            ],
            rows: service.parts.map { part in
                [.text(part.title), .text(services.words.department(part.department)), .text(part.result)]
            })
    }

    private var materials: DataTable {
        DataTable(
            caption: Text(zh: "材料和替代它的数据", en: "Papers, and the data that replaces them"), isCaptionHidden: true,
            columns: [
                .init(title: Text(zh: "材料", en: "Paper")), .init(title: Text(zh: "怎么办", en: "What to do")),
                .init(title: Text(zh: "数据来自", en: "Data from")),
            ],
            rows: service.materials.map { material in
                var providers: [String] = []
                for source in runtime.contracts(replacing: material) where !providers.contains(source.provider) {
                    providers.append(source.provider)
                }
                let offices = providers.map { services.words.department($0) }
                return [
                    material.note.map { .pair(material.title, below: $0) } ?? .text(material.title),
                    .tag(need(material)), offices.isEmpty ? .none : .text(.list(offices)),
                ]
            })
    }

    private func need(_ material: ServiceMaterial) -> StatusTag {
        if material.promise {
            return StatusTag(label: Text(zh: "查不到时可承诺", en: "A promise if not found"), tone: .info)
        }
        switch material.need {
        case .always: return StatusTag(label: Text(zh: "要交", en: "Needed"), tone: .negative)
        case .whenNotFound: return StatusTag(label: Text(zh: "查到就不用交", en: "Not if found"), tone: .positive)
        case .condition: return StatusTag(label: Text(zh: "有这种情况才要", en: "Only if it applies"), tone: .neutral)
        }
    }
}
