package import Diagnostics
package import Tabular

/// Why a whole import is refused.
package struct ImportError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case forbidden = "import.forbidden"
        case notFound = "import.not-found"
        case noHeader = "import.header.not-found"
        case missingColumns = "import.columns.missing"
        case noRows = "import.rows.none"
        case tooLarge = "import.file.too-large"
        case fileGone = "import.file.gone"
        case unreadable = "import.file.unreadable"
        case movedOn = "import.moved-on"
    }

    package let code: Code
    /// The columns that are missing.
    package let columns: [Text]
    /// Why the file cannot be read.
    package let cause: TabularError?

    package init(_ code: Code, columns: [Text] = [], cause: TabularError? = nil) {
        self.code = code
        self.columns = columns
        self.cause = cause
    }

    package init(_ cause: TabularError) { self.init(.unreadable, cause: cause) }

    /// The code that is stored and shown; that of the file's error where there is one.
    package var stableCode: String { cause?.code.rawValue ?? code.rawValue }

    package var message: Text {
        switch code {
        case .forbidden:
            Text(
                zh: "只有登记簿所属部门、有导入权限的人可以导入。请联系本单位管理员。",
                en: "Only the owning department's people with the permission may import. Ask your administrator.")
        case .notFound:
            Text(zh: "没有这次导入，或者它不归您查看。", en: "There is no such import, or it is not yours to see.")
        case .noHeader:
            Text(
                zh: "前 40 行里找不到表头。请保留一行写着各列名称的表头。",
                en: "No header was found in the first 40 rows. Keep one row with the names of the columns.")
        case .missingColumns:
            Text(
                zh: "缺少必须有的列：\(columns.map(\.zh).joined(separator: "、"))。请在下面把已有的列对上，或者补上这些列再传。",
                en:
                    "Required columns are missing: \(columns.map(\.en).joined(separator: ", ")). Name the columns below, or add them and send again."
            )
        case .noRows: Text(zh: "表头下面没有数据。", en: "There are no rows below the header.")
        case .tooLarge:
            Text(
                zh: "文件超过 64 MB。请分几次上传，或请信息员用命令行导入。",
                en: "The file is over 64 MB. Send it in parts, or ask the IT staff to import it by command.")
        case .fileGone: Text(zh: "上传的文件已清除，请重新上传。", en: "The uploaded file is gone; upload it again.")
        case .unreadable: cause?.message ?? Text(zh: "文件读不出来。", en: "The file cannot be read.")
        case .movedOn: Text(zh: "这次导入已经开始或结束。", en: "This import has begun or ended already.")
        }
    }
}
