import Diagnostics

extension ConfirmationPanel {
    package static let specimen = Specimen(
        of: "confirmation", title: Text(zh: "已收到", en: "Confirmation"),
        purpose: Text(zh: "提交成功后的页面。编号可以抄下、打印。", en: "After something was sent; its number can be noted or printed."),
        parameters: [
            .title, .init("numberLabel", zh: "编号的名称", en: "What the number is called"),
            .init("number", zh: "编号", en: "The number"),
            .init("received", zh: "收到的时间", en: "When it was received"),
            .isPageHeading,
        ],
        accessibility: [Text(zh: "页面的大标题说明已完成什么。", en: "The heading says what has been done.")],
        examples: [
            (
                Text(zh: "报名", en: "An application"),
                ConfirmationPanel(
                    title: Text(zh: "报名已收到", en: "Application received"),
                    numberLabel: Text(zh: "办件编号", en: "Case number"),
                    number: "SH-2026-7K4M-91QX", received: Text(zh: "2026年11月21日 15:04", en: "21 November 2026, 15:04"),
                    isPageHeading: false)
            )
        ])
}
