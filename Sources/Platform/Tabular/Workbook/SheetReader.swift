/// Reads the rows of a sheet as they are unpacked.
///
/// The value of a merged area is given to each of its rows in its first column: that is how a village written once
/// beside five households is meant. It is not spread over columns; what heads several columns is the header's matter.
final class SheetReader: TableReader {
    private static let maximumColumns = 2_000
    private static let maximumText = 1 << 17

    private let stream: ZipEntryStream
    private let total: Int
    private let markup: MarkupReader
    private let texts: SharedTexts
    private let formats: NumberFormats
    let dates: SerialDate
    let merges: [MergedArea]
    // The merged areas that reach the row being read, with their values.
    /// The merged areas that go on, by their column: two never share a cell.
    private var open: [Int: (area: MergedArea, value: Cell)] = [:]
    private var nextMerge = 0
    private var rowIndex = -1
    private var hasEnded = false

    init(
        _ stream: ZipEntryStream, total: Int, texts: SharedTexts, formats: NumberFormats, dates: SerialDate,
        merges: [MergedArea]
    ) {
        self.stream = stream
        self.total = total
        self.texts = texts
        self.formats = formats
        self.dates = dates
        self.merges = merges
        markup = MarkupReader(stream)
    }

    var progress: (done: Int, total: Int) { (hasEnded ? total : min(stream.packedDone, total), total) }

    func next() throws(TabularError) -> TableRow? {
        while !hasEnded {
            switch try markup.next() {
            case .start:
                guard markup.isNamed("row") else { continue }
                let stated = markup.withAttribute("r") { Int(String(decoding: $0, as: UTF8.self)) } ?? nil
                // Rows are counted from 1.
                let number = stated ?? rowIndex + 2
                guard number > rowIndex + 1, number <= 1_048_576 else {
                    throw TabularError(.damagedMarkup, line: rowIndex + 1)
                }
                let index = number - 1
                rowIndex = index
                var row = TableRow(number: index + 1, cells: try cells())
                // A row of nothing but merged values is the lower half of the cells above, not a record.
                let isBlank = row.isBlank
                fill(&row)
                if !isBlank { return row }
            case .end: break
            case .text: break
            case .finished: hasEnded = true
            }
        }
        return nil
    }

    private func cells() throws(TabularError) -> [Cell] {
        var cells: [Cell] = []
        // A cell that does not say where it stands is the next one, whether something stood in the one before or not.
        var next = 0
        while true {
            switch try markup.next() {
            case .start:
                guard markup.isNamed("c") else { continue }
                let place = markup.withAttribute("r") { CellReference.parse($0) } ?? nil
                let column = place?.column ?? next
                next = column + 1
                guard column < SheetReader.maximumColumns else {
                    throw TabularError(.tooManyColumns, line: rowIndex + 1)
                }
                let cell = try cell()
                if case .empty = cell { continue }
                while cells.count <= column { cells.append(.empty) }
                cells[column] = cell
            case .end: if markup.isNamed("row") { return cells }
            case .text: break
            case .finished: throw TabularError(.damagedMarkup, line: rowIndex + 1)
            }
        }
    }

    private enum Kind {
        case number, shared, inline, formulaText, boolean, error, date
    }

    private func cell() throws(TabularError) -> Cell {
        let kind = markup.withAttribute("t") { SheetReader.kind($0) } ?? .number
        let style = kind == .number ? (markup.withAttribute("s") { SheetReader.number($0) ?? 0 } ?? 0) : 0
        var value: [UInt8] = []
        var isValue = false
        var hasValue = false
        var hasFormula = false
        var phonetic = 0
        while true {
            switch try markup.next() {
            case .start:
                if markup.isNamed("v") || (kind == .inline && markup.isNamed("t") && phonetic == 0) {
                    isValue = true
                    hasValue = true
                } else if markup.isNamed("f") {
                    hasFormula = true
                } else if markup.isNamed("rPh") {
                    phonetic += 1
                }
            case .text:
                guard isValue else { continue }
                markup.appendText(to: &value)
                if value.count > SheetReader.maximumText { throw TabularError(.rowTooLong, line: rowIndex + 1) }
            case .end:
                if markup.isNamed("v") || markup.isNamed("t") { isValue = false }
                if markup.isNamed("rPh") { phonetic -= 1 }
                guard markup.isNamed("c") else { continue }
                if !hasValue || value.isEmpty && kind != .inline && kind != .formulaText {
                    return hasFormula ? .fault(.noValue) : .empty
                }
                return finished(value[...], kind, style: style)
            case .finished: throw TabularError(.damagedMarkup, line: rowIndex + 1)
            }
        }
    }

    private func finished(_ value: ArraySlice<UInt8>, _ kind: Kind, style: Int) -> Cell {
        switch kind {
        case .shared: return texts.cell(SheetReader.number(value) ?? -1)
        case .inline, .formulaText: return SharedTexts.cell(value)
        case .boolean: return .boolean(value.first == 0x31 || value.first == 0x74)
        case .error: return .fault(.formulaError(String(decoding: value, as: UTF8.self)))
        case .date: return .text(String(decoding: value, as: UTF8.self))
        case .number:
            let format = formats.kind(style: style)
            if format != .number { return dates.cell(value, format) }
            return StoredNumber(stored: value).map(Cell.number) ?? .text(String(decoding: value, as: UTF8.self))
        }
    }

    private static func kind(_ bytes: ArraySlice<UInt8>) -> Kind {
        switch String(decoding: bytes, as: UTF8.self) {
        case "s": .shared
        case "inlineStr": .inline
        case "str": .formulaText
        case "b": .boolean
        case "e": .error
        case "d": .date
        default: .number
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte), number < 1 << 32 else { return nil }
            number = number * 10 + Int(byte) - 0x30
        }
        return bytes.isEmpty ? nil : number
    }

    private func fill(_ row: inout TableRow) {
        guard !merges.isEmpty else { return }
        for (column, entry) in open {
            if entry.area.lastRow < rowIndex {
                open[column] = nil
                continue
            }
            while row.cells.count <= column { row.cells.append(.empty) }
            if row.cells[column].isBlank { row.cells[column] = entry.value }
        }
        while nextMerge < merges.count, merges[nextMerge].firstRow <= rowIndex {
            let area = merges[nextMerge]
            nextMerge += 1
            guard area.firstRow == rowIndex, area.lastRow > rowIndex, area.firstColumn < SheetReader.maximumColumns,
                open[area.firstColumn] == nil
            else { continue }
            let value = row[area.firstColumn]
            if !value.isBlank { open[area.firstColumn] = (area, value) }
        }
    }
}
