package import Diagnostics

/// Why a row is handed back. Carries codes, fields and row numbers, never what stands in a cell.
package struct ImportProblem: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case missing = "import.value.missing"
        case rounded = "import.number.rounded"
        case abbreviated = "import.number.abbreviated"
        case lostCharacters = "import.text.lost-characters"
        case formulaError = "import.formula.error"
        case formulaWithoutValue = "import.formula.no-value"
        case notDate = "import.date.invalid"
        case ambiguousDate = "import.date.ambiguous"
        case identityLength = "import.identity.length"
        case identityCharacter = "import.identity.character"
        case identityDate = "import.identity.birth-date"
        case identityCheck = "import.identity.check"
        case creditCode = "import.credit-code.invalid"
        case division = "import.division.invalid"
        case unknownCode = "import.code.unknown"
        case notInteger = "import.integer.invalid"
        case notDecimal = "import.decimal.invalid"
        case notMoney = "import.money.invalid"
        case notBoolean = "import.boolean.invalid"
        case notInstant = "import.instant.invalid"
        case notGeometry = "import.geometry.invalid"
        case outOfRange = "import.number.out-of-range"
        case tooLong = "import.text.too-long"
        case wrongDigits = "import.digits.wrong"
        case notText = "import.text.invalid"
        case duplicate = "import.key.duplicate"
        case severalInRegister = "import.key.several-in-register"
        case misquoted = "import.row.misquoted"
        case repeatedHeader = "import.row.repeated-header"
    }

    package let code: Code
    /// The field's name; `nil` when it concerns the row.
    package let field: String?
    /// A position, a length or another row's number, as the code needs it.
    package let detail: Int?

    package init(_ code: Code, field: String? = nil, detail: Int? = nil) {
        self.code = code
        self.field = field
        self.detail = detail
    }

    /// What is wrong and what to do, with the field's label.
    package func message(in descriptor: RegisterDescriptor) -> Text {
        let title = field.flatMap { descriptor.field($0)?.title }
        let number = detail.map { String($0) } ?? ""
        let words = wording(number)
        guard let title else { return words }
        return Text(zh: "\(title.zh)：\(words.zh)", en: "\(title.en): \(words.en)")
    }

    private func wording(_ number: String) -> Text {
        switch code {
        case .missing: Text(zh: "没有填", en: "missing")
        case .rounded:
            Text(
                zh: "被表格软件当作数字四舍五入了，原来的末几位已经丢失。请把这一列设成文本，重新填写",
                en:
                    "rounded by the spreadsheet as a number; its last digits are lost. Format the column as text and enter it again"
            )
        case .abbreviated:
            Text(
                zh: "是“1.23E+17”这样的缩写，原来的数字已经丢失。请把这一列设成文本，重新填写",
                en: "abbreviated like 1.23E+17; the digits are lost. Format the column as text and enter it again")
        case .lostCharacters:
            Text(
                zh: "有的字存坏了，读不出来。请改正后用 UTF-8 或 .xlsx 保存",
                en: "some characters were damaged. Correct them and save as UTF-8 or .xlsx")
        case .formulaError: Text(zh: "公式出错", en: "the formula gives an error")
        case .formulaWithoutValue:
            Text(zh: "公式没有算出的值。请用表格软件打开、保存一次", en: "the formula has no stored value. Open and save the file once")
        case .notDate: Text(zh: "不是有效的日期。请写成 2026-08-31", en: "not a date. Write 2026-08-31")
        case .ambiguousDate:
            Text(
                zh: "分不清是几月几日。请写成 2026-08-31", en: "day and month cannot be told apart. Write 2026-08-31")
        case .identityLength: Text(zh: "应是 18 位，现有 \(number) 位", en: "should have 18 characters, has \(number)")
        case .identityCharacter: Text(zh: "第 \(number) 位的字符不对", en: "wrong character at position \(number)")
        case .identityDate: Text(zh: "其中的出生日期不存在", en: "contains a birth date that does not exist")
        case .identityCheck: Text(zh: "校验不通过，可能抄错一位", en: "fails its check; a character may be mistyped")
        case .creditCode: Text(zh: "不是有效的统一社会信用代码", en: "not a valid unified social credit code")
        case .division: Text(zh: "不是有效的区划代码，应是 12 位数字", en: "not a division code of 12 digits")
        case .unknownCode: Text(zh: "不在可选的内容里", en: "not one of the choices")
        case .notInteger: Text(zh: "应是整数", en: "should be a whole number")
        case .notDecimal: Text(zh: "应是数字", en: "should be a number")
        case .notMoney: Text(zh: "应是金额，最多两位小数", en: "should be an amount with at most two decimals")
        case .notBoolean: Text(zh: "应是“是”或“否”", en: "should be yes or no")
        case .notInstant:
            Text(zh: "应是日期和时间，如 2026-08-31 09:00", en: "should be a date and time such as 2026-08-31 09:00")
        case .notGeometry: Text(zh: "不是有效的位置", en: "not a valid geometry")
        case .outOfRange: Text(zh: "超出允许的范围", en: "out of range")
        case .tooLong: Text(zh: "太长", en: "too long")
        case .wrongDigits: Text(zh: "位数不对", en: "has the wrong number of digits")
        case .notText: Text(zh: "内容不对", en: "does not fit")
        case .duplicate: Text(zh: "与第 \(number) 行重复", en: "the same as row \(number)")
        case .severalInRegister:
            Text(
                zh: "登记簿里有多条相同的记录，无法判断更新哪一条", en: "the register has several such rows; which one to change is not clear"
            )
        case .misquoted: Text(zh: "引号用得不对，各列可能错位", en: "misplaced quotation marks; columns may be shifted")
        case .repeatedHeader: Text(zh: "这是重复的表头，不是数据", en: "a repeated header, not data")
        }
    }
}
