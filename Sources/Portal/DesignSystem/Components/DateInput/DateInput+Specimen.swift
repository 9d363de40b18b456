import Diagnostics

extension DateInput {
    package static let specimen = Specimen(
        of: "date-input", title: Text(zh: "日期", en: "Date input"),
        purpose: Text(zh: "填人们记得住的日期，例如生日。", en: "A date that people know by heart, such as a birthday."),
        parameters: [
            .name, .label, .hint, .init("year", zh: "已填的年", en: "The year entered"),
            .init("month", zh: "已填的月", en: "The month entered"),
            .init("day", zh: "已填的日", en: "The day entered"),
            .error, .isOptional, .isPageHeading,
        ],
        accessibility: [Text(zh: "三个输入框各有名称，不用日历弹窗。", en: "Three labelled fields; no calendar pops up.")],
        examples: [
            (
                Text(zh: "普通", en: "Plain"),
                DateInput(
                    name: "example-birth", label: Text(zh: "孩子的出生日期", en: "The child's date of birth"),
                    hint: Text(zh: "例如2020年3月27日", en: "For example 2020 3 27"))
            )
        ])
}
