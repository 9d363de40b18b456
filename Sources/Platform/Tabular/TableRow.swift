/// One row of a table.
package struct TableRow: Sendable, Hashable {
    /// The line of a text on which the row begins, or the row of a sheet; from 1.
    package let number: Int
    package var cells: [Cell]
    /// Text stood after a closing quotation mark: the columns cannot be trusted.
    package let isMisquoted: Bool

    package init(number: Int, cells: [Cell], isMisquoted: Bool = false) {
        self.number = number
        self.cells = cells
        self.isMisquoted = isMisquoted
    }

    /// A cell; beyond the row's end it is empty.
    package subscript(_ column: Int) -> Cell { column < cells.count ? cells[column] : .empty }

    package var isBlank: Bool { cells.allSatisfy(\.isBlank) }
}

/// Gives the rows of a table one after another, in bounded memory. Blank rows are left out.
package protocol TableReader: AnyObject {
    func next() throws(TabularError) -> TableRow?
    /// How much of the file has been read and how much there is, in bytes.
    var progress: (done: Int, total: Int) { get }
    /// The merged areas of the sheet; none in a text.
    var merges: [MergedArea] { get }
    /// How day numbers are counted that are not shown as dates.
    var dates: SerialDate { get }
}

/// Cells merged into one, all from 0; the value stands in the first.
package struct MergedArea: Sendable, Hashable {
    package let firstRow: Int
    package let lastRow: Int
    package let firstColumn: Int
    package let lastColumn: Int

    package init(firstRow: Int, lastRow: Int, firstColumn: Int, lastColumn: Int) {
        self.firstRow = firstRow
        self.lastRow = lastRow
        self.firstColumn = firstColumn
        self.lastColumn = lastColumn
    }
}
