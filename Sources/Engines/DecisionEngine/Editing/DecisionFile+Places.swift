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
}

extension DecisionFile {
    /// Where in the tables a location of the file's text lies, such as that of a diagnostic; `nil` outside of tables.
    ///
    /// Locations are those of the bytes that the file was read from.
    public func place(of location: SourceLocation) -> DecisionSheetPlace? {
        var marks: [(location: SourceLocation, place: DecisionSheetPlace?)] = []
        var table = 0
        let keys = sheets.map(\.key)
        collect(root, nil, keys, &table, &marks)
        return marks.last { mark in
            (mark.location.line, mark.location.column) <= (location.line, location.column)
        }?.place
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
