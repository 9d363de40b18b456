import Diagnostics

extension FlowPicture {
    package static let specimen = Specimen(
        of: "flow-picture", title: Text(zh: "流程图", en: "Flow picture"),
        purpose: Text(
            zh: "一件事怎么办、办到哪一步、时间花在哪里。", en: "How a matter is done, how far it is, where the time goes."),
        parameters: [
            .id, .title, .init("summary", zh: "一句话说明", en: "One sentence"),
            .init("box", zh: "画面的范围", en: "The drawing's extent"),
            .init("nodes", zh: "环节：位置、样子、进度、冷热", en: "Steps: place, shape, progress, heat"),
            .init("arrows", zh: "连线", en: "The arrows"), .init("lanes", zh: "由谁办", en: "Whose steps"),
        ],
        accessibility: [
            Text(
                zh: "图对读屏软件是一幅图，旁边的列表写出同样的内容。",
                en: "To a screen reader it is one image; a list beside it says the same."),
            Text(zh: "进度不只用颜色：办完的有对勾，正在办的边框加粗。", en: "Not by colour alone: a tick for done, a thick edge for now."),
        ],
        examples: [
            (
                Text(zh: "办到一半", en: "Half way"),
                FlowPicture(
                    id: "example-flow", title: Text(zh: "一件办件", en: "One case"),
                    summary: Text(zh: "正在人工核对，已超期", en: "With a person, and late"),
                    box: Box(x: 0, y: 0, width: 620, height: 130), lanes: [],
                    nodes: [
                        Node(
                            box: Box(x: 20, y: 37, width: 36, height: 36), shape: .start,
                            name: Text(zh: "提交", en: "Start"),
                            mark: .done),
                        Node(
                            box: Box(x: 110, y: 20, width: 120, height: 70), shape: .rules,
                            name: Text(zh: "按规则判断", en: "Apply the rules"), mark: .done),
                        Node(
                            box: Box(x: 290, y: 20, width: 120, height: 70), shape: .person,
                            name: Text(zh: "人工核对", en: "Checked by a person"), mark: .late, heat: 4,
                            figure: Text(zh: "一般 3天", en: "mostly 3 days")),
                        Node(
                            box: Box(x: 500, y: 37, width: 36, height: 36), shape: .end, name: Text(zh: "办结", en: "End")
                        ),
                    ],
                    arrows: [
                        Arrow(points: [(56, 55), (110, 55)], isTaken: true),
                        Arrow(points: [(230, 55), (290, 55)], name: Text(zh: "查不到", en: "Not found"), isTaken: true),
                        Arrow(points: [(410, 55), (500, 55)]),
                    ])
            )
        ])
}
