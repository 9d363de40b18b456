/// A table that two people edited at a time, put together from what each of them did.
public struct DecisionSheetMerge: Sendable, Hashable {
    /// A place at which both wanted something else; what the one says who keeps later stands in the sheet.
    public struct Clash: Sendable, Hashable {
        /// What they do not agree on.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// What stands in a cell.
            case cell
            /// What a column is called, asks for, takes or is of.
            case heading
            /// The id of a row.
            case id
            /// A row that the one changed and the other took out.
            case removedThere
            /// A row that the one took out and the other changed.
            case removedHere
        }

        /// What they do not agree on.
        public let kind: Kind
        /// The row, from 0; `nil` for a column's heading.
        public let row: Int?
        /// The column, from 0; `nil` for a row.
        public let column: Int?
        /// What the other says.
        public let other: String
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
    /// - Returns: `nil` where it cannot be told what belongs together: both moved rows, or both changed the columns, or one took a
    ///   column out that the other changed, or rows were added or taken out of a table whose rows have no ids.
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

    /// Their rows that are the base's under another id, by their keys.
    private var origins: [String: String] = [:]

    init?(mine: DecisionSheet, theirs: DecisionSheet, base: DecisionSheet) {
        (self.mine, self.theirs, self.base) = (mine, theirs, base)
        // A key that counts places means another row or column once one was added or taken out before it.
        let hasPlaces = { (sheet: DecisionSheet) in sheet.rows.contains { $0.key != $0.id && $0.key != nil } }
        if hasPlaces(base) || hasPlaces(theirs), base.rows != theirs.rows { return nil }
        if Self.counted(base) != Self.counted(theirs) { return nil }
        origins = Self.renamed(theirs, base)
        guard mergeColumns(), mergeRows() else { return nil }
    }

    /// Which new rows are old ones under another id: alone in saying what a row said that is not there any more.
    private static func renamed(_ sheet: DecisionSheet, _ base: DecisionSheet) -> [String: String] {
        guard sheet.columns.map(\.key) == base.columns.map(\.key) else { return [:] }
        func content(_ row: DecisionSheet.Row, _ idColumn: Int?) -> [String] {
            row.cells.enumerated().map { $0 == idColumn ? "" : $1 }
        }
        let (there, here) = (Set(sheet.rows.compactMap(\.key)), Set(base.rows.compactMap(\.key)))
        let added = sheet.rows.filter { row in row.key.map { !here.contains($0) } ?? false }
        var renamed: [String: String] = [:]
        for old in base.rows {
            guard let key = old.key, !there.contains(key) else { continue }
            let same = added.filter { content($0, sheet.idColumn) == content(old, base.idColumn) }
            if same.count == 1, let new = same[0].key, renamed[new] == nil { renamed[new] = key }
        }
        return renamed
    }

    /// The key that a row of theirs has in the base.
    private func origin(_ key: String?) -> String? { key.map { origins[$0] ?? $0 } }

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
        guard isUntouched(goneFrom: lead, in: isMine ? theirs : mine) else { return false }
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

