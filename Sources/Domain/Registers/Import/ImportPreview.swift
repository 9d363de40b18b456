package import Diagnostics
package import Tabular

/// What a person sees before saying go: how the columns are understood, and the first problems.
package struct ImportPreview: Sendable {
    package let sheets: [TableFile.Sheet]
    /// The sheet that is looked at.
    package let sheet: Int
    package let encoding: TextEncoding?
    package let mapping: ColumnMapping
    /// How many rows were looked at, and whether there are more.
    package let rowsRead: Int
    package let hasMore: Bool
    package let bad: Int
    /// The first bad rows: number and what is wrong.
    package let problems: [(row: Int, text: Text)]

    static let depth = 500
    private static let shown = 12

    /// Looks at the first rows of a file.
    package static func make(
        _ file: TableFile, sheet wanted: String?, descriptor: RegisterDescriptor, chosen: [String: String] = [:]
    ) throws(ImportError) -> ImportPreview {
        let sheet: Int
        if let wanted, !wanted.isEmpty {
            guard let index = file.sheets.firstIndex(where: { $0.name == wanted }) else {
                throw ImportError(TabularError(.unknownSheet))
            }
            sheet = index
        } else {
            sheet = try ImportRows.bestSheet(file, descriptor: descriptor)
        }
        let rows = try ImportRows(file, sheet: sheet, descriptor: descriptor, chosen: chosen)
        var checker = RowChecker(descriptor, mapping: rows.mapping, serial: rows.serial)
        var read = 0
        var bad = 0
        var problems: [(Int, Text)] = []
        var hasMore = true
        if rows.mapping.missing.isEmpty {
            while read < depth {
                guard let row = try rows.next() else {
                    hasMore = false
                    break
                }
                read += 1
                let checked = checker.check(row)
                guard !checked.isGood else { continue }
                bad += 1
                if problems.count < shown { problems.append((row.number, checked.problems.text(descriptor))) }
            }
        }
        return ImportPreview(
            sheets: file.sheets, sheet: sheet, encoding: file.encoding, mapping: rows.mapping, rowsRead: read,
            hasMore: hasMore, bad: bad, problems: problems)
    }
}

extension [ImportProblem] {
    /// All problems of a row as one sentence.
    func text(_ descriptor: RegisterDescriptor) -> Text {
        let messages = map { $0.message(in: descriptor) }
        return Text(zh: messages.map(\.zh).joined(separator: "；"), en: messages.map(\.en).joined(separator: "; "))
    }
}
