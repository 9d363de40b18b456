public import Diagnostics

/// Something about a decision table that its author has to know (``DecisionModel/check(sources:)``).
public struct TableFinding: Sendable, Hashable {
    /// What it is; the raw value is a stable code.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// There is a case that no row takes.
        case gap = "decision.table.gap"
        /// Two rows take the same case, which the hit policy does not allow.
        case overlap = "decision.rule.overlap"
        /// A row decides nothing: others come before it in every case.
        case unreachable = "decision.rule.unreachable"
        /// A row decides nothing: no value fits one of its cells.
        case impossible = "decision.rule.impossible"
        /// A cell's value is not of the column's type.
        case wrongType = "decision.cell.type"
        /// A column of another type than the input it reads.
        case wrongColumnType = "decision.column.type"
        /// A result that is none of those the column allows.
        case resultNotAllowed = "decision.cell.allowed"
        /// A column that no row asks.
        case unusedColumn = "decision.column.unused"
        /// An input that no decision reads.
        case unusedInput = "decision.input.unused"
        /// A row that does not say what it rests on.
        case noSource = "decision.rule.source"
        /// Where nothing is known of an input a row decides that was not made for it.
        case silentAbsence = "decision.input.absence"
        /// Cells that were not analysed.
        case notAnalysed = "decision.cell.not-analysed"
        /// A table that has too many combinations to go through.
        case tooLarge = "decision.table.too-large"

