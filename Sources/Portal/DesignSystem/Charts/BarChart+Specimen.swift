import Diagnostics

extension BarChart {
    package static let specimen = Specimen(
        of: "bar-chart", title: Text(zh: "条形图", en: "Bar chart"),
        purpose: Text(zh: "比较几项的多少。", en: "Compares how much each of several things has."),
        parameters: [
            .id, .title, .init("points", zh: "名称、数值、背后的记录", en: "Label, value, the records behind"),
            .init("unit", zh: "单位", en: "The unit"),
        ],
        accessibility: [
            Text(zh: "数值写在每条旁边，另有数据表。", en: "Each value is written beside its bar; the data is a table as well.")
        ],
        examples: [
            (
                Text(zh: "部门", en: "By department"),
                BarChart(
                    id: "example-bars", title: Text(zh: "各部门查不到的条数", en: "Not found, by department"),
                    points: [
                        ChartPoint(label: Text(zh: "自然资源局", en: "Natural Resources"), value: 342, href: "#bar-chart"),
                        ChartPoint(label: Text(zh: "公安局", en: "Public Security"), value: 128, href: "#bar-chart"),
                        ChartPoint(label: Text(zh: "卫生健康委", en: "Health"), value: 61, href: "#bar-chart"),
                    ])
            )
        ])
}
