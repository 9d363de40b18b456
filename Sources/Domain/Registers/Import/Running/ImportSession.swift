import Tabular

/// The place in a file that an import has reached, kept in memory between its steps.
final class ImportSession {
    private let file: TableFile
    private let sheet: Int
    private let descriptor: RegisterDescriptor
    private let chosen: [String: String]
    private(set) var rows: ImportRows
    private var checker: RowChecker
    /// The step of the record that this place belongs to.
    var step: Int64
    /// The ids of the register's rows by key, where keys cannot be looked up.
    var index: [RowKey: [Int64]]?
    /// What was written may have been written already: look before adding.
    var mustLook = false

    init(_ record: ImportRecord, source: any ByteSource, descriptor: RegisterDescriptor) throws(ImportError) {
        do throws(TabularError) {
            file = try TableFile(source)
        } catch {
            throw ImportError(error)
        }
        self.descriptor = descriptor
        chosen = record.chosen
        if record.sheet.isEmpty {
            sheet = try ImportRows.bestSheet(file, descriptor: descriptor)
        } else if let index = file.sheets.firstIndex(where: { $0.name == record.sheet }) {
            sheet = index
        } else {
            throw ImportError(TabularError(.unknownSheet))
        }
        rows = try ImportRows(file, sheet: sheet, descriptor: descriptor, chosen: chosen)
        checker = RowChecker(descriptor, mapping: rows.mapping, serial: rows.serial)
        step = record.step
        guard rows.mapping.missing.isEmpty else {
            throw ImportError(.missingColumns, columns: rows.mapping.missingTitles(descriptor))
        }
    }

    var sheetName: String { file.sheets[sheet].name }

    var permille: Int {
        let (done, total) = rows.progress
        return total > 0 ? min(1000, max(0, done * 1000 / total)) : 1000
    }

    /// Goes back to the first row.
    func restart() throws(ImportError) {
        rows = try ImportRows(file, sheet: sheet, descriptor: descriptor, chosen: chosen)
        checker = RowChecker(descriptor, mapping: rows.mapping, serial: rows.serial)
    }

    /// The next rows, checked; fewer than asked only at the end.
    func next(_ count: Int) throws(ImportError) -> [CheckedRow] {
        var checked: [CheckedRow] = []
        checked.reserveCapacity(count)
        while checked.count < count, let row = try rows.next() {
            var row = checker.check(row)
            if let key = row.key, row.isGood, let ids = index?[key], ids.count > 1 {
                row = CheckedRow(
                    number: row.number, cells: row.cells, values: row.values, key: key,
                    problems: [ImportProblem(.severalInRegister, field: descriptor.key.first)])
            }
            checked.append(row)
        }
        return checked
    }

    /// Passes rows that were written before.
    func skip(_ count: Int) throws(ImportError) {
        var left = count
        while left > 0 {
            let passed = try next(min(left, 2000)).count
            if passed == 0 { return }
            left -= passed
        }
    }
}
