import Diagnostics
import Localisation

extension FigureTile {
    package static let specimen = Specimen(
        of: "figure-tile", title: Text(zh: "数字卡", en: "Figure tile"),
        purpose: Text(
            zh: "驾驶舱上的一个数。每个数都能点开看到背后的记录。", en: "One number of the cockpit; each opens the records behind it."),
        parameters: [
            .init("label", zh: "数的是什么", en: "What is counted"), .init("figure", zh: "数字", en: "The number"),
            .init("unit", zh: "单位", en: "Its unit"),
            .init("comparison", zh: "和什么比", en: "What it is compared with"),
            .init("tone", zh: "含义", en: "What it means"),
            .init("freshness", zh: "截至何时、谁的数", en: "As of when, whose number"), .href,
            .init("definition", zh: "怎么数的", en: "How it is counted"),
        ],
        accessibility: [
            Text(zh: "链接的名称包含数字。", en: "The link's name includes the number."),
            Text(zh: "深色屏幕上文字对比度不低于7:1。", en: "On the dark screen text has a contrast of at least 7:1."),
        ],
        examples: [
            (
                Text(zh: "普通", en: "Plain"),
                FigureTile(
                    label: Text(zh: "已登记", en: "Registered"), figure: .verbatim(2_846),
                    unit: Text(zh: "人", en: " children"),
                    comparison: Text(zh: "比昨天多 312", en: "312 more than yesterday"), tone: .positive,
                    freshness: Text(zh: "教育体育局 · 15:04", en: "Education · 15:04"),
                    href: "#figure-tile")
            )
        ])
}
