import Diagnostics

extension TextInput {
    package static let specimen = Specimen(
        of: "text-input", title: Text(zh: "单行输入", en: "Text input"),
        purpose: Text(
            zh: "填一行内容。全角数字、空格都接受，由服务器整理。",
            en: "One line. Full-width digits and spaces are taken; the server tidies them."),
        parameters: [
            .name, .label, .hint, .value, .error,
            .init("kind", zh: "填的是什么，决定手机键盘", en: "What is entered; decides the keyboard"),
            .init("width", zh: "宽度，提示大约填多少", en: "The width, hinting at the length"),
            .init("suffix", zh: "后面的单位", en: "The unit after the field"),
            .init("autocomplete", zh: "浏览器可代填什么", en: "What a browser may fill in"), .isOptional, .isPageHeading,
        ],
        accessibility: [
            Text(zh: "名称始终可见，不用占位文字代替。", en: "The label is always visible; never a placeholder instead."),
            Text(zh: "帮助和错误与控件相连。", en: "Hint and error are tied to the control."),
        ],
        examples: [
            (
                Text(zh: "普通", en: "Plain"),
                TextInput(
                    name: "example-name", label: Text(zh: "姓名", en: "Name"),
                    hint: Text(zh: "与身份证上的一致", en: "As on the identity card"), autocomplete: "name")
            ),
            (
                Text(zh: "有错误", en: "With an error"),
                TextInput(
                    name: "example-id", label: Text(zh: "身份证号码", en: "Identity number"), value: "99012120180101",
                    error: Text(zh: "身份证号码应为18位，您填了14位", en: "An identity number has 18 characters; you entered 14"),
                    kind: .identityNumber, width: .characters(18))
            ),
            (
                Text(zh: "有单位、选填", en: "With a unit, optional"),
                TextInput(
                    name: "example-distance", label: Text(zh: "到学校的路程", en: "Way to school"), kind: .number,
                    width: .characters(4), suffix: Text(zh: "公里", en: "km"), isOptional: true)
            ),
        ])
}
