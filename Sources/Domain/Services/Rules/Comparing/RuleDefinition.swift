import DecisionEngine
import Diagnostics

/// A named part of a rule taken apart: what people call it, what it is, and each thing that it says besides the rows of
/// its tables.
struct RuleDefinition {
    let title: Text
    /// What it is, such as a table or a function.
    let sort: Text
    let facts: [RuleFact]

    /// - Returns: `nil` if the model has none of this name.
    init?(_ name: String, in model: DecisionModel, _ words: RuleWords) {
        guard let written = model.formulas[name] else { return nil }
        title = Self.title(of: name, in: model)
        guard let elements = WrittenElement.all(in: written), let first = elements.first else {
            sort = Text(zh: "其他", en: "Something else")
            facts = [RuleFact(key: "all", what: RuleFact.wording, value: Text(verbatim: written), written: written)]
            return
        }
        sort = Self.sort(first)
        var reader = RuleFactReader(name, words) { Self.titles($0, of: name, in: model) }
        for element in elements { reader.read(element) }
        facts = reader.facts
    }

    /// What people call a definition: that of a table by its question, as on its page; others by their label.
    static func title(of name: String, in model: DecisionModel) -> Text {
        let question = model.decisions.first { $0.name == name }?.question
        let element = model.formulas[name].flatMap { WrittenElement.all(in: $0) }?.first
        let label = element?["label"] ?? ""
        let isTable = element?.child("decisionTable") != nil
        if isTable, let question, !question.isEmpty { return Text(verbatim: question) }
        if !label.isEmpty { return Text(verbatim: label) }
        return Text(verbatim: question ?? name)
    }

    /// What the parts that a definition refers to are called.
    private static func titles(_ references: [String], of name: String, in model: DecisionModel) -> [Text] {
        if let decision = model.decisions.first(where: { $0.name == name }) {
            let names = decision.requires + decision.authorities
            if names.count == references.count { return names.map { title(of: $0, in: model) } }
        }
        return references.map { reference in
            let id = reference.split(separator: "#").last.map(String.init) ?? reference
            let name =
                model.inputs.first { $0.id == id }?.name ?? model.decisions.first { $0.id == id }?.name
                ?? model.services.first { $0.id == id }?.name
            return name.map { title(of: $0, in: model) } ?? Text(verbatim: id)
        }
    }

    private static func sort(_ element: WrittenElement) -> Text {
        switch element.name {
        case "decision" where element.child("decisionTable") != nil: Text(zh: "表", en: "Table")
        case "decision": Text(zh: "公式", en: "Formula")
        case "businessKnowledgeModel": Text(zh: "共用函数", en: "Shared function")
        case "inputData": Text(zh: "用到的数据", en: "Data that is used")
        case "itemDefinition": Text(zh: "数据的类型", en: "Type of data")
        case "knowledgeSource": Text(zh: "依据", en: "Basis")
        default: Text(zh: "其他", en: "Something else")
        }
    }
}

/// One thing that a definition says.
struct RuleFact: Sendable {
    /// What it is found by in another version.
    let key: String
    /// What kind of thing it is.
    let what: Text
    /// What it says, in words.
    let value: Text
    /// The same as it is written: what has the same words may still differ.
    let written: String
    /// Whether it is written in the language of formulas rather than in words.
    var isFormula = false
    /// Names in their order, where this is nothing but an order: it counts only where the names are the same.
    var order: [String]?

    /// What is shown where nothing more can be told.
    static let wording = Text(zh: "写法", en: "How it is written")
}
