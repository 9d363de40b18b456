import DecisionEngine
import Definitions
import Diagnostics
import Exchange
import FEELEngine
import JSONTree
import Registers

/// Compares what followed with what a case expects, in the words of the rule book.
struct CaseComparison {
    let expected: ScenarioTestCase.Expectation
    let result: DecisionResult
    let statuses: [String: ContractAnswer.Status]
    let package: ScenarioPackage
    /// What each rule says, by its id.
    let texts: [String: Text]
    let location: SourceLocation?
    /// What the columns of the model's results are called, by their name.
    var labels: [String: Text] = [:]
    /// What places are called that a result names by their code, such as schools.
    var places: [String: Text] = [:]

    /// What differs; empty when everything followed as written.
    var findings: [Diagnostic] {
        guard let context = result.value.context else {
            let warnings = result.warnings.prefix(3)
            return [
                finding(
                    "test.result.none",
                    Text(
                        zh: "决策没有给出结果" + warnings.map { "：\($0.message.zh)" }.joined(),
                        en: "The decision gave no result" + warnings.map { ": \($0.message.en)" }.joined()))
            ]
        }
        return outcome(context) + category(context) + lists(context) + entries(context) + answers()
    }

    private func finding(_ code: String, _ message: Text) -> Diagnostic {
        Diagnostic(.error, code: code, message: message, location: location, hint: because)
    }

    /// The rules that carried the result, with their reasons.
    private var because: Text? {
        let ids = carrying.sorted()
        if ids.isEmpty { return nil }
        let zh = ids.prefix(6).map { "\($0) \(texts[$0]?.zh ?? "")" }.joined(separator: "；")
        let en = ids.prefix(6).map { "\($0) \(texts[$0]?.en ?? "")" }.joined(separator: "; ")
        return Text(zh: "用到的规则：\(zh)", en: "Rules that applied: \(en)")
    }

    private var carrying: Set<String> {
        if let rules = result.value["rules"].list { return Set(rules.compactMap(\.string)) }
        return Set(result.tables.flatMap(\.hits).compactMap(\.ruleID))
    }

    private func outcome(_ context: FEELContext) -> [Diagnostic] {
        guard let wanted = expected.outcome else { return [] }
        let word = context["outcome"]?.string ?? ""
        if ScenarioTestCase.Outcome(word: word) == wanted { return [] }
        let got = ScenarioTestCase.Outcome(word: word)?.title ?? Text(verbatim: context["outcome"]?.text ?? "null")
        return [
            finding(
                "test.outcome",
                Text(
                    zh: "应当是“\(wanted.title.zh)”，得到“\(got.zh)”",
                    en: "Expected ‘\(wanted.title.en)’, got ‘\(got.en)’"))
        ]
    }

    private func category(_ context: FEELContext) -> [Diagnostic] {
        guard let wanted = expected.category else { return [] }
        let got = context["category"]?.string
        if got == wanted { return [] }
        let (first, second) = (title(wanted), title(got))
        return [
            finding(
                "test.category",
                Text(
                    zh: "类别应当是“\(first.zh)”，得到“\(second.zh)”",
                    en: "Expected the category ‘\(first.en)’, got ‘\(second.en)’"))
        ]
    }

    /// A category by its code.
    private func title(_ category: String?) -> Text {
        guard let category else { return Text(zh: "无", en: "none") }
        return package.codeTables["category"]?.entries.first { $0.code == category }?.title ?? Text(verbatim: category)
    }

