import Tabular

/// The rows below a file's header, with what the header says.
final class ImportRows {
    let mapping: ColumnMapping
    private let reader: any TableReader
    private var pending: ArraySlice<TableRow>
    /// What is wrong after the rows that were read with the header.
    private let fault: TabularError?

    /// - Throws: when the file cannot be read, has no header, or lacks a required column.
    init(
        _ file: TableFile, sheet: Int, descriptor: RegisterDescriptor, chosen: [String: String]
    ) throws(ImportError) {
        do throws(TabularError) {
            reader = try file.reader(sheet: sheet)
        } catch {
            throw ImportError(error)
        }
        let found = try HeaderFinder(descriptor, chosen: chosen).find(reader)
        mapping = found.mapping
        pending = found.rest[...]
        fault = found.fault
    }

    var serial: SerialDate { reader.dates }
    var progress: (done: Int, total: Int) { reader.progress }

    func next() throws(ImportError) -> TableRow? {
        if let row = pending.popFirst() { return row }
        if let fault { throw ImportError(fault) }
        do throws(TabularError) {
            return try reader.next()
        } catch {
            throw ImportError(error)
        }
    }

    /// The sheet whose header says most of a register, the visible ones first.
    static func bestSheet(_ file: TableFile, descriptor: RegisterDescriptor) throws(ImportError) -> Int {
        guard file.sheets.count > 1 else { return 0 }
        var best: (index: Int, fields: Int)?
        var failure: ImportError?
        for isHidden in [false, true] {
            for (index, sheet) in file.sheets.enumerated().prefix(60) where sheet.isHidden == isHidden {
                do throws(ImportError) {
                    let rows = try ImportRows(file, sheet: index, descriptor: descriptor, chosen: [:])
                    let fields = rows.mapping.missing.isEmpty ? rows.mapping.columns.count { $0.field != nil } : 0
                    if fields > best?.fields ?? -1 { best = (index, fields) }
                } catch {
                    failure = failure ?? error
                }
            }
            if let best, best.fields > 0 { return best.index }
        }
        if let best { return best.index }
        throw failure ?? ImportError(.noHeader)
    }
}
