import DecisionEngine
import Diagnostics

/// What can be done about what a check finds, in words that officials use, with the values that a column takes.
struct RuleRemedy {
    private let words: RuleWords

    init(_ words: RuleWords) { self.words = words }

    private enum Kind {
        case notRules, broken, unknownName, missing, syntax, text, number, cells, id, reference, otherFile, type, policy
        case ranking, circle, foreign
        case notAllowed, impossible, wrongType, columnType, overlap, gap, unreachable, needless, basis, absence, unseen
    }

    /// Which remedy helps with what is found while a file is read.
    private static let kinds: [String: Kind] = [
        "decision.not-dmn": .notRules, "xml.malformed": .broken, "decision.name.unknown": .unknownName,
        "decision.expression.missing": .missing, "decision.expression.unknown": .reference, "feel.syntax": .syntax,
        "feel.syntax.string": .text, "feel.syntax.number": .number, "feel.syntax.type": .type,
        "decision.table.cells": .cells, "decision.id.duplicate": .id, "decision.name.missing": .reference,
        "decision.reference.unknown": .reference, "decision.import.unknown": .otherFile,
        "decision.type.unknown": .type, "decision.hit-policy.unknown": .policy, "decision.table.priorities": .ranking,
        "decision.cycle": .circle, "decision.function.foreign": .foreign,
    ]

    /// A finding with what can be done about it, and without words that only those who make such files know.
    ///
    /// - Parameters:
    ///   - column: the column that it is about.
    ///   - isCell: whether it is about a cell of that column, rather than its heading.
    func advised(_ diagnostic: Diagnostic, in column: DecisionSheet.Column?, isCell: Bool) -> Diagnostic {
        guard let kind = Self.kinds[diagnostic.code] else { return diagnostic }
        return Diagnostic(
            diagnostic.severity, code: diagnostic.code, message: plain(kind) ?? diagnostic.message,
            location: diagnostic.location, hint: diagnostic.hint ?? hint(kind, isCell ? column : nil))
    }

    /// Which remedy helps with what is found in a table.
    private static let tables: [TableFinding.Kind: Kind] = [
        .resultNotAllowed: .notAllowed, .impossible: .impossible, .wrongType: .wrongType, .wrongColumnType: .columnType,
        .overlap: .overlap, .gap: .gap, .unreachable: .unreachable, .unusedColumn: .needless, .unusedInput: .needless,
        .noSource: .basis, .silentAbsence: .absence, .notAnalysed: .unseen, .tooLarge: .unseen,
    ]

    /// What can be done about something in a table.
    func hint(for kind: TableFinding.Kind, in column: DecisionSheet.Column?) -> Text? {
        Self.tables[kind].map { hint($0, column) }
    }

    // MARK: Words

    /// The values that a column takes, each as it is read and as it is written; `nil` where they are not listed.
    private func values(_ column: DecisionSheet.Column?) -> Text? {
        guard let column, !column.allowed.isEmpty else { return nil }
        let choices = words.choices(column.allowed)
        if choices.isEmpty {
            return Text(zh: "能填的：\(column.allowed)", en: "It takes: \(column.allowed)")
        }
        func listed(_ choice: RuleSheet.Choice) -> Text {
            let isWord = choice.value != "\"\(choice.words.zh)\""
            return isWord
                ? Text(zh: "\(choice.words.zh) \(choice.value)", en: "\(choice.words.en) \(choice.value)")
                : Text(verbatim: choice.value)
        }
        let all = choices.map(listed)
        return Text(
            zh: "从这些里选：\(all.map(\.zh).joined(separator: "、"))",
            en: "Choose from: \(all.map(\.en).joined(separator: ", "))")
    }

    private func typed(_ column: DecisionSheet.Column?) -> Text {
        switch column?.type {
        case "string":
            values(column)
                ?? Text(
                    zh: "这一栏填文字：放在引号里，如 \"甲类\"",
                    en: "The column holds texts: put it in quotation marks, as \"class A\"")
        case "number":
            Text(
                zh: "这一栏填数：只写数字，不加引号，不带单位",
                en: "The column holds numbers: digits only, without quotation marks and unit")
        case "boolean": Text(zh: "这一栏填 true（是）或者 false（否）", en: "The column holds true (yes) or false (no)")
        case "date":
            Text(zh: "这一栏填日期，写成 date(\"2026-09-01\")", en: "The column holds dates, written date(\"2026-09-01\")")
        default: values(column) ?? Text(zh: "照上面几行的写法填", en: "Write it as the other rows do")
        }
    }

