import Diagnostics

extension FilterTabs {
    package static let specimen = Specimen(
        of: "filter-tabs", title: Text(zh: "视图", en: "Filter tabs"),
        purpose: Text(zh: "在同一清单的几种视图间切换。", en: "Switches between views of one list."),
        parameters: [
            .init("label", zh: "这些视图是什么的视图", en: "What the views are of"),
            .init("views", zh: "名称、地址、条数、是否当前", en: "Label, address, count, whether current"),
        ],
        accessibility: [
            Text(zh: "是链接，不是标签页控件；当前项有标记。", en: "Links, not a tab widget; the current one is marked.")
        ],
        examples: [
            (
                Text(zh: "待办", en: "A queue"),
                FilterTabs(
                    label: Text(zh: "办件", en: "Cases"),
                    views: [
                        View(label: Text(zh: "我的待办", en: "Mine"), href: "#filter-tabs", count: 12, isCurrent: true),
                        View(label: Text(zh: "即将超期", en: "Due soon"), href: "#filter-tabs", count: 3),
                        View(label: Text(zh: "已办", en: "Done"), href: "#filter-tabs"),
                    ])
            )
        ])
}
