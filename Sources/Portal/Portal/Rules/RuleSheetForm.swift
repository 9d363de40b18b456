import Services
import Web

/// The fields of a table that is edited: how they are named, and what was sent in them.
enum RuleSheetForm {
    static func column(_ index: Int, _ part: String) -> String { "c\(index).\(part)" }
    static func row(_ index: Int, _ part: String) -> String { "r\(index).\(part)" }
    static func cell(_ row: Int, _ column: Int) -> String { "r\(row).\(column)" }

    /// The greatest form: bytes and fields.
    static let body = Route.Body.table(limit: 4 << 20, fields: 20_000)

    /// The table as it was sent; `nil` where none was, or not all of it.
    static func edit(_ fields: FormFields) -> RuleSheetEdit? {
        let values = Dictionary(fields.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard let columnCount = values["columns"].flatMap({ Int($0) }),
            let rowCount = values["rows"].flatMap({ Int($0) }),
            (0...values.count).contains(columnCount), (0...values.count).contains(rowCount),
            columnCount * rowCount <= values.count
        else { return nil }
        func key(_ text: String) -> String? { text.isEmpty ? nil : text }
        var columns: [RuleSheetEdit.Column] = []
        for index in 0..<columnCount {
            func part(_ name: String) -> String? { values[column(index, name)] }
            guard let sent = part("key"), let kind = part("kind").flatMap({ RuleSheet.Kind(rawValue: $0) }),
                let label = part("label"), let expression = part("expression"), let type = part("type"),
                let allowed = part("allowed")
            else { return nil }
            columns.append(
                RuleSheetEdit.Column(
                    key: key(sent), kind: kind, label: label, expression: expression, type: key(type), allowed: allowed)
            )
        }
        var rows: [RuleSheetEdit.Row] = []
        for index in 0..<rowCount {
            let cells = (0..<columnCount).compactMap { values[cell(index, $0)] }
            guard let sent = values[row(index, "key")], let id = values[row(index, "id")], cells.count == columnCount
            else { return nil }
            rows.append(RuleSheetEdit.Row(key: key(sent), id: id, cells: cells))
        }
        return RuleSheetEdit(columns: columns, rows: rows)
    }

    private static let separator: Character = "\u{1F}"

    /// Where somebody else has written something else, as it is carried along in the form.
    static func clash(_ clash: RuleSheet.Clash) -> String {
        [clash.kind.rawValue, clash.row, clash.column, clash.other].joined(separator: String(separator))
    }

    /// The clashes that came with a table.
    static func clashes(_ fields: FormFields) -> [RuleSheet.Clash] {
        fields.pairs.filter { $0.name == "clash" }.prefix(500).compactMap { field in
            let parts = field.value.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4, let kind = RuleSheet.Clash.Kind(rawValue: parts[0]) else { return nil }
            return RuleSheet.Clash(kind: kind, row: parts[1], column: parts[2], other: parts[3])
        }
    }

    /// What a button does to the table.
    static func act(_ fields: FormFields) -> RuleSheetAct {
        let parts = (fields["act"] ?? "").split(separator: ":")
        let place = parts.count > 1 ? Int(parts[1]) ?? -1 : -1
        return switch parts.first {
        case "insert": .insertRow(below: place, count: parts.count > 2 ? Int(parts[2]) ?? 1 : 1)
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
