import JSONTree
import Tabular

/// Checks the rows of one file, one after another: each cell, what is required, and keys that come twice.
struct RowChecker {
    private let descriptor: RegisterDescriptor
    private let mapping: ColumnMapping
    private let readers: [(column: Int, field: Int, reader: CellReader)]
    /// The columns that no field names, and the field that keeps them.
    private let others: (field: Int, columns: [ColumnMapping.Column])?
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
        let keeper = descriptor.unknownColumns.flatMap { name in descriptor.fields.firstIndex { $0.name == name } }
        let unnamed = mapping.columns.filter { $0.field == nil }
        others = keeper.flatMap { unnamed.isEmpty ? nil : ($0, unnamed) }
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
        if let others {
            do throws(ImportProblem) {
                values[others.field] = try kept(others.columns, of: row, in: descriptor.fields[others.field])
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

    /// What stands in the columns that no field names, by heading.
    private func kept(
        _ columns: [ColumnMapping.Column], of row: TableRow, in field: RegisterField
    ) throws(ImportProblem) -> FieldValue {
        let members = columns.compactMap { column -> (String, JSON)? in
            let text = PlainText.trimmed(row[column.index].display)
            let heading = column.heading.isEmpty ? "第\(column.index + 1)列" : column.heading
            return text.isEmpty ? nil : (heading, .string(text))
        }
        if members.isEmpty { return .null }
        // Two columns may have one heading.
        var seen: [String: Int] = [:]
        let named = members.map { name, value -> (String, JSON) in
            seen[name, default: 0] += 1
            return (seen[name] == 1 ? name : "\(name)（\(seen[name] ?? 0)）", value)
        }
        let text = JSON.object(named).text
        if let longest = field.element.limits.maxLength, text.unicodeScalars.count > longest {
            throw ImportProblem(.tooLong, field: field.name)
        }
        return .text(text)
    }

    private func isHeader(_ row: TableRow) -> Bool {
        guard mapping.signature.count > 1, case .text(let first) = row.cells.first(where: { !$0.isBlank }),
            first == mapping.signature[0]
        else { return false }
        let texts = row.cells.filter { !$0.isBlank }.map(\.display)
        return texts == mapping.signature
    }
}
