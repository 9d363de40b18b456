import XMLTree

/// Writes a sheet into the element of the table that it was taken from.
struct SheetWriter {
    private let sheet: DecisionSheet
    private let table: XMLTreeElement
    private let original: DecisionSheet
    private let taken: Set<String>
    /// For each column of a kind its place before, in the order of now; `nil` for a new one.
    private let places: [DecisionSheet.Column.Kind: [Int?]]
    private let rowPlaces: [Int?]

    /// - Parameter taken: the ids that the file has.
    init(_ sheet: DecisionSheet, _ table: XMLTreeElement, taken: Set<String>) throws(DecisionFileError) {
        self.sheet = sheet
        self.taken = taken
        self.table = table
        original = DecisionFile.sheet(table, key: sheet.key, owner: nil)
        var places: [DecisionSheet.Column.Kind: [Int?]] = [:]
        for kind in DecisionSheet.Column.Kind.allCases {
            let known = original.columns.filter { $0.kind == kind }.map(\.key)
            places[kind] = try Self.places(sheet.columns.filter { $0.kind == kind }.map(\.key), known)
        }
        self.places = places
        rowPlaces = try Self.places(sheet.rows.map(\.key), original.rows.map(\.key))
    }

    private static func places(_ keys: [String?], _ known: [String?]) throws(DecisionFileError) -> [Int?] {
        var used: Set<Int> = []
        var places: [Int?] = []
        for key in keys {
            guard let key else {
                places.append(nil)
                continue
            }
            guard let place = known.firstIndex(of: key), used.insert(place).inserted else { throw .keyUnknown(key) }
            places.append(place)
        }
        return places
    }

    func written() -> XMLTreeElement {
        var written = table
        var before: [String] = ["description", "extensionElements"]
        var ids = taken
        for kind in DecisionSheet.Column.Kind.allCases {
            let local = DecisionFile.clause(kind)
            let segments = ElementSegments(local, in: written, after: before)
            before.append(local)
            let columns = sheet.columns.filter { $0.kind == kind }
            written.children = segments.children(
                zip(columns, places[kind] ?? []).map { column, place in
                    guard let place else {
                        return segments.fresh(clause(column, fresh(local, &ids), was: nil))
                    }
                    var segment = segments.segments[place]
                    segment.element = clause(
                        column, segment.element, was: original.columns.first { $0.key == column.key })
                    return segment
                })
        }
        let segments = ElementSegments("rule", in: written, after: before)
        written.children = segments.children(
            zip(sheet.rows, rowPlaces).map { row, place in
                guard let place else {
                    return segments.fresh(rule(row, fresh(row, like: segments.segments.last?.element)))
                }
                var segment = segments.segments[place]
                segment.element = rule(row, segment.element)
                return segment
            })
        return written
    }

    /// A new clause, with an id of its own where clauses may have one (DMN 1.5, the schema's tInputClause).
    private func fresh(_ local: String, _ ids: inout Set<String>) -> XMLTreeElement {
        guard local != "annotation" else { return table.sibling(local) }
        let stem = "\(table.attribute("id") ?? "table")-\(local)"
        let id = (1...ids.count + 1).lazy.map { "\(stem)-\($0)" }.first { !ids.contains($0) } ?? stem
        ids.insert(id)
        return table.sibling(local, [("id", id)])
    }

    /// A clause with what a column says now.
    private func clause(
        _ column: DecisionSheet.Column, _ element: XMLTreeElement, was: DecisionSheet.Column?
    ) -> XMLTreeElement {
        guard was != column else { return element }
        var clause = element
        if column.kind != .note, column.label != was?.label ?? "" {
            clause.setAttribute("label", column.label.isEmpty ? nil : column.label)
        }
        switch column.kind {
        case .condition:
            var expression = clause.child("inputExpression") ?? clause.sibling("inputExpression")
            expression.setText(column.expression)
            expression.setAttribute("typeRef", column.type)
            clause.setChild(expression, after: Self.heads)
            setAllowed(column.allowed, "inputValues", in: &clause, after: Self.heads + ["inputExpression"])
        case .result:
            clause.setAttribute("name", column.expression.isEmpty ? nil : column.expression)
            clause.setAttribute("typeRef", column.type)
            setAllowed(column.allowed, "outputValues", in: &clause, after: Self.heads)
        case .note: clause.setAttribute("name", column.expression)
        }
        return clause
    }

    /// What every element of DMN may begin with.
    private static let heads = ["description", "extensionElements"]

    private func setAllowed(_ text: String, _ local: String, in clause: inout XMLTreeElement, after: [String]) {
        if text.isEmpty {
            clause.removeChildren(local)
            return
        }
        var values = clause.child(local) ?? clause.sibling(local)
        values.setText(text)
        clause.setChild(values, after: after)
    }

    /// A new rule without entries, spaced as its neighbour is.
    private func fresh(_ row: DecisionSheet.Row, like neighbour: XMLTreeElement?) -> XMLTreeElement {
        var rule = table.sibling("rule")
        guard let neighbour else { return rule }
        let spaces = neighbour.children.filter { node in
            if case .text(let text) = node { text.allSatisfy(\.isWhitespace) } else { false }
        }
        // What stands before its first entry and before its end.
        if let first = spaces.first, let last = spaces.last, spaces.count > 1 { rule.children = [first, last] }
        return rule
    }

    /// A rule with a row's id and cells.
    private func rule(_ row: DecisionSheet.Row, _ element: XMLTreeElement) -> XMLTreeElement {
        var rule = element
        if row.id != rule.attribute("id") ?? "" { rule.setAttribute("id", row.id.isEmpty ? nil : row.id) }
        let indent = Self.indent(of: rule)
        let isNew = rule.elements.isEmpty
        if isNew, indent != nil { rule.children.removeFirst() }
        var before: [String] = ["description", "extensionElements"]
        for kind in DecisionSheet.Column.Kind.allCases {
            let local = DecisionFile.entry(kind)
            let segments = ElementSegments(local, in: rule, after: before)
            before.append(local)
            let range = sheet.columns(kind)
            let known = segments.segments
            let cells = Array(zip(row.cells[range], places[kind] ?? []))
            // A rule may have more entries of a kind than the table has columns, or lack notes that say nothing: neither is ours
            // to mend.
            let surplus = known.dropFirst(original.columns.count { $0.kind == kind })
            let last = cells.lastIndex { text, place in
                isNew || kind != .note || !text.isEmpty || place.map(known.indices.contains) ?? true
            }
            rule.children = segments.children(
                cells.prefix((last ?? -1) + 1).map { text, place in
                    if let place, known.indices.contains(place) {
                        var segment = known[place]
                        segment.element.setText(text)
                        return segment
                    }
                    var entry = rule.sibling(local)
                    entry.children = [.element(rule.sibling("text", children: text.isEmpty ? [] : [.text(text)]))]
                    var segment = segments.fresh(entry)
                    if known.isEmpty { segment.before = indent.map { [$0] } ?? [] }
                    return segment
                } + surplus)
        }
        return rule
    }

    /// The space before a rule's first entry.
    private static func indent(of rule: XMLTreeElement) -> XMLTreeNode? {
        guard let first = rule.children.first, case .text(let text) = first, text.allSatisfy(\.isWhitespace) else {
            return nil
        }
        return first
    }
}
