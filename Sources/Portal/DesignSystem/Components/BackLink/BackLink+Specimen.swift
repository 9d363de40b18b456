import Diagnostics

extension BackLink {
    package static let specimen = Specimen(
        of: "back-link", title: Text(zh: "返回", en: "Back link"),
        purpose: Text(
            zh: "在一步一页的填写里回到上一步，已填的内容不丢。",
            en: "Goes one step back in a journey of one thing a page; nothing entered is lost."),
        parameters: [.href, .init("label", zh: "文字", en: "The words")],
        accessibility: [
            Text(zh: "是真正的链接，浏览器的后退也能用。", en: "A real link; the browser's own back works as well."),
            Text(zh: "触摸目标不小于44像素。", en: "The target is at least 44 pixels."),
        ],
        examples: [(Text(zh: "普通", en: "Plain"), BackLink(href: "#back-link"))])
}
