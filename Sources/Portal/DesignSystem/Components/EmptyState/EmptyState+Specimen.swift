import Diagnostics

extension EmptyState {
    package static let specimen = Specimen(
        of: "empty", title: Text(zh: "暂无内容", en: "Empty state"),
        purpose: Text(zh: "清单为空时说明原因和可做的事。", en: "When a list is empty: why, and what can be done."),
        parameters: [
            .title, .init("text", zh: "为什么，什么时候会有", en: "Why, or when there will be something"),
            .init("action", zh: "可以做什么", en: "What can be done"), .init("icon", zh: "图标", en: "A picture"),
        ],
        accessibility: [Text(zh: "原因用文字写出。", en: "The reason is in words.")],
        examples: [
            (
                Text(zh: "没有办件", en: "No cases"),
                EmptyState(
                    title: Text(zh: "您还没有办理中的事项", en: "You have no open cases"),
                    text: Text(zh: "提交以后，进度会显示在这里。", en: "Once you have applied, the progress is shown here."),
                    action: Button(
                        label: Text(zh: "去办事", en: "Find a service"), action: .link("#empty"), kind: .secondary))
            )
        ])
}
