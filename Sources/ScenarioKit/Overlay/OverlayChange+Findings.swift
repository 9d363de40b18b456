import DecisionEngine
import Definitions
import Diagnostics

extension OverlayChange {
    func finding(_ code: String, _ message: Text, hint: Text? = nil) -> Diagnostic {
        Diagnostic(.error, code: code, message: message, location: location, hint: hint)
    }

    func missingFile(among names: some Sequence<String>) -> Diagnostic {
        finding(
            "overlay.target.missing", Text(zh: "包里没有文件“\(file)”", en: "The package has no file ‘\(file)’"),
            hint: Self.hint(file, among: names))
    }

    func finding(for error: LocatedEdit) -> Diagnostic {
        switch error {
        case .missing: finding("overlay.target.missing", Text(zh: "包里没有这个位置", en: "The package has no such place"))
        case .notAList: finding("overlay.target.kind", Text(zh: "这里不是列表", en: "This place is not a list"))
        case .badPointer:
            finding(
                "overlay.pointer", Text(zh: "位置写法不对", en: "The pointer is not valid"),
                hint: Text(
                    zh: "如 /guide/who 或 /values/[2024-09-01]/value",
                    en: "Such as /guide/who or /values/[2024-09-01]/value"))
        case .itemExists:
            finding("overlay.conflict", Text(zh: "列表里已有同名项", en: "The list already has an item of this name"))
        case .itemMissing(let known):
            finding(
                "overlay.target.missing", Text(zh: "列表里没有这一项", en: "The list has no such item"),
                hint: Text(zh: "有：\(known.joined(separator: "、"))", en: "It has: \(known.joined(separator: ", "))"))
        }
    }

    func finding(for error: DecisionTableEditing.Failure) -> Diagnostic {
        switch error {
        case .ruleMissing(let id, let known):
            finding(
                "overlay.target.missing", Text(zh: "没有规则“\(id)”", en: "There is no rule ‘\(id)’"),
                hint: Self.hint(id, among: known))
        case .ruleExists(let id):
            finding("overlay.conflict", Text(zh: "已有规则“\(id)”", en: "There already is a rule ‘\(id)’"))
        case .tableMissing(let name, let known):
            finding(
                "overlay.target.missing", Text(zh: "没有决策表“\(name)”", en: "There is no decision table ‘\(name)’"),
                hint: Self.hint(name, among: known))
        case .columnMissing(let name, let known):
            finding(
                "overlay.target.missing", Text(zh: "决策表没有列“\(name)”", en: "The table has no column ‘\(name)’"),
                hint: Text(zh: "有：\(known.joined(separator: "、"))", en: "It has: \(known.joined(separator: ", "))"))
        case .unwritable(let error):
            finding("overlay.rule.refused", error.diagnostic.message, hint: error.diagnostic.hint)
        }
    }

    private static func hint(_ name: String, among known: some Sequence<String>) -> Text? {
        NearestName.of(name, among: known).map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") }
    }
}
