import Diagnostics

extension SearchBox {
    package static let specimen = Specimen(
        of: "search-box", title: Text(zh: "搜索框", en: "Search box"),
        purpose: Text(
            zh: "找事项、找办件。按人的信息查找要用提交表单的方式，不能进地址栏。",
            en: "Finds items and cases. A search by personal data is posted, so that it never stands in an address."),
        parameters: [
            .label, .init("action", zh: "查询的地址", en: "Where it is sent"), .name, .value,
            .init("suggestions", zh: "大家常找的词", en: "Words often looked for"), .isPageHeading,
            .init("hidden", zh: "随同提交的隐藏字段", en: "Hidden fields that go along"),
        ],
        accessibility: [
            Text(zh: "有可见的名称和搜索区标记。", en: "A visible label and a search landmark."),
            Text(zh: "不用脚本也能搜索。", en: "Works without scripts."),
        ],
        examples: [
            (
                Text(zh: "带常用词", en: "With frequent words"),
                SearchBox(
                    label: Text(zh: "您要办什么事？", en: "What do you want to do?"), action: "#search-box",
                    suggestions: [
                        Link(label: Text(zh: "上学", en: "Starting school"), href: "#search-box"),
                        Link(label: Text(zh: "公积金", en: "Provident fund"), href: "#search-box"),
                    ])
            )
        ])
}
