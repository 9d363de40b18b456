import Diagnostics
import Tabular

/// The rejected rows as a file that people correct and send again: the cells as they were, and why.
package struct RejectedRowsFile: Sendable {
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case workbook = "xlsx"
        case text = "csv"

        package var mediaType: String {
            switch self {
            case .workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .text: "text/csv; charset=utf-8"
            }
        }
    }

    private static let page = 2000
    private static let titles = ["原文件行号 / row", "原因", "reason"]

    /// Writes the file of an import.
    package static func make(
        _ record: ImportRecord, format: Format, store: ImportStore, descriptor: RegisterDescriptor
    ) async throws -> [UInt8] {
        let header = try await store.rejected(record, after: -1, limit: 1).first
        let headings = header?.number == 0 ? header?.cells ?? [] : []
        let width = headings.count
        var sheet: WorkbookWriter?
        var text = TextTableWriter()
        if format == .workbook {
            let columns =
                headings.map { WorkbookWriter.Column(title: $0, width: min(40, max(12, $0.utf8.count + 2))) }
                + titles.enumerated().map { WorkbookWriter.Column(title: $1, width: [12, 50, 50][$0]) }
            sheet = WorkbookWriter(sheet: "不能导入的行", columns: columns)
        } else {
            text.append(headings + titles)
        }
        var last = 0
        while true {
            let rows = try await store.rejected(record, after: last, limit: page)
            for row in rows {
                // Cells to the right of the header have no column of their own; they are kept behind the reasons.
                let reason = row.problems.text(descriptor)
                let cells =
                    Array(row.cells.prefix(width)) + Array(repeating: "", count: max(0, width - row.cells.count))
                let all = cells + [String(row.number), reason.zh, reason.en] + row.cells.dropFirst(width)
                if format == .workbook {
                    sheet?.append(all.map { $0.isEmpty ? .empty : .text($0) })
                } else {
                    text.append(all)
                }
            }
            guard let end = rows.last?.number, rows.count == page else { break }
            last = end
        }
        return format == .workbook ? sheet?.finish() ?? [] : text.bytes
    }
}
