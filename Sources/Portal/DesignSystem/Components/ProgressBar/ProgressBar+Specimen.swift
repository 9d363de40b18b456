import Diagnostics

extension ProgressBar {
    package static let specimen = Specimen(
        of: "progress", title: Text(zh: "进行中", en: "Progress bar"),
        purpose: Text(zh: "导入等需要等一会儿的工作。", en: "For what takes a while, such as an import."),
        parameters: [
            .init("label", zh: "在做什么", en: "What is being done"),
            .init("done", zh: "已完成多少", en: "How much is done"),
            .init("total", zh: "共多少，可以不知道", en: "How much there is, if known"),
            .init("isPercent", zh: "数字是百分比", en: "The figures are parts of a hundred"),
            .init("poll", zh: "询问进度的地址", en: "Where the state is asked for"),
            .init("next", zh: "完成后去哪里", en: "Where one goes when it has ended"),
        ],
        accessibility: [Text(zh: "数字用文字写出，变化时轻声读出。", en: "The figures are words, announced politely.")],
        examples: [
            (
                Text(zh: "导入", en: "An import"),
                ProgressBar(
                    label: Text(zh: "正在导入人口登记簿", en: "Importing the population register"), done: 182_400, total: 300_000
                )
            )
        ])
}
