import Diagnostics

extension Checkboxes {
    package static let specimen = Specimen(
        of: "checkboxes", title: Text(zh: "多选", en: "Checkboxes"),
        purpose: Text(zh: "可以选几个；也用于一个承诺。", en: "Any number of answers; also for one promise."),
        parameters: [
            .name, .label, .init("options", zh: "可选的答案", en: "The answers"), .hint,
            .init("values", zh: "选中的值", en: "The values chosen"), .error, .isOptional, .isPageHeading,
        ],
        accessibility: [
            Text(zh: "问题是这一组的名称，承诺从不预先勾选。", en: "The question names the group; a promise is never ticked beforehand.")
        ],
        examples: [
            (
                Text(zh: "承诺", en: "A promise"),
                Checkboxes(
                    name: "example-promise", label: Text(zh: "告知承诺", en: "Promise instead of paper"),
                    options: [
                        Option(
                            value: "yes", label: Text(zh: "我承诺以上内容属实", en: "I promise that this is true"),
                            hint: Text(zh: "不实的，按规定处理并改为到现场登记", en: "If it is not, the case goes on at the counter"))
                    ])
            )
        ])
}
