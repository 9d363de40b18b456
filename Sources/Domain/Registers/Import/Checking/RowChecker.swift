import Tabular

/// Checks the rows of one file, one after another: each cell, what is required, and keys that come twice.
struct RowChecker {
    private let descriptor: RegisterDescriptor
    private let mapping: ColumnMapping
    private let readers: [(column: Int, field: Int, reader: CellReader)]
    private let keyFields: [Int]
    private let keyTypes: [ElementType]
    private var seen: [RowKey: Int32] = [:]

    init(_ descriptor: RegisterDescriptor, mapping: ColumnMapping, serial: SerialDate) {
        self.descriptor = descriptor
        self.mapping = mapping
        readers = mapping.columns.compactMap { column in
            column.field.map {
                (column.index, $0, CellReader(descriptor.fields[$0], note: column.note, serial: serial))
            }
        }
        keyFields = descriptor.key.compactMap { name in descriptor.fields.firstIndex { $0.name == name } }
        keyTypes = keyFields.map { descriptor.fields[$0].type }
    }

    mutating func check(_ row: TableRow) -> CheckedRow {
        var values = [FieldValue](repeating: .null, count: descriptor.fields.count)
        var problems: [ImportProblem] = []
        if row.isMisquoted { problems.append(ImportProblem(.misquoted)) }
        if isHeader(row) {
            return CheckedRow(
                number: row.number, cells: row.cells, values: values, key: nil,
                problems: [ImportProblem(.repeatedHeader)])
        }
        for (column, field, reader) in readers {
            do throws(ImportProblem) {
                values[field] = try reader.value(row[column])
                if values[field].isNull, descriptor.fields[field].required {
                    problems.append(ImportProblem(.missing, field: descriptor.fields[field].name))
                }
            } catch {
                problems.append(error)
            }
        }
        var key: RowKey?
        if problems.isEmpty {
            key = RowKey(keyFields.map { values[$0] }, types: keyTypes)
            if let key {
                if let first = seen[key] {
                    problems.append(ImportProblem(.duplicate, field: descriptor.key.first, detail: Int(first)))
                } else {
                    seen[key] = Int32(clamping: row.number)
                }
            }
        }
        return CheckedRow(number: row.number, cells: row.cells, values: values, key: key, problems: problems)
    }

    private func isHeader(_ row: TableRow) -> Bool {
        guard mapping.signature.count > 1, case .text(let first) = row.cells.first(where: { !$0.isBlank }),
            first == mapping.signature[0]
        else { return false }
        let texts = row.cells.filter { !$0.isBlank }.map(\.display)
        return texts == mapping.signature
    }
}
