/// A table that two people edited at a time, put together from what each of them did.
public struct DecisionSheetMerge: Sendable, Hashable {
    /// A place at which both wanted something else; what the one says who keeps later stands in the sheet.
    public struct Clash: Sendable, Hashable {
        /// The row, from 0; `nil` for a column's heading.
        public let row: Int?
        /// The column, from 0; `nil` for a row that one took out and the other changed.
        public let column: Int?
        /// What the other says; `nil` where the other took the row out.
        public let other: String?
    }

    /// What both did.
    public let sheet: DecisionSheet
    /// Where they did not agree.
    public let clashes: [Clash]
}

extension DecisionSheet {
    /// What this sheet and another one say that began with the same one (a three-way merge, cell by cell).
    ///
    /// - Parameters:
    ///   - other: what somebody else kept meanwhile; the keys of the result are of its file.
    ///   - base: what both began with.
    /// - Returns: `nil` where it cannot be told what belongs together: both moved rows, or both changed the columns, or rows
    ///   were added or taken out of a table whose rows have no ids.
    public func merged(with other: DecisionSheet, from base: DecisionSheet) -> DecisionSheetMerge? {
        guard key == other.key, key == base.key else { return nil }
        if other == base { return DecisionSheetMerge(sheet: self, clashes: []) }
        return MergeOfSheets(mine: self, theirs: other, base: base)?.result
    }
}

/// The work of one merge.
private struct MergeOfSheets {
    private let mine: DecisionSheet
    private let theirs: DecisionSheet
    private let base: DecisionSheet
    private var clashes: [DecisionSheetMerge.Clash] = []
    private var columns: [DecisionSheet.Column] = []
    /// Where each column of the result stands in the three; a new one only in one of them.
    private var places: [Place] = []
    private var rows: [DecisionSheet.Row] = []

    var result: DecisionSheetMerge {
        DecisionSheetMerge(
            sheet: DecisionSheet(
                key: theirs.key, decision: theirs.decision, question: theirs.question, hitPolicy: theirs.hitPolicy,
                aggregation: theirs.aggregation, columns: columns, rows: rows),
            clashes: clashes)
    }

    init?(mine: DecisionSheet, theirs: DecisionSheet, base: DecisionSheet) {
        (self.mine, self.theirs, self.base) = (mine, theirs, base)
        // A key that counts places means another row or column once one was added or taken out before it.
        let hasPlaces = { (sheet: DecisionSheet) in sheet.rows.contains { $0.key != $0.id && $0.key != nil } }
        if hasPlaces(base) || hasPlaces(theirs), base.rows != theirs.rows { return nil }
        if Self.counted(base) != Self.counted(theirs) { return nil }
        guard mergeColumns(), mergeRows() else { return nil }
    }

    /// The columns that are known by their place alone, as those of notes are.
    private static func counted(_ sheet: DecisionSheet) -> [String] {
        sheet.columns.filter { $0.key?.hasPrefix("\($0.kind.rawValue) ") == true }.map {
            "\($0.key ?? "") \($0.expression)"
        }
    }

    private static func order(_ keys: [String?]) -> [String] { keys.map { $0 ?? "" } }

    // MARK: Columns

    private struct Place {
        let mine: Int?
        let theirs: Int?
        var base: Int?
    }

    private mutating func mergeColumns() -> Bool {
        let known = Self.order(base.columns.map(\.key))
        let (ours, others) = (Self.order(mine.columns.map(\.key)), Self.order(theirs.columns.map(\.key)))
        let lead: DecisionSheet
        if ours == known {
            lead = theirs
        } else if others == known {
            lead = mine
        } else {
            return false
        }
        let isMine = ours != known
        for (index, column) in lead.columns.enumerated() {
            func place(_ sheet: DecisionSheet) -> Int? {
                column.key.flatMap { key in sheet.columns.firstIndex { $0.key == key } }
            }
            let found = Place(
                mine: isMine ? index : place(mine), theirs: isMine ? place(theirs) : index, base: place(base)
            )
            // A key of theirs that the base has not is new there, whatever else is called so.
            places.append(found.base == nil ? Place(mine: isMine ? index : nil, theirs: isMine ? nil : index) : found)
            columns.append(merged(places[index], at: index))
        }
        return true
    }

    private mutating func merged(
        _ place: Place, at index: Int
    ) -> DecisionSheet.Column {
        guard let mineAt = place.mine else { return theirs.columns[place.theirs ?? 0] }
        guard let theirsAt = place.theirs, let baseAt = place.base else { return mine.columns[mineAt] }
        let (one, two, old) = (mine.columns[mineAt], theirs.columns[theirsAt], base.columns[baseAt])
        return DecisionSheet.Column(
            key: two.key, kind: two.kind, label: pick(one.label, two.label, old.label, nil, index),
            expression: pick(one.expression, two.expression, old.expression, nil, index),
            type: one.type == old.type ? two.type : one.type,
            allowed: pick(one.allowed, two.allowed, old.allowed, nil, index))
    }

