import Diagnostics
import Localisation

extension SummaryList {
    package static let specimen = Specimen(
        of: "summary-list", title: Text(zh: "核对清单", en: "Summary list"),
        purpose: Text(
            zh: "提交前看一遍；也用来显示一件事的要点。", en: "To check answers before sending; also for the main points of a case."),
        parameters: [
            .init("rows", zh: "问题、答案、修改的地址", en: "Question, answer, where to change it"),
            .init("title", zh: "卡片标题", en: "The card's heading"),
        ],
        accessibility: [Text(zh: "“修改”后带有只读给读屏软件的问题名。", en: "Each “Change” names its question to screen readers.")],
        examples: [
            (
                Text(zh: "卡片", en: "A card"),
                SummaryList(
                    rows: [
                        Row(key: Text(zh: "孩子", en: "Child"), value: .verbatim("张*禾")),
                        Row(
                            key: Text(zh: "现住址", en: "Lives at"),
                            value: Text(zh: "松溪镇青禾路8号院", en: "8 Qinghe Road, Songxi"), change: "#summary-list"),
                        Row(key: Text(zh: "备用电话", en: "Second number"), value: nil, change: "#summary-list"),
                    ], title: Text(zh: "您填写的", en: "Your answers"))
            )
        ])
}
