import Diagnostics

extension StatusTag {
    package static let specimen = Specimen(
        of: "tag", title: Text(zh: "状态", en: "Tag"),
        purpose: Text(zh: "一个短词说明状态；同一清单里种类要少。", en: "One short word for a state; few kinds in a list."),
        parameters: [
            .init("label", zh: "状态的词", en: "The word"),
            .init("tone", zh: "含义，决定颜色", en: "What it means; decides the colour"),
        ],
        accessibility: [Text(zh: "颜色之外有文字。", en: "Words besides colour.")],
        examples: [
            (Text(zh: "符合", en: "Met"), StatusTag(label: Text(zh: "符合", en: "Met"), tone: .positive)),
            (Text(zh: "不符合", en: "Not met"), StatusTag(label: Text(zh: "不符合", en: "Not met"), tone: .negative)),
            (Text(zh: "查不到", en: "Not found"), StatusTag(label: Text(zh: "查不到", en: "Not found"), tone: .open)),
            (Text(zh: "办理中", en: "In progress"), StatusTag(label: Text(zh: "办理中", en: "In progress"), tone: .info)),
            (Text(zh: "草稿", en: "Draft"), StatusTag(label: Text(zh: "草稿", en: "Draft"))),
        ])
}