    private func lists(_ context: FEELContext) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        if let wanted = expected.rules, wanted != carrying {
            findings.append(
                difference("test.rules", Text(zh: "规则", en: "rules"), wanted, carrying) { Text(verbatim: $0) })
        }
        if let wanted = expected.missing {
            let got: Set<String>
            if let missing = context["missing"]?.list {
                got = Set(missing.compactMap(\.string))
            } else {
                got = Set(result.missing.map(\.path))
            }
            if wanted != got {
                findings.append(
                    difference(
                        "test.missing", Text(zh: "查不到的数据", en: "data not found"), wanted, got, title(ofDatum:)))
            }
        }
        return findings
    }

    private func difference(
        _ code: String, _ what: Text, _ wanted: Set<String>, _ got: Set<String>, _ title: (String) -> Text
    ) -> Diagnostic {
        let lacking = wanted.subtracting(got).sorted().map(title)
        let extra = got.subtracting(wanted).sorted().map(title)
        var zh = ["\(what.zh)不一致"]
        var en = ["The \(what.en) differ"]
        if !lacking.isEmpty {
            zh.append("缺 \(lacking.map(\.zh).joined(separator: "、"))")
            en.append("lacking \(lacking.map(\.en).joined(separator: ", "))")
        }
        if !extra.isEmpty {
            zh.append("多 \(extra.map(\.zh).joined(separator: "、"))")
            en.append("not expected \(extra.map(\.en).joined(separator: ", "))")
        }
        return finding(code, Text(zh: zh.joined(separator: "；"), en: en.joined(separator: "; ")))
    }

    private func entries(_ context: FEELContext) -> [Diagnostic] {
        expected.result.sorted { $0.key < $1.key }.flatMap { key, wanted in
            Self.differences(context[key] ?? .null, FEELValue(fact: wanted), at: key).map {
                entry($0.place, $0.wanted, $0.got)
            }
        }
    }

    private func entry(_ place: String, _ wanted: FEELValue, _ got: FEELValue) -> Diagnostic {
        let called = title(ofEntry: place)
        var (should, comes) = (words(wanted, ofEntry: place), words(got, ofEntry: place))
        // Two codes with one word are told apart by the codes.
        if should == comes { (should, comes) = (Text(verbatim: wanted.text), Text(verbatim: got.text)) }
        return finding(
            "test.result",
            Text(
                zh: "“\(called.zh)”应当是“\(should.zh)”，得到“\(comes.zh)”",
                en: "Expected ‘\(should.en)’ for ‘\(called.en)’, got ‘\(comes.en)’"))
    }

    /// The innermost values that are not as wanted, each with its path.
    private static func differences(
        _ got: FEELValue, _ wanted: FEELValue, at place: String
    ) -> [(place: String, wanted: FEELValue, got: FEELValue)] {
        if contains(got, wanted) { return [] }
        switch (got, wanted) {
        case (.context(let all), .context(let part)):
            return part.entries.flatMap { name, value in
                differences(all[name] ?? .null, value, at: "\(place).\(name)")
            }
        case (.list(let all), .list(let part)) where all.count == part.count:
            return zip(all, part).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, at: "\(place)[\(index + 1)]")
            }
        default: return [(place, wanted, got)]
        }
    }

    /// Whether a value is what is wanted; of a context only the wanted entries are compared.
    private static func contains(_ got: FEELValue, _ wanted: FEELValue) -> Bool {
        switch (got, wanted) {
        case (.context(let all), .context(let part)):
            part.entries.allSatisfy { name, value in contains(all[name] ?? .null, value) }
        case (.list(let all), .list(let part)):
            all.count == part.count && zip(all, part).allSatisfy { contains($0, $1) }
        default: got == wanted
        }
    }

    private func answers() -> [Diagnostic] {
        expected.answers.sorted { $0.key < $1.key }.compactMap { name, wanted in
            guard let contract = DefinitionReference(name).flatMap(package.contract) else { return nil }
            let got = statuses[contract.qualifiedID]
            if got == wanted { return nil }
            let (should, comes) = (Self.title(of: wanted), Self.title(of: got))
            return finding(
                "test.answer",
                Text(
                    zh: "“\(contract.title.zh)”应当是“\(should.zh)”，得到“\(comes.zh)”",
                    en: "Expected ‘\(contract.title.en)’ to be ‘\(should.en)’, got ‘\(comes.en)’"))
        }
    }
}
