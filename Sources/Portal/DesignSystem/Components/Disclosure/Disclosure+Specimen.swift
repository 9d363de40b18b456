import Diagnostics
import HTMLBuilder

extension Disclosure {
    package static let specimen = Specimen(
        of: "disclosure", title: Text(zh: "展开", en: "Disclosure"),
        purpose: Text(zh: "少数人需要的内容。多数人需要的不要折起来。", en: "For what few need; what most need is not folded."),
        parameters: [
            .title, .init("isOpen", zh: "一开始就展开", en: "Unfolded at first"),
            .init("content", zh: "内容", en: "What is unfolded"),
        ],
        accessibility: [Text(zh: "用浏览器自带的展开控件，不用脚本。", en: "The browser's own details element; no script.")],
        examples: [
            (
                Text(zh: "普通", en: "Plain"),
                Disclosure(title: Text(zh: "没有身份证号码怎么办？", en: "What if there is no identity number?")) { html in
                    html.p(Text(zh: "带出生医学证明到窗口登记。", en: "Bring the birth certificate to the counter."))
                }
            )
        ])
}
