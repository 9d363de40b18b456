import Diagnostics

extension Contents {
    package static let specimen = Specimen(
        of: "contents", title: Text(zh: "本页内容", en: "Contents"),
        purpose: Text(zh: "长页面上跳到某一部分。", en: "Jumps to a part of a long page."),
        parameters: [
            .init("links", zh: "各部分的链接", en: "Links to the parts"),
            .init("label", zh: "清单的名称", en: "What the list is called"),
        ],
        accessibility: [Text(zh: "是有名称的导航区。", en: "A named navigation landmark.")],
        examples: [
            (
                Text(zh: "指南页", en: "A guide"),
                Contents(links: [
                    Link(label: Text(zh: "谁可以办", en: "Who can apply"), href: "#contents"),
                    Link(label: Text(zh: "需要什么", en: "What is needed"), href: "#contents"),
                ])
            )
        ])
}
