import Diagnostics

extension DonutChart {
    package static let specimen = Specimen(
        of: "donut-chart", title: Text(zh: "环形图", en: "Donut chart"),
        purpose: Text(zh: "一个整体由哪几部分组成，最多六部分。", en: "The parts of one whole, at most six."),
        parameters: [
            .id, .title, .init("points", zh: "名称、数值、背后的记录", en: "Label, value, the records behind"),
            .init("unit", zh: "单位", en: "The unit"),
        ],
        accessibility: [
            Text(zh: "图例写出数值和比例，另有数据表。", en: "The legend states values and shares; the data is a table as well.")
        ],
        examples: [
            (
                Text(zh: "答复", en: "Answers"),
                DonutChart(
                    id: "example-donut", title: Text(zh: "三种答复", en: "The three answers"),
                    points: [
                        ChartPoint(label: Text(zh: "符合", en: "Met"), value: 2104, href: "#donut-chart"),
                        ChartPoint(label: Text(zh: "查不到", en: "Not found"), value: 611, href: "#donut-chart"),
                        ChartPoint(label: Text(zh: "不符合", en: "Not met"), value: 131, href: "#donut-chart"),
                    ], unit: Text(zh: "人", en: " children"))
            )
        ])
}
