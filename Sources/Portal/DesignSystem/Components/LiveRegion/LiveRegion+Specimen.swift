import Diagnostics
import HTMLBuilder

extension LiveRegion {
    package static let specimen = Specimen(
        of: "live-region", title: Text(zh: "自动更新", en: "Live region"),
        purpose: Text(
            zh: "看着的时候有变化就更新，如待办列表。正在选择的不打断。",
            en: "Follows what happens, such as an inbox. Whoever is choosing is not disturbed."),
        parameters: [
            .id, .init("source", zh: "事件的地址", en: "Address of the events"),
            .init("content", zh: "内容", en: "What is shown"),
        ],
        accessibility: [
            Text(zh: "更新后焦点留在原来的链接上。", en: "The focus stays on its link."),
            Text(zh: "没有脚本时就是打开时的样子。", en: "Without scripts it is as it was loaded."),
        ],
        examples: [
            (
                Text(zh: "普通", en: "Plain"),
                LiveRegion(id: "live-example", source: "") { html in
                    html.p(Text(zh: "今天要办 3 件", en: "3 things to do today"))
                }
            )
        ])
}
