import DesignSystem
import Diagnostics
import FormEngine
import HTMLBuilder
import Services

/// How long the journey is, and what is promised at its end: by what kind of service it is.
extension ApplyRoutes {
    /// What was not asked because it changes nothing, and where to say it all the same.
    static func writeSpared(_ journey: FormJourney, _ number: String, into html: inout HTML) {
        guard !journey.spared.isEmpty else { return }
        html.h2(Text(zh: "没有问您的", en: "What you were not asked"))
        html.p(
            Text(
                zh: "按登记的情况，下面这些不影响结果，所以没有问。如果登记有误、您要申请更正，请先填上。",
                en:
                    "By what the registers say these change nothing, so they were not asked. If a register is wrong and you want it corrected, please answer them first."
            ))
        html.ul { html in
            for page in journey.spared {
                html.li { html in
                    html.add(
                        Link(label: page.page.title, href: "/drafts/\(number)/pages/\(page.page.id)?return=check"))
                }
            }
        }
    }

    /// Where the journey of a draft begins.
    func start(of knowledge: CaseKnowledge) -> String {
        knowledge.runtime.service.isAboutApplicant
            ? "/apply/\(knowledge.runtime.service.id)" : "/drafts/\(knowledge.number)/child"
    }

    /// Where the journey stands; one about the applicant has no choice of a child before.
    func step(_ step: Int, of knowledge: CaseKnowledge, _ title: Text) -> StepIndicator {
        let skipped = knowledge.runtime.service.isAboutApplicant ? 1 : 0
        return StepIndicator(step: step - skipped, steps: 4 - skipped, title: title)
    }

    /// What happens when it is handed in.
    static func promise(of service: ServiceDefinition) -> Text {
        switch service.decidedBy {
        case .rules:
            Text(
                zh: "提交后当场得到编号和答复。查不到的会有人核对，不会因此被拒绝。",
                en:
                    "You get a number and an answer at once. What cannot be found is checked by a person; it is no refusal."
            )
        case .offices:
            Text(
                zh: "提交后当场得到编号。窗口先看材料，要补的一次说清；各部门同时办，进度和到期日随时看得到。",
                en:
                    "You get a number at once. The window looks through it and says once what is missing; the departments work side by side, and progress and due day are always shown."
            )
        }
    }
}
