import DecisionEngine
import Definitions
import Diagnostics
import Exchange
import FEELEngine
import Registers

/// What the parts of a result and their values are called: by the package's code tables, the labels of the model's
/// columns and the registers of the case. What none of them names stays as it is written.
extension CaseComparison {
    /// What an entry of the result is called, such as `schools` or `fire.way`.
    func title(ofEntry path: String) -> Text {
        let parts = path.split(separator: ".").map { part -> Text in
            let name = String(part.prefix { $0 != "[" })
            let place = String(part.dropFirst(name.count))
            let called = title(ofName: name)
            return Text(zh: called.zh + place, en: called.en + place)
        }
        return Text(
            zh: parts.map(\.zh).joined(separator: " · "), en: parts.map(\.en).joined(separator: " · "))
    }

    private func title(ofName name: String) -> Text {
        word(name, inTable: "result") ?? labels[name] ?? Self.known[name] ?? element(name)?.title
            ?? Text(verbatim: name)
    }

    /// Entries that the program itself reads.
    private static let known: [String: Text] = [
        "schools": Text(zh: "安排的学校", en: "schools"), "amount": Text(zh: "金额", en: "amount"),
    ]

    /// A value of an entry in words.
    func words(_ value: FEELValue, ofEntry path: String) -> Text {
        switch value {
        case .null: Text(zh: "空", en: "nothing")
        case .boolean(let flag): flag ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no")
        case .string(let text): word(text, ofEntry: path) ?? Text(verbatim: text)
        case .list(let values) where values.isEmpty: Text(zh: "没有", en: "none")
        case .list(let values): Self.list(values.map { words($0, ofEntry: path) })
        default: Text(verbatim: value.text)
        }
    }

    private static func list(_ texts: [Text]) -> Text {
        Text(zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
    }

    /// A datum that is not found: what a contract asks, or one of the decision's own words.
    func title(ofDatum name: String) -> Text {
        let contract = visible.flatMap(\.contracts).first { $0.variable == name }
        return contract?.title ?? word(name, inTable: "datum") ?? Text(verbatim: name)
    }

    /// How a contract is answered.
    static func title(of status: ContractAnswer.Status?) -> Text {
        guard let status else { return Text(zh: "没有问", en: "not asked") }
        return switch status {
        case .found: Text(zh: "查到", en: "found")
        case .none: Text(zh: "没有", en: "none")
        case .notFound: Text(zh: "查不到", en: "not found")
        case .contradictory: Text(zh: "互相矛盾", en: "contradictory")
        case .unreachable: Text(zh: "问不到", en: "unreachable")
        case .keyMissing: Text(zh: "缺少查询的依据", en: "nothing to look by")
        case .consentMissing: Text(zh: "没有授权", en: "no consent")
        case .notAsked: Text(zh: "没有问", en: "not asked")
        }
    }

    // MARK: Where words come from

    /// What the columns of a model's results are called, where that is not their name.
    static func labels(of model: DecisionModel) -> [String: Text] {
        let pairs = model.tableOutlines.flatMap { zip($0.outputs, $0.outputLabels) }.filter { $0 != $1 }
        return Dictionary(pairs.map { ($0, Text(verbatim: $1)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The names of what the registers of a case hold under a code, such as schools.
    static func places(in facts: ScenarioTestFacts, of package: ScenarioPackage) -> [String: Text] {
        var places: [String: Text] = [:]
        let keys = package.registerKeys
        for (id, rows) in facts.rows {
            guard let key = keys[id], key.count == 1, let field = key.first, field.hasSuffix("_code") else { continue }
            for row in rows {
                guard let code = row[field]?.canonicalText, let name = row["name"]?.canonicalText else { continue }
                places[code] = Text(verbatim: name)
            }
        }
        return places
    }

    private var visible: [ScenarioPackage] { [package] + package.needs }

    private func word(_ code: String, inTable table: String) -> Text? {
        for package in visible {
            if let entry = package.codeTables[table]?.entries.first(where: { $0.code == code }) { return entry.title }
        }
        return nil
    }

    private func element(_ name: String) -> DataElement? {
        DefinitionReference(name).flatMap { package.dictionary.element($0) }
    }

    /// The word of a code: of its own table, of the register's places, of departments, or of the rules' tables.
    private func word(_ code: String, ofEntry path: String) -> Text? {
        let last = path.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? path
        return word(code, inTable: last) ?? element(last)?.codes?.entries.first { $0.code == code }?.title
            ?? places[code] ?? package.departments[code]?.title ?? word(code, inTable: "answer")
    }
}
