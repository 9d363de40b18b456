public import Diagnostics

/// Why a sheet cannot be put into a ``DecisionFile``.
public enum DecisionFileError: Error, Sendable, Hashable {
    /// The file has no such table, by its key.
    case tableMissing(String)
    /// The table has no such row or column, or has it twice, by its key.
    case keyUnknown(String)
    /// A row has more or fewer cells than there are columns; its number from 1.
    case wrongCells(row: Int)
    /// The columns do not stand as conditions, results, notes.
    case columnsMixed
    /// Something else in the file has the same id.
    case idRepeated(String)
    /// An id that XML does not allow (XML Schema part 2, NCName); the row's number from 1.
    case idMalformed(String, row: Int)
    /// A row lacks the id that the others of its table say in their results; its number from 1.
    case idMissing(row: Int)
    /// A text holds a character that XML cannot hold (XML 1.0, section 2.2); the row's number from 1, 0 for a column.
    case unwritable(row: Int)

    /// What happened, with a stable code.
    public var diagnostic: Diagnostic {
        switch self {
        case .tableMissing(let key):
            Diagnostic(
                .error, code: "decision.sheet.table",
                message: Text(zh: "文件里没有这张表（\(key)）", en: "The file has no such table (\(key))"),
                hint: Text(zh: "回到变更页面，从那里打开", en: "Go back to the page of the change and open it from there"))
        case .columnsMixed:
            Diagnostic(
                .error, code: "decision.sheet.columns",
                message: Text(zh: "列要先条件、再结果、后说明", en: "Columns stand as conditions, results, notes"))
        case .keyUnknown(let key):
            Diagnostic(
                .error, code: "decision.sheet.key",
                message: Text(
                    zh: "这张表里没有或重复了这一行、列（\(key)）", en: "The table lacks this row or column, or has it twice (\(key))"),
                hint: Text(zh: "重新打开这张表，再改一次", en: "Open the table again and make the change once more"))
        case .wrongCells(let row):
            Diagnostic(
                .error, code: "decision.sheet.cells",
                message: Text(zh: "第 \(row) 行的格数和列数不一样", en: "Row \(row) has not one cell for each column"))
        case .idRepeated(let id):
            Diagnostic(
                .error, code: "decision.sheet.id",
                message: Text(zh: "编号“\(id)”在这个文件里已经有了", en: "The file has the id ‘\(id)’ already"),
                hint: Text(zh: "给这一行换一个编号", en: "Give the row another"))
        case .idMalformed(let id, let row):
            Diagnostic(
                .error, code: "decision.sheet.id-form",
                message: Text(zh: "第 \(row) 行的编号“\(id)”写法不对", en: "The id ‘\(id)’ of row \(row) is not written as one"),
                hint: Text(
                    zh: "以字母或汉字开头，只用字母、汉字、数字、“-”“_”“.”，中间没有空格",
                    en: "It begins with a letter and has letters, digits, hyphens, underscores and points only"))
        case .idMissing(let row):
            Diagnostic(
                .error, code: "decision.sheet.id-missing",
                message: Text(zh: "第 \(row) 行没有编号", en: "Row \(row) has no id"),
                hint: Text(zh: "这张表的结果要用到编号，请写一个", en: "The results of this table say the id: give it one"))
        case .unwritable(let row):
            Diagnostic(
                .error, code: "decision.sheet.character",
                message: Text(
                    zh: "\(row == 0 ? "列的标题" : "第 \(row) 行")里有文件存不了的控制字符",
                    en: "\(row == 0 ? "A column" : "Row \(row)") has a control character that no file can hold"),
                hint: Text(zh: "删掉这一格，重新输入", en: "Empty the cell and write it again"))
        }
    }
}
