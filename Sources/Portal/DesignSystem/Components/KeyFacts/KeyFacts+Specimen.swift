import Diagnostics

extension KeyFacts {
    package static let specimen = Specimen(
        of: "key-facts", title: Text(zh: "要点", en: "Key facts"),
        purpose: Text(zh: "指南页最上面：多久、多少钱、跑几次。", en: "At the top of a guide: how long, how much, how many visits."),
        parameters: [.init("facts", zh: "名称、内容、图标，最多四个", en: "Label, value, picture; at most four")],
        accessibility: [Text(zh: "是名称和内容的列表。", en: "A list of names and values.")],
        examples: [
            (
                Text(zh: "入学", en: "Enrolment"),
                KeyFacts(facts: [
                    Fact(label: Text(zh: "多久", en: "How long"), value: Text(zh: "当场答复", en: "At once"), icon: .clock),
                    Fact(label: Text(zh: "费用", en: "Fee"), value: Text(zh: "免费", en: "Free"), icon: .coin),
                    Fact(label: Text(zh: "到现场", en: "Visits"), value: Text(zh: "0次", en: "None"), icon: .building),
                ])
            )
        ])
}
