import Diagnostics

extension SelectField {
    package static let specimen = Specimen(
        of: "select", title: Text(zh: "下拉选择", en: "Select"),
        purpose: Text(zh: "答案多于七个时用；少的用单选。", en: "For more than seven answers; fewer are radios."),
        parameters: [
            .name, .init("id", zh: "同页有重名时的标识", en: "The identifier, where the name occurs twice on a page"),
            .label, .init("options", zh: "可选的答案", en: "The answers"), .hint,
            .init("value", zh: "选中的值", en: "The value chosen"),
            .init("prompt", zh: "未选时的文字", en: "The entry that chooses nothing"),
            .error, .isOptional, .isPageHeading,
        ],
        accessibility: [Text(zh: "用浏览器自带的控件。", en: "The browser's own control.")],
        examples: [
            (
                Text(zh: "乡镇", en: "Towns"),
                SelectField(
                    name: "example-town", label: Text(zh: "所在乡镇", en: "Town"),
                    options: [
                        Option(value: "101", label: Text(zh: "松溪镇", en: "Songxi")),
                        Option(value: "102", label: Text(zh: "禾丰镇", en: "Hefeng")),
                    ])
            )
        ])
}
