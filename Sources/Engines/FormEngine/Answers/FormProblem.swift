public import Diagnostics

/// One thing to be mended on a page: a line of the error summary.
public struct FormProblem: Sendable, Hashable {
    /// The page.
    public let page: String
    /// The control that it leads to: a field's name, `rows.0.name` in a row of a list, or the page's first field.
    public let field: String
    /// A stable code, such as `required`.
    public let code: String
    /// What is wrong and what to do.
    public let text: Text
}

/// The wording of problems where the author gave none.
enum ProblemWording {
    static func text(_ code: String, field: FormField) -> Text {
        let (zh, en) = (field.title.zh, sentence(field.title.en))
        return switch code {
        case "required": required(field)
        case "too-long":
            Text(
                zh: "“\(zh)”不能超过 \(field.maximumLength) 个字",
                en: "\(field.title.en): use \(field.maximumLength) characters or fewer")
        case "not-an-option": Text(zh: "请从列出的选项中选择“\(zh)”", en: "Choose \(en) from the list")
        case "not-a-date":
            Text(zh: "“\(zh)”不是一个有效的日期，例如 2018年5月3日", en: "\(field.title.en) must be a real date, such as 2018-05-03")
        case "not-a-number": Text(zh: "“\(zh)”应为数字", en: "\(field.title.en) must be a number")
        case "not-an-integer": Text(zh: "“\(zh)”应为整数", en: "\(field.title.en) must be a whole number")
        case "not-an-amount":
            Text(zh: "“\(zh)”应为金额，最多两位小数", en: "\(field.title.en) must be an amount with at most two decimals")
        case "not-a-phone":
            Text(
                zh: "“\(zh)”不是有效的电话号码，请填 11 位手机号或带区号的座机",
                en: "\(field.title.en) must be a mobile number of 11 digits or a line with its area code")
        case "not-an-id-number":
            Text(
                zh: "“\(zh)”不是有效的公民身份号码，请对照证件检查 18 位号码",
                en: "\(field.title.en) must be a citizen identity number; check its 18 characters")
        case "not-a-credit-code":
            Text(zh: "“\(zh)”不是有效的统一社会信用代码", en: "\(field.title.en) must be a unified social credit code")
        case "not-a-division": Text(zh: "“\(zh)”不是有效的区划代码", en: "\(field.title.en) must be a division code")
        case "not-yes-or-no": Text(zh: "“\(zh)”请选择是或否", en: "\(field.title.en): choose yes or no")
        case "file-type":
            Text(zh: "“\(zh)”只能上传 \(types(field)) 文件", en: "\(field.title.en): upload \(types(field)) files only")
        case "file-size":
            Text(
                zh: "“\(zh)”每个文件不能超过 \((field.upload?.maximumBytes ?? 0) >> 20) MB",
                en: "\(field.title.en): each file must be \((field.upload?.maximumBytes ?? 0) >> 20) MB or smaller")
        case "too-many":
            Text(
                zh: "“\(zh)”最多 \(field.upload?.maximumCount ?? 1) 个文件",
                en: "\(field.title.en): at most \(field.upload?.maximumCount ?? 1) files")
        default: Text(zh: "请检查“\(zh)”", en: "Check \(en)")
        }
    }

    static func rows(_ page: FormPage, tooMany: Bool, _ repetition: FormPage.Repetition) -> Text {
        if tooMany {
            Text(
                zh: "“\(page.title.zh)”最多填 \(repetition.maximum) 项",
                en: "\(page.title.en): at most \(repetition.maximum)")
        } else {
            Text(
                zh: "“\(page.title.zh)”至少填 \(repetition.minimum) 项",
                en: "\(page.title.en): at least \(repetition.minimum)")
        }
    }

    private static func required(_ field: FormField) -> Text {
        let (zh, en) = (field.title.zh, sentence(field.title.en))
        if field.title.en.hasSuffix("?") { return Text(zh: "请回答：\(zh)", en: "Answer: \(field.title.en)") }
        return switch field.type {
        case .choice, .choices, .school, .boolean: Text(zh: "请选择“\(zh)”", en: "Choose \(en)")
        case .file: Text(zh: "请上传“\(zh)”", en: "Upload \(en)")
        default: Text(zh: "请填写“\(zh)”", en: "Enter \(en)")
        }
    }

    private static func types(_ field: FormField) -> String {
        field.upload?.types.map { $0.uppercased() }.joined(separator: ", ") ?? ""
    }

    /// A label inside a sentence: its first letter small, unless the word is an abbreviation.
    private static func sentence(_ title: String) -> String {
        guard let first = title.first, first.isUppercase, title.dropFirst().first?.isUppercase != true else {
            return title
        }
        return first.lowercased() + title.dropFirst()
    }
}
