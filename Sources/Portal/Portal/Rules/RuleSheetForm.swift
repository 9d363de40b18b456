import Services
import Web

/// The fields of a table that is edited: how they are named, and what was sent in them.
enum RuleSheetForm {
    static func column(_ index: Int, _ part: String) -> String { "c\(index).\(part)" }
    static func row(_ index: Int, _ part: String) -> String { "r\(index).\(part)" }
    static func cell(_ row: Int, _ column: Int) -> String { "r\(row).\(column)" }

    /// The greatest form: bytes and fields.
    static let body = Route.Body.table(limit: 4 << 20, fields: 40_000)

    /// The table as it was sent; `nil` where none was.
    static func edit(_ fields: FormFields) -> RuleSheetEdit? {
        let values = Dictionary(fields.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        func text(_ name: String) -> String { values[name] ?? "" }
        func key(_ name: String) -> String? { text(name).isEmpty ? nil : text(name) }
        guard let columnCount = count(text("columns")), let rowCount = count(text("rows")) else { return nil }
        let columns = (0..<columnCount).map { index in
            RuleSheetEdit.Column(
                key: key(column(index, "key")), kind: RuleSheet.Kind(rawValue: text(column(index, "kind"))) ?? .note,
                label: text(column(index, "label")), expression: text(column(index, "expression")),
                type: key(column(index, "type")), allowed: text(column(index, "allowed")))
        }
        let rows = (0..<rowCount).map { index in
            RuleSheetEdit.Row(
                key: key(row(index, "key")), id: text(row(index, "id")),
                cells: (0..<columnCount).map { text(cell(index, $0)) })
        }
        return RuleSheetEdit(columns: columns, rows: rows)
    }

    /// How many there are of something; as many as there may be fields.
    private static func count(_ text: String) -> Int? { Int(text).flatMap { (0...40_000).contains($0) ? $0 : nil } }

    /// What a button does to the table.
    static func act(_ fields: FormFields) -> RuleSheetAct {
        let parts = (fields["act"] ?? "").split(separator: ":", maxSplits: 1)
        let place = parts.count == 2 ? Int(parts[1]) ?? -1 : -1
        return switch parts.first {
        case "insert": .insertRow(below: place)
        case "duplicate": .duplicateRow(place)
        case "remove": .removeRow(place)
        case "up": .moveRow(place, by: -1)
        case "down": .moveRow(place, by: 1)
        case "left": .moveColumn(place, by: -1)
        case "right": .moveColumn(place, by: 1)
        case "remove-column": .removeColumn(place)
        case "add-condition": condition(fields)
        default: .none
        }
    }

    private static func condition(_ fields: FormFields) -> RuleSheetAct {
        let written = fields["new-expression"] ?? ""
        let expression = written.isEmpty ? fields["new-source"] ?? "" : written
        if expression.allSatisfy(\.isWhitespace) { return .none }
        return .addCondition(label: written.isEmpty ? "" : fields["new-label"] ?? "", expression: expression)
    }
}
