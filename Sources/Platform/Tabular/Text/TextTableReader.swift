/// Splits a text into rows and cells (RFC 4180), in memory bounded by the longest row.
final class TextTableReader: TableReader {
    private enum State {
        case cellStart, plain, quoted, quoteSeen
    }

    private static let maximumRow = 1 << 20
    private static let maximumColumns = 2_000

    private let characters: any ChunkStream
    private let bytes: SourceStream
    private let delimiter: UInt8
    private var buffer: [UInt8] = []
    private var index = 0
    private var line = 1
    private var isAfterReturn = false
    private var isAtEnd = false
    private var hasRead = false
    // The cells of the row being read: their bytes, and where each ends.
    private var row: [UInt8] = []
    private var ends: [Int] = []

    init(_ characters: any ChunkStream, bytes: SourceStream, delimiter: UInt8) {
        self.characters = characters
        self.bytes = bytes
        self.delimiter = delimiter
    }

    var progress: (done: Int, total: Int) { (bytes.offset - (buffer.count - index), bytes.end) }
    var merges: [MergedArea] { [] }
    var dates: SerialDate { .from1900 }

    func next() throws(TabularError) -> TableRow? {
        while let row = try nextLine() {
            if !hasRead {
                hasRead = true
                // Excel's own way of naming the delimiter.
                if case .text(let text) = row.cells.first, text.hasPrefix("sep="), row.cells.count <= 2 { continue }
            }
            if !row.isBlank { return row }
        }
        return nil
    }

    private func nextLine() throws(TabularError) -> TableRow? {
        row.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        var state = State.cellStart
        var isMisquoted = false
        var start = line
        var quoteLine = line
        while true {
            if index == buffer.count {
                buffer.removeAll(keepingCapacity: true)
                index = 0
                if !isAtEnd { isAtEnd = try !characters.append(to: &buffer) }
                if isAtEnd {
                    if state == .quoted { throw TabularError(.quoteUnclosed, line: quoteLine) }
                    if row.isEmpty && ends.isEmpty { return nil }
                    ends.append(row.count)
                    return TableRow(number: start, cells: cells(), isMisquoted: isMisquoted)
                }
            }
            if isAfterReturn {
                isAfterReturn = false
                if buffer[index] == 0x0A {
                    index += 1
                    continue
                }
            }
            if ends.isEmpty && row.isEmpty && state == .cellStart { start = line }
            let isDone = consume(&state, isMisquoted: &isMisquoted, quoteLine: &quoteLine)
            if isDone { return TableRow(number: start, cells: cells(), isMisquoted: isMisquoted) }
            if row.count > TextTableReader.maximumRow {
                throw TabularError(
                    state == .quoted ? .quoteUnclosed : .rowTooLong, line: state == .quoted ? quoteLine : start)
            }
            if ends.count > TextTableReader.maximumColumns { throw TabularError(.tooManyColumns, line: start) }
        }
    }

    /// Takes what the buffer holds; `true` at the end of a row.
    private func consume(_ state: inout State, isMisquoted: inout Bool, quoteLine: inout Int) -> Bool {
        let delimiter = delimiter
        var at = index
        var isDone = false
        var isReturn = false
        var newLines = 0
        buffer.withUnsafeBufferPointer { bytes in
            let end = bytes.count
            while at < end {
                let byte = bytes[at]
                switch state {
                case .cellStart where byte == UInt8(ascii: "\""):
                    state = .quoted
                    quoteLine = line + newLines
                    at += 1
                case .cellStart, .plain, .quoteSeen:
                    if byte == delimiter {
                        ends.append(row.count)
                        state = .cellStart
                        at += 1
                        if ends.count > TextTableReader.maximumColumns { return }
                    } else if byte == 0x0A || byte == 0x0D {
                        ends.append(row.count)
                        newLines += 1
                        isReturn = byte == 0x0D
                        isDone = true
                        at += 1
                        return
                    } else if state == .quoteSeen {
                        if byte == UInt8(ascii: "\"") {
                            row.append(byte)
                            state = .quoted
                        } else if byte != 0x20 {
                            isMisquoted = true
                            row.append(byte)
                        }
                        at += 1
                    } else {
                        state = .plain
                        var run = at + 1
                        while run < end, bytes[run] != delimiter, bytes[run] != 0x0A, bytes[run] != 0x0D { run += 1 }
                        row.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<run]))
                        at = run
                        if row.count > TextTableReader.maximumRow { return }
                    }
                case .quoted:
                    var run = at
                    while run < end, bytes[run] != UInt8(ascii: "\"") {
                        if bytes[run] == 0x0A { newLines += 1 }
                        run += 1
                    }
                    row.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<run]))
                    at = run
                    if at < end {
                        state = .quoteSeen
                        at += 1
                    }
                    if row.count > TextTableReader.maximumRow { return }
                }
            }
        }
        index = at
        line += newLines
        isAfterReturn = isReturn
        return isDone
    }

    private func cells() -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(ends.count)
        var start = 0
        row.withUnsafeBufferPointer { bytes in
            for end in ends {
                cells.append(TextTableReader.cell(UnsafeBufferPointer(rebasing: bytes[start..<end])))
                start = end
            }
        }
        return cells
    }

    private static func cell(_ bytes: UnsafeBufferPointer<UInt8>) -> Cell {
        if bytes.isEmpty { return .empty }
        var isASCII = true
        var isLost = false
        for index in bytes.indices {
            let byte = bytes[index]
            if byte >= 0x80 {
                isASCII = false
                if byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD {
                    isLost = true
                }
            } else if byte == 0 {
                isLost = true
            }
        }
        if isASCII && !isLost { return .text(String(decoding: bytes, as: UTF8.self)) }
        if !isLost, let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
        return .fault(.lostCharacters(String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}")))
    }
}
