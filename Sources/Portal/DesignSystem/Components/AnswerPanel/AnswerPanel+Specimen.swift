import Diagnostics

extension AnswerPanel {
    package static let specimen = Specimen(
        of: "answer", title: Text(zh: "答复", en: "Answer"),
        purpose: Text(zh: "三种答复之一：符合、不符合、查不到。一页一个。", en: "One of three answers: yes, no, not known. One a page."),
        parameters: [
            .init("tone", zh: "哪一种答复", en: "Which answer"), .title,
            .init("text", zh: "接下来会怎样", en: "What follows from it"),
            .init("number", zh: "办件编号", en: "The number of the case"),
            .isPageHeading,
        ],
        accessibility: [Text(zh: "是页面的大标题；图标和颜色只是辅助。", en: "The page's heading; sign and colour only help.")],
        examples: [
            (
                Text(zh: "符合", en: "Yes"),
                AnswerPanel(
                    tone: .positive, title: Text(zh: "符合入学条件", en: "The conditions are met"),
                    text: Text(
                        zh: "录取学校8月20日公布，会在这里通知您。", en: "The school is announced on 20 August; you will be told here."),
                    number: (Text(zh: "办件编号", en: "Case number"), "SH-2026-7K4M-91QX"), isPageHeading: false)
            ),
            (
                Text(zh: "查不到", en: "Not known"),
                AnswerPanel(
                    tone: .open, title: Text(zh: "还有一项没查到", en: "One thing was not found"),
                    text: Text(
                        zh: "没查到不等于不符合，教育体育局会在5个工作日内人工核对。",
                        en: "Not found does not mean no: the education office checks it within 5 working days."),
                    isPageHeading: false)
            ),
            (
                Text(zh: "不符合", en: "No"),
                AnswerPanel(
                    tone: .negative, title: Text(zh: "房产不在这所学校的片区", en: "The home is outside this school's area"),
                    text: Text(zh: "每个孩子都有学上，下面是您可以做的。", en: "Every child gets a place; here is what you can do."),
                    isPageHeading: false)
            ),
        ])
}
