import Diagnostics

extension QRCode {
    package static let specimen = Specimen(
        of: "qr-code", title: Text(zh: "二维码", en: "QR code"),
        purpose: Text(
            zh: "纸上的表带着它回来，扫一下就是同一件事。旁边总写出编号。",
            en: "On a paper form, so that it comes back as the same case. The number always stands beside it."),
        parameters: [
            .init("modules", zh: "黑白格", en: "The modules"),
            .init("label", zh: "扫出来是什么", en: "What is read from it"),
        ],
        accessibility: [Text(zh: "有文字说明，旁边有同样内容的文字。", en: "Labelled, with the same content in words beside it.")],
        examples: [
            (
                Text(zh: "示例图案（不可扫）", en: "A pattern (not to be read)"),
                QRCode(modules: pattern, label: Text(zh: "示例", en: "Example"))
            )
        ])

    /// A picture with the three finder patterns, not a valid symbol.
    private static var pattern: [[Bool]] {
        func finder(_ x: Int, _ y: Int) -> Bool? {
            guard (0..<8).contains(x), (0..<8).contains(y) else { return nil }
            guard x < 7, y < 7 else { return false }
            let ring = max(abs(x - 3), abs(y - 3))
            return ring != 2
        }
        return (0..<25).map { y in
            (0..<25).map { x in
                finder(x, y) ?? finder(24 - x, y) ?? finder(x, 24 - y) ?? ((x * 7 + y * 13 + x * y) % 3 == 0)
            }
        }
    }
}
