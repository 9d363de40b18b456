import Tabular

/// Finds the header of a table under its title lines, one row or two, and what each column means.
struct HeaderFinder {
    /// How many rows are looked at.
    static let depth = 40

    let descriptor: RegisterDescriptor
    private let names: FieldNames
    /// What a person said about columns: heading → field name, or the empty text for “not imported”.
    private let chosen: [String: String]

    init(_ descriptor: RegisterDescriptor, chosen: [String: String] = [:]) {
        self.descriptor = descriptor
        self.chosen = chosen
        names = FieldNames(descriptor)
    }

    /// The mapping and the rows that were read and stand below the header, with the fault that comes after them, if they
    /// end with one.
    func find(_ reader: any TableReader) throws(ImportError) -> (
        mapping: ColumnMapping, rest: [TableRow], fault: TabularError?
    ) {
        var rows: [TableRow] = []
        var fault: TabularError?
        do throws(TabularError) {
            while rows.count < HeaderFinder.depth, let row = try reader.next() { rows.append(row) }
        } catch {
            fault = error
        }
        guard !rows.isEmpty else { throw fault.map { ImportError($0) } ?? ImportError(.noHeader) }
        var best: (mapping: ColumnMapping, fields: Int, end: Int)?
        for (index, row) in rows.enumerated() {
            let top = spread(row, reader.merges)
            consider(mapping([], top, row: row.number), end: index, &best)
            guard index + 1 < rows.count, rows[index + 1].number == row.number + 1 else { continue }
            if HeaderFinder.isTitle(top) { continue }
            let bottom = spread(rows[index + 1], reader.merges)
            let both = mapping(top, bottom, row: rows[index + 1].number)
            // The second row has to name fields itself, or the first data row would be taken for one.
            if names(in: bottom) > 0 { consider(both, end: index + 1, &best) }
        }
        guard let best, best.fields > 0 else { throw fault.map { ImportError($0) } ?? ImportError(.noHeader) }
        return (best.mapping, Array(rows[(best.end + 1)...]), fault)
    }

    /// A line of one text, in one cell or over all columns, stands above a table and is no part of its columns' names.
    private static func isTitle(_ labels: [String]) -> Bool {
        let texts = labels.filter { !$0.isEmpty }
        return texts.count == 1 || (texts.count == labels.count && Set(texts).count == 1)
    }

    private func consider(
        _ mapping: ColumnMapping, end: Int, _ best: inout (mapping: ColumnMapping, fields: Int, end: Int)?
    ) {
        let fields = mapping.columns.count { $0.field != nil }
        if fields > best?.fields ?? 0 { best = (mapping, fields, end) }
    }

    private func names(in labels: [String]) -> Int { labels.count { names.field(ColumnName($0)) != nil } }

    /// The texts of a row with merged cells spread over all their columns.
    private func spread(_ row: TableRow, _ merges: [MergedArea]) -> [String] {
        var labels = row.cells.map { cell in
            if case .text(let text) = cell { text } else { cell.isBlank ? "" : cell.display }
        }
        for area in merges where area.firstRow < row.number && area.lastRow >= row.number - 1 {
            let value = area.firstColumn < labels.count ? labels[area.firstColumn] : ""
            guard !value.isEmpty, area.lastColumn - area.firstColumn < 200 else { continue }
            while labels.count <= area.lastColumn { labels.append("") }
            for column in area.firstColumn...area.lastColumn where labels[column].isEmpty { labels[column] = value }
        }
        return labels
    }

    private func mapping(_ top: [String], _ bottom: [String], row: Int) -> ColumnMapping {
        var columns: [ColumnMapping.Column] = []
        var taken: Set<Int> = []
        for index in 0..<max(top.count, bottom.count) {
            let upper = index < top.count ? top[index] : ""
            let lower = index < bottom.count ? bottom[index] : ""
            var heading = lower
            // A title line that is not merged stands above the first column only; it is no part of that column's name.
            let isTitle =
                names.field(ColumnName(upper + lower)) == nil && names.field(ColumnName(lower)) != nil
            if upper != lower, !upper.isEmpty, !isTitle { heading = upper + lower }
            let clean = heading.split(whereSeparator: \.isWhitespace).joined()
            guard !clean.isEmpty else { continue }
            let name = ColumnName(heading)
            var field: Int?
            if let wanted = chosen[clean] {
                field = descriptor.fields.firstIndex { $0.name == wanted }
            } else {
                field = names.field(name) ?? names.field(ColumnName(lower))
                if field == nil, lower.isEmpty { field = names.field(ColumnName(upper)) }
            }
            let isRepeated = field.map { !taken.insert($0).inserted } ?? false
            columns.append(
                ColumnMapping.Column(
                    index: index, heading: clean, field: isRepeated ? nil : field, isRepeated: isRepeated,
                    note: name.note))
        }
        let missing = descriptor.fields.indices.filter { descriptor.fields[$0].required && !taken.contains($0) }
        return ColumnMapping(
            headerRow: row, columns: columns, missing: missing,
            signature: (bottom.isEmpty ? top : bottom).filter { !$0.isEmpty })
    }
}
