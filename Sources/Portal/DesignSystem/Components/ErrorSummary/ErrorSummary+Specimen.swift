import Diagnostics

extension ErrorSummary {
    package static let specimen = Specimen(
        of: "error-summary", title: Text(zh: "错误汇总", en: "Error summary"),
        purpose: Text(
            zh: "提交后发现问题时放在页面最上方，页面标题以“错误：”开头。",
            en: "At the top when something was wrong; the page's title then begins with “Error:”."),
        parameters: [
            .init("entries", zh: "错误和对应的控件编号", en: "The errors and the controls they lead to")
        ],
        accessibility: [
            Text(zh: "页面打开时得到焦点并被读出。", en: "Takes the focus and is read out when the page opens."),
            Text(zh: "每条都能点到对应的控件。", en: "Each entry leads to its control."),
        ],
        examples: [
            (
                Text(zh: "两处", en: "Two errors"),
                ErrorSummary(entries: [
                    Entry(
                        message: Text(zh: "请填写孩子的出生日期", en: "Enter the child's date of birth"), field: "birth_date-year"
                    ),
                    Entry(message: Text(zh: "手机号码应为11位数字", en: "A mobile number has 11 digits"), field: "phone"),
                ])
            )
        ])
}
