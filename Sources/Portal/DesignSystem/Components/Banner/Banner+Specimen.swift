import Diagnostics

extension Banner {
    package static let specimen = Specimen(
        of: "banner", title: Text(zh: "通知", en: "Banner"),
        purpose: Text(
            zh: "告诉人们页面之外的事，或刚才的操作结果。", en: "News beside the page's subject, or the result of what was just done."),
        parameters: [
            .init("tone", zh: "性质", en: "What kind of news"), .title,
            .init("text", zh: "内容", en: "What there is to know"),
            .init("link", zh: "可以做什么", en: "What can be done"),
            .init("isReply", zh: "是对刚才操作的回应，会被读出", en: "Answers what was just done; read out"),
        ],
        accessibility: [Text(zh: "只有回应操作的才打断读屏软件。", en: "Only replies interrupt a screen reader.")],
        examples: [
            (
                Text(zh: "提示", en: "Information"),
                Banner(
                    tone: .info, title: Text(zh: "报名到8月5日18:00截止", en: "Registration ends on 5 August at 18:00"),
                    text: Text(
                        zh: "晚了也能到现场登记，编号和时限一样。",
                        en: "Later you can still register on site, with the same number and time limit."))
            ),
            (
                Text(zh: "完成", en: "Done"),
                Banner(tone: .positive, title: Text(zh: "已保存", en: "Saved"), isReply: true)
            ),
        ])
}
