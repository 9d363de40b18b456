import DecisionEngine

/// Changes the rules of decision tables in a DMN file, as overlays say it: by their ids, and columns by their labels.
struct DecisionTableEditing {
    /// Why a change cannot be made.
    enum Failure: Error, Sendable, Hashable {
        case ruleMissing(String, known: [String])
        case ruleExists(String)
        case tableMissing(String, known: [String])
        case columnMissing(String, known: [String])
        case unwritable(DecisionFileError)
    }

    private(set) var file: DecisionFile

    init(_ file: DecisionFile) { self.file = file }

    mutating func setRule(_ id: String, _ edit: DecisionRuleEdit) throws(Failure) {
        let found = try find(id)
        var sheet = found.sheet
        try Self.apply(edit, toRow: found.row, of: &sheet)
        try put(sheet)
    }

    mutating func removeRule(_ id: String) throws(Failure) {
        let found = try find(id)
        var sheet = found.sheet
        sheet.removeRow(found.row)
        try put(sheet)
    }

    mutating func addRule(
        _ id: String, table name: String, position: RulePosition, _ edit: DecisionRuleEdit
    ) throws(Failure) {
        let sheets = file.sheets
        if sheets.contains(where: { $0.rows.contains { $0.id == id } }) { throw .ruleExists(id) }
        guard var sheet = sheets.first(where: { $0.decision == name || $0.key == name }) else {
            throw .tableMissing(name, known: sheets.map(\.decision))
        }
        let place = try Self.place(position, in: sheet)
        let cells = sheet.columns.map { $0.kind == .condition ? "-" : "" }
        sheet.rows.insert(DecisionSheet.Row(id: id, cells: cells), at: place)
        try Self.apply(edit, toRow: place, of: &sheet)
        try put(sheet)
    }

    private func find(_ id: String) throws(Failure) -> (sheet: DecisionSheet, row: Int) {
        let sheets = file.sheets
        for sheet in sheets {
            if let row = sheet.rows.firstIndex(where: { $0.id == id }) { return (sheet, row) }
        }
        throw .ruleMissing(id, known: sheets.flatMap { $0.rows.map(\.id) })
    }

    private mutating func put(_ sheet: DecisionSheet) throws(Failure) {
        do {
            try file.set(sheet)
        } catch {
            throw .unwritable(error)
        }
    }

    private static func place(_ position: RulePosition, in sheet: DecisionSheet) throws(Failure) -> Int {
        switch position {
        case .first: return 0
        case .last: return sheet.rows.count
        case .before(let id), .after(let id):
            guard let index = sheet.rows.firstIndex(where: { $0.id == id }) else {
                throw .ruleMissing(id, known: sheet.rows.map(\.id))
            }
            if case .before = position { return index }
            return index + 1
        }
    }

    private static func apply(
        _ edit: DecisionRuleEdit, toRow row: Int, of sheet: inout DecisionSheet
    ) throws(Failure) {
        try set(edit.inputs, .condition, row, &sheet)
        try set(edit.outputs, .result, row, &sheet)
        try set(edit.annotations, .note, row, &sheet)
    }

    private static func set(
        _ entries: [String: String], _ kind: DecisionSheet.Column.Kind, _ row: Int, _ sheet: inout DecisionSheet
    ) throws(Failure) {
        let range = sheet.columns(kind)
        let labels = sheet.columns[range].map(label)
        for (label, text) in entries.sorted(by: { $0.key < $1.key }) {
            guard let column = labels.firstIndex(of: label) ?? Int(label).map({ $0 - 1 }),
                labels.indices.contains(column)
            else { throw .columnMissing(label, known: labels) }
            sheet.rows[row].cells[range.lowerBound + column] = text
        }
    }

    /// How a column is called: a condition by its label or else its expression, others by their name.
    private static func label(_ column: DecisionSheet.Column) -> String {
        switch column.kind {
        case .condition: column.label.isEmpty ? column.expression : column.label
        case .result: column.expression.isEmpty ? column.label : column.expression
        case .note: column.expression
        }
    }
}
