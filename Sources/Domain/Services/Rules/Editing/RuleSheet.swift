package import Diagnostics

/// A table of a changed rule as it is edited, with everything that is shown beside it.
package struct RuleSheet: Sendable {
    /// What stands in a column.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case condition, result, note
    }

    /// A value that a column takes, and what it means.
    package struct Choice: Sendable, Hashable {
        package let value: String
        package let words: Text
    }

    package struct Column: Sendable, Hashable {
        /// What it is found by in the file; `nil` for a new one.
        package let key: String?
        package let kind: Kind
        /// How people call it.
        package let title: Text
        /// What the file calls it; empty without a label.
        package let label: String
        /// What a condition asks for; the name of a result or note.
        package let expression: String
        package let type: String?
        package let allowed: String
        package let choices: [Choice]
        package var findings: [Finding] = []
    }

    package struct Cell: Sendable, Hashable {
        package let text: String
        /// What it means, where that is not what is written.
        package let words: Text?
        /// What stands there in the rule in force, if it differs.
        package let before: Text?
        /// What somebody else has written here meanwhile.
        package var other: Text?
        package var findings: [Finding] = []
    }

    package struct Row: Sendable, Hashable {
        package let key: String?
        package let id: String
        /// Whether the rule in force has no such row.
        package let isAdded: Bool
        package var cells: [Cell]
        package var findings: [Finding] = []
        /// How many of the examples it applies to.
        package var examples = 0
    }

    /// Something that its author has to know.
    package struct Finding: Sendable, Hashable {
        package let severity: Diagnostic.Severity
        package let message: Text
        package let hint: Text?
        /// From 0; `nil` where it is about no row.
        package let row: Int?
        /// From 0; `nil` where it is about no column.
        package let column: Int?
    }

    /// A place at which somebody else has written something else meanwhile, as it is carried along until the table is kept.
    package struct Clash: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            case cell, heading, id, removedThere, removedHere
        }

        package let kind: Kind
        /// The row's id, and the column's key; empty where it is about none.
        package let row: String
        package let column: String
        /// What the other says.
        package let other: String

        package init(kind: Kind, row: String, column: String, other: String) {
            self.kind = kind
            self.row = row
            self.column = column
            self.other = other
        }
    }

    /// An example with what follows now.
    package struct Example: Sendable {
        package let title: Text
        package let differences: [Text]
        /// Whether it comes out otherwise by the rule in force, too.
        package let differedBefore: Bool
        /// The rows of this table that apply, from 1.
        package let rows: [Int]
    }

    /// What can be asked in a further condition: what other tables of the rule ask.
    package struct Source: Sendable, Hashable {
        package let label: String
        package let expression: String
    }

    package let key: String
    package let question: Text
    /// What counts when several rows apply.
    package let policy: Text
    package var columns: [Column]
    package var rows: [Row]
    /// The ids of the rows that are in the rule in force and not here any more.
    package let removed: [String]
    package var findings: [Finding] = []
    /// Where somebody else has written something else meanwhile.
    package var clashes: [Clash] = []
    package var examples: [Example] = []
    package var difference: [RuleDifference.Table] = []
    /// What else differs from the rule in force, such as how rows apply or the order of results.
    package var settings: [RuleDifference.Part] = []
    /// Columns that ask, allow or are called something else than in the rule in force, are new or are gone.
    package var changedColumns: [Text] = []
    package let sources: [Source]

    /// Whether nothing stands in the way of keeping it.
    package var isSavable: Bool { !findings.contains { $0.severity == .error } }
}

/// A table as somebody sends it.
package struct RuleSheetEdit: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
        package let key: String?
        package let kind: RuleSheet.Kind
        package let label: String
        package let expression: String
        package let type: String?
        package let allowed: String

        package init(
            key: String?, kind: RuleSheet.Kind, label: String, expression: String, type: String?, allowed: String
        ) {
            self.key = key
            self.kind = kind
            self.label = label
            self.expression = expression
            self.type = type
            self.allowed = allowed
        }
    }

    package struct Row: Sendable, Hashable {
        package let key: String?
        package let id: String
        package let cells: [String]

        package init(key: String?, id: String, cells: [String]) {
            self.key = key
            self.id = id
            self.cells = cells
        }
    }

    package let columns: [Column]
    package let rows: [Row]

    package init(columns: [Column], rows: [Row]) {
        self.columns = columns
        self.rows = rows
    }
}

/// What became of a table that somebody wanted to keep.
package enum RuleSheetKeeping: Sendable {
    /// It is kept.
    case kept
    /// It is kept together with what somebody else has kept meanwhile.
    case merged
    /// Both wrote in the same places, or what both did cannot be kept together: nothing is until somebody has looked at it. What
    /// both did, and where they do not agree.
    case clashing(RuleSheetEdit, [RuleSheet.Clash])
    /// It cannot be told what belongs together: nothing is kept.
    case overtaken
}

/// What is done to a table besides writing in its cells; rows and columns count from 0.
package enum RuleSheetAct: Sendable, Hashable {
    case none
    /// So many below a row; -1 is above all.
    case insertRow(below: Int, count: Int = 1)
    case duplicateRow(Int)
    case removeRow(Int)
    case moveRow(Int, by: Int)
    /// A further condition, asking what another table asks, or what is written.
    case addCondition(label: String, expression: String)
    case removeColumn(Int)
    case moveColumn(Int, by: Int)

    /// How many rows are added at once at most.
    package static let mostRows = 500
}
