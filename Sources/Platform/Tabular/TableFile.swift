/// A file of rows: which kind it is, and its sheets.
package struct TableFile: Sendable {
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case text
        case workbook
    }

    /// One sheet; a text has one without a name.
    package struct Sheet: Sendable, Hashable {
        package let name: String
        package let isHidden: Bool
    }

    package let format: Format
    package let sheets: [Sheet]
    /// The encoding of a text, as people know it.
    package let encoding: TextEncoding?
    private let text: TextTable?
    private let workbook: Workbook?

    /// Tells what a file is by its first bytes, never by its name.
    package init(_ source: any ByteSource) throws(TabularError) {
        let start = try source.read(at: 0, count: 8)
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            let workbook = try Workbook(source)
            format = .workbook
            sheets = workbook.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
            encoding = nil
            text = nil
            self.workbook = workbook
            return
        }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw TabularError(.oldWorkbook) }
        let isMarked = TextEncoding.mark(of: start) != nil
        let binary: [[UInt8]] = [
            Array("%PDF".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x1F, 0x8B], [0x7F, 0x45, 0x4C, 0x46],
            Array("Rar!".utf8), [0x37, 0x7A, 0xBC, 0xAF], Array("GIF8".utf8),
        ]
        guard !binary.contains(where: { start.starts(with: $0) }), isMarked || !start.contains(0) else {
            throw TabularError(.unknownFormat)
        }
        let table = try TextTable(source)
        format = .text
        sheets = [Sheet(name: "", isHidden: false)]
        encoding = table.encoding
        text = table
        workbook = nil
    }

    /// A reader of one sheet from its first row.
    package func reader(sheet index: Int = 0) throws(TabularError) -> any TableReader {
        if let text { return try text.reader() }
        guard let workbook else { throw TabularError(.unreadable) }
        return try workbook.reader(sheet: index)
    }
}
