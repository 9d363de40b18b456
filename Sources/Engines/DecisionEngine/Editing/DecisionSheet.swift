/// A decision table as somebody edits it: columns and rows of texts (DMN 1.5, 8.2).
///
/// A sheet of a ``DecisionFile`` knows by its keys which rows and columns were there before, so that what is not edited
/// stays as it is written, comments and layout too, wherever it is moved to; an empty element may be written in its short form.
public struct DecisionSheet: Sendable, Hashable {
    /// A column.
    public struct Column: Sendable, Hashable {
        /// What stands in it.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// What a case has to be like (an input clause).
            case condition
            /// What follows (an output clause).
            case result
            /// What is noted beside a row (an annotation).
            case note
        }

        /// What it is found by in its file; `nil` for one that is new.
        public let key: String?
        /// What stands in it.
        public let kind: Kind
        /// How people call it; empty for one that has no label.
        public var label: String
        /// What a condition asks for, in FEEL; the name of a result or note.
        public var expression: String
        /// The name of its type, if declared.
        public var type: String?
        /// The values that it allows, as FEEL unary tests; empty for any.
        public var allowed: String

        /// Makes a column.
        public init(
            key: String? = nil, kind: Kind, label: String, expression: String, type: String? = nil, allowed: String = ""
        ) {
            self.key = key
            self.kind = kind
            self.label = label
            self.expression = expression
            self.type = type
            self.allowed = allowed
        }
    }

    /// A row.
    public struct Row: Sendable, Hashable {
        /// What it is found by in its file; `nil` for one that is new.
        public let key: String?
        /// The rule's id; empty for one that has none.
        public var id: String
        /// One text for each column.
        public var cells: [String]

        /// Makes a row.
        public init(key: String? = nil, id: String, cells: [String]) {
            self.key = key
            self.id = id
            self.cells = cells
        }
    }

    /// What it is found by in its file.
    public let key: String
    /// The decision or business knowledge model that it stands in.
    public let decision: String
    /// The question it answers; the decision's label or name where none is given.
    public let question: String
    /// Which rows count when several apply, as DMN writes it.
    public let hitPolicy: String
    /// What is made of all that apply, with `COLLECT`.
    public let aggregation: String?
    /// The conditions, then the results, then the notes.
    public var columns: [Column]
    /// The rows in their order.
    public var rows: [Row]

    /// Makes a sheet.
    public init(
        key: String, decision: String, question: String, hitPolicy: String, aggregation: String? = nil,
        columns: [Column], rows: [Row]
    ) {
        self.key = key
        self.decision = decision
        self.question = question
        self.hitPolicy = hitPolicy
        self.aggregation = aggregation
        self.columns = columns
        self.rows = rows
    }
}

// MARK: - Rows

extension DecisionSheet {
    /// The result column in which each row says its own id, as a FEEL string; `nil` if there is none.
    public var idColumn: Int? {
        guard !rows.isEmpty else { return nil }
        return columns.indices.first { column in
            columns[column].kind == .result
                && rows.allSatisfy { !$0.id.isEmpty && $0.cells[column] == Self.quoted($0.id) }
        }
    }

    /// Puts an empty row below another.
    ///
    /// - Parameters:
    ///   - index: the row above; -1 puts it first.
    ///   - taken: ids that other tables use.
    public mutating func insertRow(below index: Int, taken: Set<String> = []) {
        insert(columns.map { $0.kind == .condition ? "-" : "" }, below: index, taken)
    }

    /// Puts a row with the same cells below another.
    public mutating func duplicateRow(_ index: Int, taken: Set<String> = []) {
        guard rows.indices.contains(index) else { return }
        insert(rows[index].cells, below: index, taken)
    }

    /// Moves a row by some places; it stops at either end.
    public mutating func moveRow(_ index: Int, by step: Int) {
        guard rows.indices.contains(index) else { return }
        let row = rows.remove(at: index)
        // Farther than the ends is not asked for: a step as great as it likes does no harm.
        let step = min(max(-index, step), rows.count - index)
        rows.insert(row, at: index + step)
    }

    /// Takes a row out.
    public mutating func removeRow(_ index: Int) {
        if rows.indices.contains(index) { rows.remove(at: index) }
    }

    /// Gives a row another id, also where a result says it.
    public mutating func setID(_ id: String, ofRow index: Int) {
        guard rows.indices.contains(index), rows[index].id != id else { return }
        if let idColumn { rows[index].cells[idColumn] = Self.quoted(id) }
        rows[index].id = id
    }

    private mutating func insert(_ cells: [String], below index: Int, _ taken: Set<String>) {
        let above = min(max(-1, index), rows.count - 1)
        let place = above + 1
        let id = freeID(near: max(0, above), taken)
        var cells = cells
        if let idColumn { cells[idColumn] = Self.quoted(id) }
        rows.insert(Row(id: id, cells: cells), at: place)
    }

    /// A free id for a row that stands near another.
    private func freeID(near index: Int, _ taken: Set<String>) -> String {
        guard rows.indices.contains(index) else { return "" }
        return Self.nextID(after: rows[index].id, taken: taken.union(rows.map(\.id)))
    }

    /// The next id after the pattern of another: `R-AGE-2` is followed by the first free of `R-AGE-3`, `R-AGE-4` …; none follows
    /// an empty one.
    public static func nextID(after id: String, taken: Set<String>) -> String {
        guard !id.isEmpty else { return "" }
        let digits = id.reversed().prefix { ("0"..."9").contains($0) }
        var prefix = String(id.dropLast(digits.count))
        var number = digits.count <= 9 ? Int(String(digits.reversed())) ?? 1 : 1
        if digits.isEmpty || digits.count > 9 { prefix = id + "-" }
        repeat { number += 1 } while taken.contains(prefix + String(number))
        return prefix + String(number)
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}

// MARK: - Columns

extension DecisionSheet {
    /// Where the columns of a kind stand.
    public func columns(_ kind: Column.Kind) -> Range<Int> {
        let first = columns.firstIndex { $0.kind == kind }
        let count = columns.count { $0.kind == kind }
        let start = first ?? columns.firstIndex { Self.rank($0.kind) > Self.rank(kind) } ?? columns.count
        return start..<start + count
    }

    /// Adds a column as the last of its kind; a new condition excludes nothing until its cells are written.
    public mutating func insertColumn(_ column: Column) {
        let place = columns(column.kind).upperBound
        columns.insert(column, at: place)
        for index in rows.indices { rows[index].cells.insert(column.kind == .condition ? "-" : "", at: place) }
    }

    /// Takes a column with its cells out.
    public mutating func removeColumn(_ index: Int) {
        guard columns.indices.contains(index) else { return }
        columns.remove(at: index)
        for row in rows.indices { rows[row].cells.remove(at: index) }
    }

    /// Moves a column with its cells by some places among those of its kind.
    public mutating func moveColumn(_ index: Int, by step: Int) {
        guard columns.indices.contains(index) else { return }
        let range = columns(columns[index].kind)
        let place = index + min(max(range.lowerBound - index, step), range.upperBound - 1 - index)
        columns.insert(columns.remove(at: index), at: place)
        for row in rows.indices { rows[row].cells.insert(rows[row].cells.remove(at: index), at: place) }
    }

    /// Whether conditions stand before results and results before notes, as rows are read.
    var isGrouped: Bool {
        zip(columns, columns.dropFirst()).allSatisfy { Self.rank($0.kind) <= Self.rank($1.kind) }
    }

    private static func rank(_ kind: Column.Kind) -> Int {
        switch kind {
        case .condition: 0
        case .result: 1
        case .note: 2
        }
    }
}
