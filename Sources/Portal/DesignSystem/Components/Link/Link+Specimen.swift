import Diagnostics

extension Link {
    package static let specimen = Specimen(
        of: "link", title: Text(zh: "链接", en: "Link"),
        purpose: Text(
            zh: "带人去另一页。会改变数据的动作用按钮，不用链接。",
            en: "Leads to another page. What changes data is a button, never a link."),
        parameters: [
            .init("label", zh: "链接文字，说清去哪里", en: "The words: where it leads"), .href,
            .init(
                "context", zh: "只读给读屏软件的补充，用来区分相同的链接", en: "Words for screen readers only that tell equal links apart"),
            .init("icon", zh: "文字前的图标", en: "A picture before the words"),
        ],
        accessibility: [
            Text(zh: "离开上下文也看得懂。", en: "Makes sense out of context."),
            Text(zh: "不只靠颜色：始终有下划线。", en: "Not by colour alone: always underlined."),
        ],
        examples: [
            (Text(zh: "普通", en: "Plain"), Link(label: Text(zh: "查看办事指南", en: "Read the guide"), href: "#link")),
            (
                Text(zh: "带图标和补充", en: "With a picture and context"),
                Link(
                    label: Text(zh: "更正", en: "Correct"), href: "#link",
                    context: Text(zh: "户籍地址", en: " registered address"), icon: .pencil)
            ),
        ])
}
