import Diagnostics

extension StepIndicator {
    package static let specimen = Specimen(
        of: "step-indicator", title: Text(zh: "第几步", en: "Step indicator"),
        purpose: Text(
            zh: "让人知道还有几步。步数会变时不用它。", en: "Tells how much is left. Not where the number of steps may change."),
        parameters: [
            .init("step", zh: "当前步，从1起", en: "The step, from 1"),
            .init("steps", zh: "总步数", en: "How many there are"),
            .init("title", zh: "这一步做什么", en: "What this step is about"),
        ],
        accessibility: [
            Text(zh: "位置用文字写出，图形对读屏软件隐藏。", en: "The position is in words; the bar is hidden from assistive technology.")
        ],
        examples: [
            (
                Text(zh: "第二步", en: "Second of five"),
                StepIndicator(step: 2, steps: 5, title: Text(zh: "核对信息", en: "Check what is known"))
            )
        ])
}
