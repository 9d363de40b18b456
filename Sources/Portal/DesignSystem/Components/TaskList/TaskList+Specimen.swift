import Diagnostics

extension TaskList {
    package static let specimen = Specimen(
        of: "task-list", title: Text(zh: "任务清单", en: "Task list"),
        purpose: Text(zh: "一件事由几步组成、可以分次做。", en: "A matter of several tasks that can be done one at a time."),
        parameters: [
            .init("tasks", zh: "名称、说明、地址、状态", en: "Title, hint, address, status"),
            .init(
                "id", zh: "标识的开头；同一页有几个清单时要不同",
                en: "What its identifiers begin with; lists on one page need different ones"),
        ],
        accessibility: [Text(zh: "状态与链接相连。", en: "The state is tied to the link.")],
        examples: [
            (
                Text(zh: "三项", en: "Three tasks"),
                TaskList(tasks: [
                    Task(
                        title: Text(zh: "核对孩子的信息", en: "Check the child's data"), href: "#task-list",
                        status: StatusTag(label: Text(zh: "已完成", en: "Completed"), tone: .positive)),
                    Task(
                        title: Text(zh: "补充住房信息", en: "Add where you live"),
                        hint: Text(zh: "需要一张照片", en: "One photo is needed"), href: "#task-list",
                        status: StatusTag(label: Text(zh: "未完成", en: "To do"), tone: .info)),
                    Task(
                        title: Text(zh: "提交", en: "Submit"), href: nil,
                        status: StatusTag(label: Text(zh: "暂不能开始", en: "Cannot start yet"))),
                ])
            )
        ])
}
