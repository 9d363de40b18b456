import Diagnostics

extension LinkCards {
    package static let specimen = Specimen(
        of: "link-cards", title: Text(zh: "卡片链接", en: "Link cards"),
        purpose: Text(
            zh: "首页的主题，或结果页上接下来能走的路。",
            en: "The themes of a home page, or the doors out of an answer."),
        parameters: [
            .init("cards", zh: "卡片：标题、说明、图标、地址", en: "Cards: title, summary, icon, address"),
            .init("layout", zh: "格子或逐行", en: "Tiles, or one below the other"),
        ],
        accessibility: [
            Text(zh: "整张卡片可点，但只有标题是链接。", en: "The whole card can be pressed, yet only its title is a link.")
        ],
        examples: [
            (
                Text(zh: "主题", en: "Themes"),
                LinkCards(cards: [
                    Card(title: Text(zh: "上学", en: "School"), icon: .school, href: "#link-cards"),
                    Card(title: Text(zh: "看病", en: "Health"), icon: .health, href: "#link-cards"),
                    Card(title: Text(zh: "住房", en: "Housing"), icon: .house, href: "#link-cards"),
                    Card(title: Text(zh: "种地", en: "Farming"), icon: .field, href: "#link-cards"),
                ])
            ),
            (
                Text(zh: "接下来能做的", en: "Ways on"),
                LinkCards(
                    cards: [
                        Card(
                            title: Text(zh: "数据不对，请部门更正", en: "The data is wrong: ask for a correction"),
                            summary: Text(zh: "自然资源局5个工作日内答复您", en: "Natural Resources answers within 5 working days"),
                            icon: .pencil, href: "#link-cards"),
                        Card(
                            title: Text(zh: "到现场登记", en: "Register on site"),
                            summary: Text(zh: "带上户口簿，编号不变", en: "Bring the household booklet; the number stays"),
                            icon: .building, href: "#link-cards"),
                    ], layout: .doors)
            ),
        ])
}
