import Diagnostics

extension Breadcrumbs {
    package static let specimen = Specimen(
        of: "breadcrumbs", title: Text(zh: "当前位置", en: "Breadcrumbs"),
        purpose: Text(
            zh: "显示本页在网站里的位置。填写过程中用“返回”，不用它。",
            en: "Shows where a page lies. Within a journey use the back link instead."),
        parameters: [.init("links", zh: "上级页面，由高到低", en: "The pages above, the highest first")],
        accessibility: [
            Text(zh: "是有名称的导航区，内容是有序列表。", en: "A named navigation landmark holding an ordered list.")
        ],
        examples: [
            (
                Text(zh: "两级", en: "Two levels"),
                Breadcrumbs(links: [
                    Link(label: Text(zh: "首页", en: "Home"), href: "#breadcrumbs"),
                    Link(label: Text(zh: "教育", en: "Education"), href: "#breadcrumbs"),
                ])
            )
        ])
}
