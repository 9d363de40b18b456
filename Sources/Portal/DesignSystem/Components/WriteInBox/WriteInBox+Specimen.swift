import Diagnostics

extension WriteInBox {
    package static let specimen = Specimen(
        of: "write-in", title: Text(zh: "手写栏", en: "Write-in box"),
        purpose: Text(
            zh: "打印的表上，已知的印好，不知道的手写。", en: "On printed forms: what is known is printed, the rest written by hand."),
        parameters: [.label, .value, .init("squares", zh: "号码用的方格数", en: "How many squares, for numbers")],
        accessibility: [Text(zh: "名称在上，留足书写的位置。", en: "The label stands above, with room to write.")],
        examples: [
            (Text(zh: "方格", en: "Squares"), WriteInBox(label: Text(zh: "身份证号码", en: "Identity number"), squares: 18)),
            (Text(zh: "横线", en: "A line"), WriteInBox(label: Text(zh: "现住址", en: "Lives at"))),
            (
                Text(zh: "已知", en: "Known"),
                WriteInBox(
                    label: Text(zh: "户籍地址", en: "Registered address"),
                    value: Text(zh: "松溪镇青禾村三组", en: "Group 3, Qinghe village, Songxi"))
            ),
        ])
}