        /// How grave it is.
        public var severity: Diagnostic.Severity {
            switch self {
            case .overlap, .impossible, .wrongType, .wrongColumnType, .resultNotAllowed: .error
            case .gap, .unreachable, .unusedColumn, .unusedInput, .noSource, .silentAbsence: .warning
            case .notAnalysed, .tooLarge: .note
            }
        }
    }

    /// One input of a case.
    public struct Condition: Sendable, Hashable {
        /// The column's label.
        public let input: String
        /// Its values as a cell would say it, such as `[18..60)`.
        public let values: String
        /// One of them, to try it with.
        public let example: String

        package init(input: String, values: String, example: String) {
            self.input = input
            self.values = values
            self.example = example
        }
    }

    /// What it is.
    public let kind: Kind
    /// The decision or business knowledge model that the table stands in; for an unused input its name.
    public let decision: String
    /// The table's id, if it has one.
    public let table: String?
    /// The rows it is about, from 1.
    public let rows: [Int]
    /// The column it is about.
    public let column: String?
    /// Its place among the inputs and then the outputs, from 0.
    public let columnIndex: Int?
    /// The case in which it shows: only the inputs that matter.
    public let conditions: [Condition]
    /// Whether the inputs depend on one another, so that the case may never come up.
    public let mayNotOccur: Bool
    /// Where it stands.
    public let location: SourceLocation?

    package init(
        _ kind: Kind, decision: String, table: String? = nil, rows: [Int] = [], column: String? = nil,
        columnIndex: Int? = nil, conditions: [Condition] = [], mayNotOccur: Bool = false,
        location: SourceLocation? = nil
    ) {
        self.kind = kind
        self.decision = decision
        self.table = table
        self.rows = rows
        self.column = column
        self.columnIndex = columnIndex
        self.conditions = conditions
        self.mayNotOccur = mayNotOccur
        self.location = location
    }

    /// What was found, in words.
    public var message: Text { message { Text(verbatim: $0) } }

    /// What was found, in words.
    ///
    /// - Parameter words: what is said for what a cell says, such as “yes” for `"yes"`.
    public func message(words: (String) -> Text) -> Text {
        let rows = self.rows.map(String.init).joined(separator: "、")
        let english = self.rows.map(String.init).joined(separator: ", ")
        let column = self.column ?? ""
        let columnInEnglish = column.replacing("、", with: "’, ‘")
        let tries = conditions.map { condition -> Text in
            let (values, example) = (words(condition.values), words(condition.example))
            // Of a single value there is no better example.
            return condition.values == condition.example
                ? Text(zh: "\(condition.input)：\(values.zh)", en: "\(condition.input): \(values.en)")
                : Text(
                    zh: "\(condition.input)：\(values.zh)（例 \(example.zh)）",
                    en: "\(condition.input): \(values.en) (such as \(example.en))")
        }
        let tried = tries.map(\.zh).joined(separator: "；")
        let triedInEnglish = tries.map(\.en).joined(separator: "; ")
        let perhaps =
            mayNotOccur
            ? Text(zh: "。这几项互相关联，这种情形也可能不会出现", en: ". These inputs depend on one another; the case may never come up")
            : Text(verbatim: "")
        let text: Text =
            switch kind {
            case .gap:
                conditions.isEmpty
                    ? Text(zh: "“\(decision)”没有任何一行适用", en: "‘\(decision)’: no row applies at all")
                    : Text(
                        zh: "“\(decision)”没有一行管到：\(tried)", en: "‘\(decision)’: no row applies when \(triedInEnglish)")
            case .overlap:
                Text(
                    zh: "“\(decision)”第\(rows)行同时适用：\(tried.isEmpty ? "任何情形" : tried)",
                    en: "‘\(decision)’: rows \(english) both apply\(tried.isEmpty ? "" : " when \(triedInEnglish)")")
            case .unreachable:
                Text(
                    zh: "“\(decision)”第\(rows)行永远轮不到，别的行都先管了",
                    en: "‘\(decision)’: row \(english) never decides; others always come before it")
            case .impossible:
                Text(
                    zh: "“\(decision)”第\(rows)行的“\(column)”没有值能满足",
                    en: "‘\(decision)’: in row \(english) no value of ‘\(column)’ fits")
            case .wrongType:
                Text(
                    zh: "“\(decision)”第\(rows)行的“\(column)”写的值类型不对",
                    en: "‘\(decision)’: in row \(english) the value of ‘\(column)’ is of a wrong type")
            case .wrongColumnType:
                Text(
                    zh: "“\(decision)”的“\(column)”写的类型和它要查的数据不一样，永远对不上",
                    en: "‘\(decision)’: the type of the column ‘\(column)’ is not that of what it reads; nothing fits")
            case .resultNotAllowed:
                Text(
                    zh: "“\(decision)”第\(rows)行的“\(column)”写的不是这一栏允许的结果",
                    en:
                        "‘\(decision)’: in row \(english) the value of ‘\(column)’ is none of those that the column allows"
                )
            case .unusedColumn:
                Text(
                    zh: "“\(decision)”的“\(column)”没有一行用到", en: "‘\(decision)’: no row asks for ‘\(column)’")
            case .unusedInput: Text(zh: "输入“\(decision)”没有决策用到", en: "No decision reads the input ‘\(decision)’")
            case .noSource:
                Text(
                    zh: "“\(decision)”第\(rows)行没有写依据", en: "‘\(decision)’: row \(english) does not say what it rests on"
                )
            case .silentAbsence where self.rows.isEmpty:
                Text(
                    zh: "“\(decision)”的“\(column)”查不到时，会按默认结果处理，没有专门的一行说明",
                    en:
                        "‘\(decision)’: where ‘\(columnInEnglish)’ is not known, the default result counts; no row was made for it"
                )
            case .silentAbsence:
                Text(
                    zh: "“\(decision)”的“\(column)”查不到时，会按第\(rows)行处理，没有专门的一行说明",
                    en:
                        "‘\(decision)’: where ‘\(columnInEnglish)’ is not known, row \(english) decides; no row was made for it"
                )
            case .notAnalysed:
                Text(
                    zh: "“\(decision)”第\(rows)行的“\(column)”没有分析",
                    en: "‘\(decision)’: ‘\(column)’ was not analysed in row \(english)")
            case .tooLarge:
                Text(zh: "“\(decision)”组合太多，没有查完", en: "‘\(decision)’ has too many combinations to go through")
            }
        return Text(zh: text.zh + perhaps.zh, en: text.en + perhaps.en)
    }

    /// The finding as a diagnostic.
    public var diagnostic: Diagnostic { diagnostic(message) }

    /// The finding as a diagnostic that says it in these words.
    public func diagnostic(_ message: Text) -> Diagnostic {
        // What may never come up is no reason to refuse a table.
        Diagnostic(
            mayNotOccur && kind.severity == .error ? .warning : kind.severity, code: kind.rawValue, message: message,
            location: location)
    }
}
