import Diagnostics

extension ReasonList {
    package static let specimen = Specimen(
        of: "reasons", title: Text(zh: "理由", en: "Reasons"),
        purpose: Text(zh: "逐条说明条件、结果和依据。", en: "Each condition with its result and its basis."),
        parameters: [.init("reasons", zh: "条件、结果、查到的内容、依据", en: "Condition, verdict, finding, basis")],
        accessibility: [Text(zh: "每条都有写出的结果，不只靠图标。", en: "Each verdict is a word, not only a sign.")],
        examples: [
            (
                Text(zh: "三种", en: "Three kinds"),
                ReasonList(reasons: [
                    Reason(
                        tone: .positive, verdict: Text(zh: "符合", en: "Met"),
                        condition: Text(zh: "8月31日前满6周岁", en: "Six years old by 31 August"),
                        finding: Text(zh: "出生于2020年3月27日（公安局）", en: "Born 27 March 2020 (Public Security)"),
                        basis: Text(zh: "《义务教育法》第十一条", en: "Compulsory Education Law, art. 11")),
                    Reason(
                        tone: .open, verdict: Text(zh: "查不到", en: "Not found"),
                        condition: Text(zh: "在片区内有住房", en: "A home in the school's area"),
                        finding: Text(zh: "自然资源局没有查到登记", en: "Natural Resources has no entry")),
                    Reason(
                        tone: .negative, verdict: Text(zh: "不符合", en: "Not met"),
                        condition: Text(zh: "户籍在片区内", en: "Registered in the school's area"),
                        finding: Text(zh: "户籍在禾丰镇", en: "Registered in Hefeng")),
                ])
            )
        ])
}
