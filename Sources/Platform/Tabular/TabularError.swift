package import Diagnostics

/// Why a file of rows cannot be read: a stable code, and where.
package struct TabularError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case empty = "tabular.empty"
        case unknownFormat = "tabular.format.unknown"
        case oldWorkbook = "tabular.format.old-workbook"
        case notWorkbook = "tabular.format.not-workbook"
        case damagedArchive = "tabular.archive.damaged"
        case encryptedArchive = "tabular.archive.encrypted"
        case unsupportedArchive = "tabular.archive.unsupported"
        case tooLarge = "tabular.too-large"
        case damagedMarkup = "tabular.markup.damaged"
        case doctypeRefused = "tabular.markup.doctype"
        case unsupportedEncoding = "tabular.encoding.unsupported"
        case quoteUnclosed = "tabular.text.quote-unclosed"
        case rowTooLong = "tabular.row.too-long"
        case tooManyColumns = "tabular.row.too-many-columns"
        case unknownSheet = "tabular.sheet.unknown"
        case unreadable = "tabular.unreadable"
    }

    package let code: Code
    /// The line of a text, or the row of a sheet, from 1.
    package let line: Int?

    package init(_ code: Code, line: Int? = nil) {
        self.code = code
        self.line = line
    }

    /// What happened, and what to do.
    package var message: Text {
        let at = line.map { Text(zh: "第 \($0) 行：", en: "Line \($0): ") } ?? Text(verbatim: "")
        return Text(zh: at.zh + wording.zh, en: at.en + wording.en)
    }

    private var wording: Text {
        switch code {
        case .empty: Text(zh: "文件是空的。请检查是否选错了文件。", en: "The file is empty. Check that it is the right one.")
        case .unknownFormat:
            Text(
                zh: "只收 Excel 工作簿（.xlsx）和文本表格（.csv）。请用表格软件另存后再传。",
                en: "Only Excel workbooks (.xlsx) and text tables (.csv) are taken. Save the file as one of them.")
        case .oldWorkbook:
            Text(
                zh: "这是旧版 Excel 文件（.xls）或带密码的文件。请去掉密码，另存为 .xlsx 后再传。",
                en: "This is an old Excel file (.xls) or one with a password. Remove the password and save it as .xlsx."
            )
        case .notWorkbook:
            Text(zh: "压缩包里没有工作簿。请传 .xlsx 文件本身。", en: "The archive holds no workbook. Send the .xlsx file itself.")
        case .damagedArchive:
            Text(
                zh: "文件已损坏，没有传完整。请重新打开、另存后再传。",
                en: "The file is damaged or incomplete. Open it, save it again and send it anew.")
        case .encryptedArchive:
            Text(zh: "文件带密码。请去掉密码后再传。", en: "The file has a password. Remove it and send the file anew.")
        case .unsupportedArchive:
            Text(
                zh: "文件的压缩方式不能识别。请用表格软件另存为 .xlsx。",
                en: "The file is packed in an unknown way. Save it as .xlsx with a spreadsheet program.")
        case .tooLarge:
            Text(
                zh: "文件解开后太大，已拒收。请拆成几个文件再传。",
                en: "The file grows too large when unpacked and was refused. Split it into several files.")
        case .damagedMarkup:
            Text(
                zh: "工作簿内部有错误。请用表格软件打开、另存后再传。",
                en: "The workbook is broken inside. Open it in a spreadsheet program and save it again.")
        case .doctypeRefused:
            Text(
                zh: "工作簿里有不允许的声明，已拒收。请另存为新的 .xlsx。",
                en: "The workbook holds a declaration that is not allowed. Save it as a new .xlsx.")
        case .unsupportedEncoding:
            Text(
                zh: "文字编码不能识别。请存成 UTF-8 或 GB 18030。",
                en: "The text's encoding is not known. Save it in UTF-8 or GB 18030.")
        case .quoteUnclosed:
            Text(
                zh: "这里开始的引号没有结束，后面的行无法分开。请补上引号，或另存为 .xlsx。",
                en: "The quotation mark opened here is never closed. Close it, or save the table as .xlsx.")
        case .rowTooLong: Text(zh: "这一行太长，不像表格。", en: "This row is too long for a table.")
        case .tooManyColumns: Text(zh: "这一行的列太多，不像表格。", en: "This row has too many columns.")
        case .unknownSheet: Text(zh: "没有这个工作表。", en: "There is no such sheet.")
        case .unreadable: Text(zh: "文件读不出来。请重新上传。", en: "The file cannot be read. Upload it again.")
        }
    }
}