    private func plain(_ kind: Kind) -> Text? {
        switch kind {
        case .notRules: Text(zh: "这不是规则文件", en: "This is no file of rules")
        case .policy: Text(zh: "表的适用方式写错了", en: "How the rows of a table apply is written wrongly")
        case .ranking: Text(zh: "按结果的先后取，就要写明先后", en: "Where results are ranked, their order has to be listed")
        default: nil
        }
    }

    private func hint(_ kind: Kind, _ column: DecisionSheet.Column?) -> Text {
        switch kind {
        case .notRules, .broken:
            Text(
                zh: "先下载现行规则的文件或者表格，在它上面改，再传上来",
                en: "Download the file or the workbook of the rule in force, change that, and send it")
        case .unknownName:
            if let values = values(column) {
                Text(zh: "文字要加引号。\(values.zh)", en: "Texts stand in quotation marks. \(values.en)")
            } else {
                Text(
                    zh: "如果是文字，放在引号里；如果是数据的名称，请对照现行规则核对",
                    en: "Put a text in quotation marks; look a name up in the rule in force")
            }
        case .missing:
            values(column) ?? Text(zh: "把这里填上", en: "Write what is missing")
        case .syntax:
            Text(
                zh: "对照别的行改；写法见改表页面上的“格子里怎么写”",
                en: "Write it as the other rows do; the page of the table says how cells are written")
        case .text: Text(zh: "前后各加一个引号，如 \"yes\"", en: "Put a quotation mark before and behind it, as \"yes\"")
        case .number: Text(zh: "只写数字，小数点用英文句点，不带单位", en: "Digits only, with a point for decimals and no unit")
        case .cells:
            Text(
                zh: "每一行的格数要和栏数一样：少的补上，多的删掉。用网页或者表格改，就不会错",
                en: "Each row has one cell for each column. Changed on the page or in the workbook it always has")
        case .id: Text(zh: "换一个没有用过的编号", en: "Give it an id that is not used")
        case .reference:
            Text(
                zh: "这一部分删掉了，或者改了编号：请对照现行规则补上",
                en: "It was removed or given another id: put it back as in the rule in force")
        case .otherFile: Text(zh: "规则要全部写在一个文件里", en: "All rules have to stand in one file")
        case .type:
            Text(
                zh: "改成文字（string）、数（number）、是或否（boolean）、日期（date），或者文件里写明的类型",
                en: "Use string, number, boolean, date or a type that the file defines")
        case .policy: Text(zh: "改回现行规则的写法", en: "Write it as in the rule in force")
        case .ranking:
            Text(zh: "在结果这一栏按先后列出能填的值", en: "List the values that the column of results takes, in their order")
        case .circle:
            Text(
                zh: "两部分互相要用对方的结果，算不出来：去掉其中一处引用",
                en: "Two parts need one another's result: take one of the references out")
        case .foreign: Text(zh: "改用规则自己的写法，或者请信息员来改", en: "Write it in the rules' own language")
        default: tableHint(kind, column)
        }
    }

    private func tableHint(_ kind: Kind, _ column: DecisionSheet.Column?) -> Text {
        switch kind {
        case .notAllowed:
            values(column) ?? Text(zh: "改成这一栏能填的值", en: "Write one of the values that the column takes")
        case .impossible:
            values(column)
                ?? Text(
                    zh: "这一格前后矛盾：改这一格，或者删掉这一行", en: "The cell contradicts itself: change it, or remove the row")
        case .wrongType: typed(column)
        case .columnType:
            Text(zh: "把这一列的类型改成和数据一样的", en: "Give the column the type of what it reads")
        case .overlap:
            Text(zh: "改其中一行的条件，让两行不会同时适用", en: "Change the conditions of one, so that both never apply to one case")
        case .gap:
            Text(zh: "加一行管到这种情形，或者放宽某一行的条件", en: "Add a row for this case, or let one of the others take it")
        case .unreachable:
            Text(zh: "移到管住它的那几行前面，或者删掉", en: "Move it above those that come before it, or remove it")
        case .needless: Text(zh: "用不着的话可以删掉", en: "Remove it if it is not needed")
        case .basis: Text(zh: "在“依据”一栏写明文件和条款", en: "Name the document and its article in the column of the basis")
        case .absence: Text(zh: "加一行，写明查不到时怎么办", en: "Add a row that says what follows where it is not known")
        default:
            Text(zh: "这里没有替您查：请用例子和试算来看", en: "It was not looked through for you: see the examples and the rehearsal")
        }
    }
}
