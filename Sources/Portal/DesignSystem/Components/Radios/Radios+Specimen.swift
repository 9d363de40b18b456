import Diagnostics

extension Radios {
    package static let specimen = Specimen(
        of: "radios", title: Text(zh: "单选", en: "Radios"),
        purpose: Text(
            zh: "从几个答案里选一个；不知道的，给“不知道”。", en: "One of a few answers; offer “I don't know” where that is true."),
        parameters: [
            .name, .label, .init("options", zh: "可选的答案", en: "The answers"), .hint,
            .init("value", zh: "选中的值", en: "The value chosen"), .error,
            .init("isInline", zh: "横排", en: "Beside one another"), .isOptional, .isPageHeading,
        ],
        accessibility: [
            Text(zh: "问题是这一组的名称。", en: "The question names the group."),
            Text(zh: "从错误汇总能点到第一个选项。", en: "The error summary leads to the first answer."),
        ],
        examples: [
            (
                Text(zh: "竖排", en: "Stacked"),
                Radios(
                    name: "example-lives", label: Text(zh: "孩子现在和谁住在一起？", en: "Whom does the child live with?"),
                    options: [
                        Option(value: "parents", label: Text(zh: "父母", en: "Parents")),
                        Option(
                            value: "grandparents", label: Text(zh: "祖父母或外祖父母", en: "Grandparents"),
                            hint: Text(zh: "父母在外地工作也选这一项", en: "Also when the parents work elsewhere")),
                        Option(value: "other", label: Text(zh: "其他亲属", en: "Other relatives")),
                    ], value: "grandparents")
            ),
            (
                Text(zh: "横排、有错误", en: "Inline, with an error"),
                Radios(
                    name: "example-yes", label: Text(zh: "这些信息对吗？", en: "Is this right?"),
                    options: [
                        Option(value: "yes", label: Text(zh: "对", en: "Yes")),
                        Option(value: "no", label: Text(zh: "不对", en: "No")),
                    ], error: Text(zh: "请选一项", en: "Choose one"), isInline: true)
            ),
        ])
}
