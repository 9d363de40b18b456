public import Diagnostics
import XMLTree

/// Where something stands in the tables of a ``DecisionFile``.
public struct DecisionSheetPlace: Sendable, Hashable {
    /// The table's key.
    public let sheet: String
    /// The row, from 0; `nil` for a column's heading or the table as a whole.
    public let row: Int?
    /// The column, from 0; `nil` for a row or the table as a whole.
    public let column: Int?

    /// Makes a place.
    public init(sheet: String, row: Int?, column: Int?) {
        self.sheet = sheet
        self.row = row
        self.column = column
    }
}

/// Where the parts of the tables stand in the text of a file.
public struct DecisionFilePlaces: Sendable {
    /// In the order of the text.
    private var marks: [(location: SourceLocation, place: DecisionSheetPlace?)] = []
    private let root: XMLTreeElement

    init(_ file: DecisionFile) {
        root = file.root
        var table = 0
        collect(root, nil, file.sheets.map(\.key), &table, &marks)
    }

    /// Where in the tables a location lies, such as that of a diagnostic; `nil` outside of tables.
    public func place(of location: SourceLocation) -> DecisionSheetPlace? {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            let mark = marks[middle].location
            if (mark.line, mark.column) <= (location.line, location.column) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1].place : nil
    }

    private func collect(
        _ element: XMLTreeElement, _ place: DecisionSheetPlace?, _ keys: [String], _ table: inout Int,
        _ marks: inout [(location: SourceLocation, place: DecisionSheetPlace?)]
    ) {
        marks.append((element.location, place))
        guard element.name.local == "decisionTable", element.name.namespace == root.name.namespace,
            keys.indices.contains(table)
        else {
            for child in element.elements { collect(child, place, keys, &table, &marks) }
            return
        }
        let key = keys[table]
        table += 1
        let counts = DecisionSheet.Column.Kind.allCases.map { element.children(DecisionFile.clause($0)).count }
        let starts = [0, counts[0], counts[0] + counts[1]]
        var seen = [0, 0, 0]
        var row = 0
        for child in element.elements {
            if let kind = DecisionSheet.Column.Kind.allCases.firstIndex(where: {
                DecisionFile.clause($0) == child.name.local
            }) {
                mark(child, DecisionSheetPlace(sheet: key, row: nil, column: starts[kind] + seen[kind]), &marks)
                seen[kind] += 1
            } else if child.name.local == "rule" {
                marks.append((child.location, DecisionSheetPlace(sheet: key, row: row, column: nil)))
                var cells = [0, 0, 0]
                for entry in child.elements {
                    let kind = DecisionSheet.Column.Kind.allCases.firstIndex {
                        DecisionFile.entry($0) == entry.name.local
                    }
                    let column = kind.map { starts[$0] + cells[$0] }
                    if let kind { cells[kind] += 1 }
                    mark(entry, DecisionSheetPlace(sheet: key, row: row, column: column), &marks)
                }
                row += 1
            } else {
                mark(child, DecisionSheetPlace(sheet: key, row: nil, column: nil), &marks)
            }
        }
    }

    private func mark(
        _ element: XMLTreeElement, _ place: DecisionSheetPlace,
        _ marks: inout [(location: SourceLocation, place: DecisionSheetPlace?)]
    ) {
        marks.append((element.location, place))
        for child in element.elements { mark(child, place, &marks) }
    }
}

extension DecisionFile {
    /// Where the parts of its tables stand in the bytes that it was read from.
    public var places: DecisionFilePlaces { DecisionFilePlaces(self) }
}
