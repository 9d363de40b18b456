public import Diagnostics

/// Why a sheet cannot be put into a ``DecisionFile``.
public enum DecisionFileError: Error, Sendable, Hashable {
    /// The file has no such table, by its key.
    case tableMissing(String)
    /// The table has no such row or column, or has it twice, by its key.
    case keyUnknown(String)
    /// A row has more or fewer cells than there are columns; its number from 1.
    case wrongCells(row: Int)
    /// Two rows of the file have the same id.
    case idRepeated(String)
    /// A text holds a character that XML cannot hold (XML 1.0, section 2.2); the row's number from 1, 0 for a column.
    case unwritable(row: Int)

    /// What happened, with a stable code.
    public var diagnostic: Diagnostic {
        switch self {
        case .tableMissing(let key):
            Diagnostic(
                .error, code: "decision.sheet.table",
                message: Text(zh: "文件里没有这张表（\(key)）", en: "The file has no such table (\(key))"))
        case .keyUnknown(let key):
            Diagnostic(
                .error, code: "decision.sheet.key",
                message: Text(
                    zh: "这张表里没有或重复了这一行、列（\(key)）", en: "The table lacks this row or column, or has it twice (\(key))"))
        case .wrongCells(let row):
            Diagnostic(
                .error, code: "decision.sheet.cells",
                message: Text(zh: "第 \(row) 行的格数和列数不一样", en: "Row \(row) has not one cell for each column"))
        case .idRepeated(let id):
            Diagnostic(
                .error, code: "decision.sheet.id",
                message: Text(zh: "有两行的编号都是“\(id)”", en: "Two rows have the id ‘\(id)’"),
                hint: Text(zh: "给其中一行换一个编号", en: "Give one of them another"))
        case .unwritable(let row):
            Diagnostic(
                .error, code: "decision.sheet.character",
                message: Text(
                    zh: "第 \(row) 行里有文件存不了的控制字符", en: "Row \(row) has a control character that no file can hold"),
                hint: Text(zh: "删掉这一格，重新输入", en: "Empty the cell and write it again"))
        }
    }
}