    /// Whether what one took out of the columns is as it was with the other, in its heading and in all its cells.
    private func isUntouched(goneFrom lead: DecisionSheet, in other: DecisionSheet) -> Bool {
        let rows = Dictionary(base.rows.map { ($0.key ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        for (place, column) in base.columns.enumerated() where !lead.columns.contains(where: { $0.key == column.key }) {
            guard let there = other.columns.firstIndex(where: { $0.key == column.key }) else { continue }
            guard other.columns[there] == column else { return false }
            for row in other.rows {
                guard let old = rows[row.key.map { origins[$0] ?? $0 } ?? ""] else { continue }
                if row.cells[there] != old.cells[place] { return false }
            }
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
            type: type(one.type, two.type, old.type, index),
            allowed: pick(one.allowed, two.allowed, old.allowed, nil, index))
    }

    private mutating func type(_ mine: String?, _ theirs: String?, _ base: String?, _ column: Int) -> String? {
        if mine == theirs || theirs == base { return mine }
        if mine == base { return theirs }
        clashes.append(DecisionSheetMerge.Clash(kind: .heading, row: nil, column: column, other: theirs ?? ""))
        return mine
    }

    /// What of three texts stands in the result; where both changed it differently, mine, and a clash.
    private mutating func pick(_ mine: String, _ theirs: String, _ base: String, _ row: Int?, _ column: Int) -> String {
        if mine == theirs || theirs == base { return mine }
        if mine == base { return theirs }
        clashes.append(
            DecisionSheetMerge.Clash(kind: row == nil ? .heading : .cell, row: row, column: column, other: theirs))
        return mine
    }

    // MARK: Rows

    /// The keys in an order that are in another, too.
    private static func common(_ keys: [String], with others: [String]) -> [String] {
        let known = Set(others)
        return keys.filter(known.contains)
    }

    private mutating func mergeRows() -> Bool {
        let old = base.rows.compactMap(\.key)
        let (ownKeys, otherKeys) = (mine.rows.compactMap(\.key), theirs.rows.compactMap { origin($0.key) })
        let hasMoved = Self.common(ownKeys, with: old) != Self.common(old, with: ownKeys)
        let haveMoved = Self.common(otherKeys, with: old) != Self.common(old, with: otherKeys)
        guard !hasMoved || !haveMoved else { return false }
        let known = Dictionary(base.rows.map { ($0.key ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let ours = Dictionary(
            mine.rows.compactMap { row in row.key.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
        let others = Dictionary(
            theirs.rows.map { (origin($0.key) ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        // The order is of whoever moved rows, else of what is kept already; what only the other has goes after the row that
        // it stands below there.
        var order = hasMoved ? mine.rows.map { Item(mine: $0, theirs: $0.key.flatMap { others[$0] }) } : []
        if !hasMoved {
            order = theirs.rows.map { row in
                Item(mine: origin(row.key).flatMap { known[$0] == nil ? nil : ours[$0] }, theirs: row)
            }
        }
        func key(_ item: Item) -> String? { item.theirs.map { origin($0.key) } ?? item.mine?.key }
        let rest = hasMoved ? theirs.rows : mine.rows
        var above: String?
        for row in rest {
            let own = hasMoved ? origin(row.key) : row.key
            defer { above = own ?? above }
            let isThere = own.map { own in
                order.contains { key($0) == own && (hasMoved ? $0.theirs != nil : $0.mine != nil) }
            }
            if isThere == true { continue }
            let item = hasMoved ? Item(mine: nil, theirs: row) : Item(mine: row, theirs: nil)
            // Several that follow one another stay in their order.
            var place = above.flatMap { above in order.firstIndex { key($0) == above } }.map { $0 + 1 } ?? 0
            while order.indices.contains(place), order[place].isInserted { place += 1 }
            order.insert(Item(mine: item.mine, theirs: item.theirs, isInserted: true), at: place)
        }
        var ids = Set(theirs.rows.map(\.id))
        for item in order { append(item, base: key(item).flatMap { known[$0] }, &ids) }
        return true
    }

    /// A row of the result with what each has of it.
    private struct Item {
        let mine: DecisionSheet.Row?
        let theirs: DecisionSheet.Row?
        var isInserted = false
    }

    /// Whether a row says what it said, in the columns that were there and still are.
    private func isSame(_ row: DecisionSheet.Row, as old: DecisionSheet.Row, _ side: KeyPath<Place, Int?>) -> Bool {
        row.id == old.id
            && places.allSatisfy { place in
                guard let here = place[keyPath: side], let there = place.base else { return true }
                return row.cells[here] == old.cells[there]
            }
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
                // A result that says the row's id goes with the id.
                if base.idColumn == baseAt {
                    return one.id == old.id ? two.cells[theirsAt] : one.cells[mineAt]
                }
                return pick(one.cells[mineAt], two.cells[theirsAt], old.cells[baseAt], index, column)
            }
            if one.id != old.id, two.id != old.id, one.id != two.id {
                clashes.append(DecisionSheetMerge.Clash(kind: .id, row: index, column: nil, other: two.id))
            }
            rows.append(
                DecisionSheet.Row(key: two.key, id: one.id == old.id ? two.id : one.id, cells: texts))
        case (let one?, nil):
            // Taken out there: gone, unless it was changed here.
            if let old {
                if isSame(one, as: old, \.mine) { return }
                clashes.append(DecisionSheetMerge.Clash(kind: .removedThere, row: index, column: nil, other: ""))
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
                if isSame(two, as: old, \.theirs) { return }
                clashes.append(DecisionSheetMerge.Clash(kind: .removedHere, row: index, column: nil, other: two.id))
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