    /// What of three texts stands in the result; where both changed it differently, mine, and a clash.
    private mutating func pick(_ mine: String, _ theirs: String, _ base: String, _ row: Int?, _ column: Int) -> String {
        if mine == theirs || theirs == base { return mine }
        if mine == base { return theirs }
        clashes.append(DecisionSheetMerge.Clash(row: row, column: column, other: theirs))
        return mine
    }

    // MARK: Rows

    private static func common(_ rows: [DecisionSheet.Row], with others: [DecisionSheet.Row]) -> [String] {
        let known = Set(others.compactMap(\.key))
        return rows.compactMap(\.key).filter(known.contains)
    }

    private mutating func mergeRows() -> Bool {
        let hasMoved = Self.common(mine.rows, with: base.rows) != Self.common(base.rows, with: mine.rows)
        let haveMoved = Self.common(theirs.rows, with: base.rows) != Self.common(base.rows, with: theirs.rows)
        guard !hasMoved || !haveMoved else { return false }
        let known = Dictionary(base.rows.map { ($0.key ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let ours = Dictionary(
            mine.rows.compactMap { row in row.key.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
        let others = Dictionary(theirs.rows.map { ($0.key ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        // The order is of whoever moved rows, else of what is kept already; what only the other has goes after the row that
        // it stands below there.
        var order = hasMoved ? mine.rows.map { Item(mine: $0, theirs: $0.key.flatMap { others[$0] }) } : []
        if !hasMoved {
            order = theirs.rows.map { row in
                Item(mine: row.key.flatMap { known[$0] == nil ? nil : ours[$0] }, theirs: row)
            }
        }
        let rest = hasMoved ? theirs.rows : mine.rows
        var above: String?
        for row in rest {
            defer { above = row.key ?? above }
            let isThere = row.key.map { key in
                order.contains { $0.key == key && (hasMoved ? $0.theirs != nil : $0.mine != nil) }
            }
            if isThere == true { continue }
            let item = hasMoved ? Item(mine: nil, theirs: row) : Item(mine: row, theirs: nil)
            // Several that follow one another stay in their order.
            var place = above.flatMap { key in order.firstIndex { $0.key == key } }.map { $0 + 1 } ?? 0
            while order.indices.contains(place), order[place].isInserted { place += 1 }
            order.insert(Item(mine: item.mine, theirs: item.theirs, isInserted: true), at: place)
        }
        var ids = Set(theirs.rows.map(\.id))
        for item in order { append(item, base: item.key.flatMap { known[$0] }, &ids) }
        return true
    }

    /// A row of the result with what each has of it.
    private struct Item {
        let mine: DecisionSheet.Row?
        let theirs: DecisionSheet.Row?
        var isInserted = false
        var key: String? { theirs?.key ?? mine?.key }
    }

    private mutating func append(_ item: Item, base old: DecisionSheet.Row?, _ ids: inout Set<String>) {
        let index = rows.count
        switch (item.mine, item.theirs) {
        case (let one?, let two?):
            guard let old else { return rows.append(cells(of: two, from: \.theirs, key: two.key)) }
            let texts = columns.indices.map { column -> String in
                let place = places[column]
                guard let mineAt = place.mine else { return two.cells[place.theirs ?? 0] }
                guard let theirsAt = place.theirs, let baseAt = place.base else { return one.cells[mineAt] }
                return pick(one.cells[mineAt], two.cells[theirsAt], old.cells[baseAt], index, column)
            }
            rows.append(
                DecisionSheet.Row(key: two.key, id: one.id == old.id ? two.id : one.id, cells: texts))
        case (let one?, nil):
            // Taken out there: gone, unless it was changed here.
            if let old {
                if one == old { return }
                clashes.append(DecisionSheetMerge.Clash(row: index, column: nil, other: nil))
            }
            var row = cells(of: one, from: \.mine, key: nil)
            if !row.id.isEmpty, !ids.insert(row.id).inserted {
                row = renamed(row, DecisionSheet.nextID(after: row.id, taken: ids))
                ids.insert(row.id)
            }
            rows.append(row)
        case (nil, let two?):
            // Taken out here: gone, unless it was changed there.
            if let old {
                if two == old { return }
                clashes.append(DecisionSheetMerge.Clash(row: index, column: nil, other: two.id))
            }
            rows.append(cells(of: two, from: \.theirs, key: two.key))
        case (nil, nil): break
        }
    }

    /// A row that only one of the two has; columns that only the other has say nothing in it.
    private func cells(
        of row: DecisionSheet.Row, from side: KeyPath<Place, Int?>, key: String?
    ) -> DecisionSheet.Row {
        let texts = columns.indices.map { column in
            places[column][keyPath: side].map { row.cells[$0] } ?? (columns[column].kind == .condition ? "-" : "")
        }
        return DecisionSheet.Row(key: key, id: row.id, cells: texts)
    }

    /// Another id for a new row that both called the same, also where a result says it.
    private func renamed(_ row: DecisionSheet.Row, _ id: String) -> DecisionSheet.Row {
        let cells = row.cells.enumerated().map { column, text in
            columns[column].kind == .result && text == "\"\(row.id)\"" ? "\"\(id)\"" : text
        }
        return DecisionSheet.Row(key: row.key, id: id, cells: cells)
    }
}
