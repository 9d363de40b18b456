import Diagnostics

extension FileUpload {
    package static let specimen = Specimen(
        of: "file-upload", title: Text(zh: "上传", en: "File upload"),
        purpose: Text(
            zh: "只有登记簿里查不到的才请人上传。手机照片由脚本先缩小。",
            en: "Only for what no register holds. Scripts reduce photos before they are sent."),
        parameters: [
            .name, .label, .hint, .init("types", zh: "接受的类型", en: "The media types taken"),
            .init("maximumBytes", zh: "每个文件最大多少字节", en: "The greatest size in bytes"),
            .init("maximumCount", zh: "最多几个", en: "How many files"), .error, .isOptional, .isPageHeading,
        ],
        accessibility: [Text(zh: "用浏览器自带的控件，键盘可用。", en: "The browser's own control; works by keyboard.")],
        examples: [
            (
                Text(zh: "照片", en: "A photo"),
                FileUpload(
                    name: "example-file", label: Text(zh: "村委会证明", en: "The village's statement"),
                    hint: Text(zh: "拍清整页和印章", en: "The whole page with its seal"),
                    types: ["image/jpeg", "image/png", "application/pdf"],
                    maximumBytes: 8_000_000, maximumCount: 3)
            )
        ])
}
