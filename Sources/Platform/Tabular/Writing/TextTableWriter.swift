/// Writes a text table (RFC 4180) in UTF-8 with the mark that spreadsheets look for.
package struct TextTableWriter {
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    package init() {}

    package mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(cell)
        }
        bytes += [0x0D, 0x0A]
    }

    private mutating func write(_ cell: String) {
        // What a spreadsheet would run as a formula is marked as text; the reader of imports takes the mark off again.
        let isFormula =
            switch cell.utf8.first {
            case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: true
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                !cell.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
            default: false
            }
        let text = isFormula ? "'" + cell : cell
        let needsQuotes =
            text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
            || text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard needsQuotes else {
            bytes += Array(text.utf8)
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
