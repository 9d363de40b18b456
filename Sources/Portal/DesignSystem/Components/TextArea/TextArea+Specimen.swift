import Diagnostics

extension TextArea {
    package static let specimen = Specimen(
        of: "text-area", title: Text(zh: "多行输入", en: "Text area"),
        purpose: Text(zh: "写一段话。", en: "A few sentences."),
        parameters: [
            .name, .init("id", zh: "同页有重名时的标识", en: "The identifier, where the name occurs twice on a page"), .label,
            .hint, .value, .error, .init("rows", zh: "显示几行", en: "How many lines are shown"),
            .init("limit", zh: "最多多少字", en: "The greatest number of characters"), .isOptional, .isPageHeading,
        ],
        accessibility: [
            Text(zh: "字数提示在停顿后读出，不打断输入。", en: "The count is announced in pauses, without interrupting.")
        ],
        examples: [
            (
                Text(zh: "有字数", en: "With a count"),
                TextArea(
                    name: "example-note", label: Text(zh: "哪里不对？", en: "What is wrong?"),
                    hint: Text(zh: "请写明正确的内容", en: "Say what would be right"), limit: 200)
            )
        ])
}
