/// The place of a cell as sheets write it: `AB12`.
package enum CellReference {
    /// Column and row from 0; `nil` when it is none.
    package static func parse(_ text: some Sequence<UInt8>) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in text {
            switch byte {
            case 0x41...0x5A where row == 0: column = column * 26 + Int(byte) - 0x40
            case 0x61...0x7A where row == 0: column = column * 26 + Int(byte) - 0x60
            case 0x30...0x39 where column > 0: row = row * 10 + Int(byte) - 0x30
            case 0x24: break
            default: return nil
            }
            if column > 16_384 || row > 1_048_576 { return nil }
        }
        return column > 0 && row > 0 ? (column - 1, row - 1) : nil
    }

    /// The letters of a column from 0.
    package static func letters(_ column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            letters = String(Unicode.Scalar(UInt8(0x41 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}
