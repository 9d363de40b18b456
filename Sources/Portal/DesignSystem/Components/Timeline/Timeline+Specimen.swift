import Diagnostics

extension Timeline {
    package static let specimen = Specimen(
        of: "timeline", title: Text(zh: "进度", en: "Timeline"),
        purpose: Text(zh: "谁在办、到哪一步、哪天有结果。", en: "Who is on it, how far it is, when there will be a result."),
        parameters: [.init("steps", zh: "名称、状态、部门、时间、期限、说明", en: "Title, state, office, time, due, text")],
        accessibility: [
            Text(zh: "是有序列表，当前一步有标记，状态用文字写出。", en: "An ordered list; the current step is marked; states are words.")
        ],
        examples: [
            (
                Text(zh: "办理中", en: "In progress"),
                Timeline(steps: [
                    Step(
                        title: Text(zh: "已提交", en: "Submitted"), state: .done,
                        at: Text(zh: "11月21日 15:04", en: "21 November, 15:04")),
                    Step(
                        title: Text(zh: "核对住房信息", en: "Checking where you live"), state: .current,
                        office: Text(zh: "教育体育局 · 入学审核岗", en: "Education · enrolment reviewer"),
                        due: Text(zh: "11月28日前答复您，还有5个工作日", en: "You hear by 28 November: 5 working days left")),
                    Step(
                        title: Text(zh: "公布学校", en: "School announced"), state: .coming,
                        due: Text(zh: "预计8月20日", en: "Expected on 20 August")),
                ])
            ),
            (
                Text(zh: "暂停和超期", en: "Paused and overdue"),
                Timeline(steps: [
                    Step(
                        title: Text(zh: "请补充材料", en: "More is needed"), state: .paused,
                        text: Text(zh: "时限已停，补充后继续计算。", en: "The clock has stopped until you reply.")),
                    Step(
                        title: Text(zh: "部门答复", en: "The office replies"), state: .overdue,
                        due: Text(zh: "应在11月18日前答复", en: "Was due by 18 November")),
                    Step(title: Text(zh: "申请已撤回", en: "Withdrawn"), state: .stopped),
                ])
            ),
        ])
}
