import Diagnostics
import Localisation

extension LineChart {
    package static let specimen = Specimen(
        of: "line-chart", title: Text(zh: "折线图", en: "Line chart"),
        purpose: Text(zh: "一个数随时间的变化。", en: "One number over time."),
        parameters: [
            .id, .title, .init("points", zh: "名称、数值，先早后晚", en: "Label and value, the earliest first"),
            .init("unit", zh: "单位", en: "The unit"),
        ],
        accessibility: [
            Text(zh: "图有名称和说明，另有数据表。", en: "The drawing has title and description; the data is a table as well.")
        ],
        examples: [
            (
                Text(zh: "每天", en: "By day"),
                LineChart(
                    id: "example-line", title: Text(zh: "每天登记的人数", en: "Registered each day"),
                    points: [112, 187, 240, 198, 312, 401, 376].enumerated().map { index, value in
                        ChartPoint(label: Text(zh: "8月\(index + 1)日", en: "\(index + 1) August"), value: value)
                    })
            )
        ])
}
