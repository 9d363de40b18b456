import Diagnostics
import Localisation

extension KnownFacts {
    package static let specimen = Specimen(
        of: "known-facts", title: Text(zh: "我们已经知道的", en: "Known facts"),
        purpose: Text(
            zh: "登记簿里已有的不再问，只请人看一眼；每条有来源、日期和“有误”。",
            en: "What registers hold is shown, not asked; each line has source, date and “Wrong?”."),
        parameters: [
            .init("facts", zh: "名称、内容、来源、日期、更正的地址", en: "Label, value, source, date, where to object"),
            .init("title", zh: "标题", en: "The heading"),
        ],
        accessibility: [Text(zh: "“有误”后带有只读给读屏软件的名称。", en: "Each “Wrong?” names its fact to screen readers.")],
        examples: [
            (
                Text(zh: "一个孩子", en: "A child"),
                KnownFacts(
                    facts: [
                        Fact(
                            label: Text(zh: "户籍地址", en: "Registered address"),
                            value: Text(zh: "松溪镇青禾村三组", en: "Group 3, Qinghe village, Songxi"),
                            source: Text(zh: "公安局", en: "Public Security"),
                            asOf: Text(zh: "11月20日更新", en: "updated 20 November"), objection: "#known-facts"),
                        Fact(
                            label: Text(zh: "房屋", en: "Home"), value: nil,
                            source: Text(zh: "自然资源局", en: "Natural Resources"), objection: "#known-facts",
                            note: Text(
                                zh: "没查到不等于没有，后面可以补充。", en: "Not found does not mean none; you can add it later.")),
                    ], title: Text(zh: "孩子的信息", en: "About the child"))
            )
        ])
}
