import Diagnostics

extension IconSheet {
    package static let specimen = Specimen(
        of: "icons", title: Text(zh: "图标", en: "Icons"),
        purpose: Text(
            zh: "图标帮助辨认，总和文字在一起，从不单独使用。", en: "Pictures help to recognise; they stand beside words, never alone."),
        parameters: [.init("icons", zh: "要显示的图标", en: "The pictures shown")],
        accessibility: [Text(zh: "对读屏软件隐藏。", en: "Hidden from assistive technology.")],
        examples: [(Text(zh: "全部", en: "All"), IconSheet())])
}
