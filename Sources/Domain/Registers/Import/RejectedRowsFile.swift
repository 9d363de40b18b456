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
            var columns: [WorkbookWriter.Column] = []
            for heading in headings {
                columns.append(WorkbookWriter.Column(title: heading, width: min(40, max(12, heading.utf8.count + 2))))
            }
            for (title, width) in zip(titles, [12, 50, 50]) {
                columns.append(WorkbookWriter.Column(title: title, width: width))
            }
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
                var all = Array(row.cells.prefix(width))
                while all.count < width { all.append("") }
                all.append(contentsOf: [String(row.number), reason.zh, reason.en])
                all.append(contentsOf: row.cells.dropFirst(width))
                if format == .workbook {
                    sheet?.append(all.map { text -> WrittenCell in text.isEmpty ? .empty : .text(text) })
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
