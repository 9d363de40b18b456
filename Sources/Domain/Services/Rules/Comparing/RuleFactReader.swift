import DecisionEngine
import Diagnostics

/// Goes through a definition and notes what it says: how rows of a table apply, in which order its results stand, what
/// it gives without a row, types, formulas, parameters.
struct RuleFactReader {
    private(set) var facts: [RuleFact] = []
    /// What the definition is called in the file.
    private let name: String
    private let words: RuleWords
    /// What others that it refers to are called.
    private let titles: ([String]) -> [Text]
    private var keys: [String: Int] = [:]

    init(_ name: String, _ words: RuleWords, titles: @escaping ([String]) -> [Text]) {
        self.name = name
        self.words = words
        self.titles = titles
    }

    private static let formula = Text(zh: "公式", en: "Formula")
    private static let references: Set<String> = [
        "informationRequirement", "knowledgeRequirement", "authorityRequirement", "outputDecision",
        "encapsulatedDecision", "inputDecision", "inputData",
    ]

    /// Reads a definition.
    mutating func read(_ element: WrittenElement) {
        note("label", Text(zh: "名称", en: "Name"), element["label"])
        for child in element.children where !Self.references.contains(child.name) { part(child, element.name, nil) }
        let references = element.children.filter { Self.references.contains($0.name) }.flatMap(Self.targets)
        if !references.isEmpty {
            note(
                "uses", Text(zh: "用到的内容", en: "What it uses"), references.joined(separator: " "),
                Self.list(titles(references)))
        }
        settings(element, except: ["name", "label"], element.name, nil)
    }

    /// What an element refers to.
    private static func targets(_ element: WrittenElement) -> [String] {
        (element["href"].map { [$0] } ?? []) + element.children.flatMap(targets)
    }

    // MARK: Noting

    private mutating func note(
        _ key: String, _ what: Text, _ written: String?, _ value: Text? = nil, isFormula: Bool = false,
        order: [String]? = nil
    ) {
        guard let written else { return }
        keys[key, default: 0] += 1
        facts.append(
            RuleFact(
                key: "\(key) \(keys[key] ?? 1)", what: what, value: value ?? Text(verbatim: written), written: written,
                isFormula: isFormula, order: order))
    }

    private mutating func noteOrder(_ key: String, _ what: Text, _ names: [String]) {
        note(key, what, names.joined(separator: "\u{1F}"), Self.list(names.map { Text(verbatim: $0) }), order: names)
    }

    private mutating func noteType(_ written: String?, _ key: String, _ place: Text?) {
        note("\(key)/type", Self.of(place, Text(zh: "类型", en: "Type")), written, written.map(Self.typeWords))
    }

    /// What is set besides what has words of its own.
    private mutating func settings(
        _ element: WrittenElement, except names: Set<String>, _ key: String, _ place: Text?
    ) {
        for (name, value) in element.attributes(except: names) {
            switch name {
            case "name", "label": note("\(key)/\(name)", Self.of(place, Text(zh: "名称", en: "Name")), value)
            case "typeRef": noteType(value, key, place)
            default:
                note("\(key)/\(name)", Self.of(place, Text(zh: "设置“\(name)”", en: "Setting ‘\(name)’")), value)
            }
        }
    }

    /// A kind of thing, with what it belongs to.
    private static func of(_ place: Text?, _ what: Text) -> Text {
        guard let place else { return what }
        return Text(zh: "“\(place.zh)”的\(what.zh)", en: "\(what.en) of ‘\(place.en)’")
    }

    private static func list(_ texts: [Text]) -> Text {
        Text(zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
    }

    /// A type in words; one that the file defines by its name.
    private static func typeWords(_ name: String) -> Text {
        switch name {
        case "Any": Text(zh: "任意", en: "anything")
        case "string": Text(zh: "文字", en: "text")
        case "number": Text(zh: "数", en: "number")
        case "boolean": Text(zh: "是或否", en: "yes or no")
        case "date": Text(zh: "日期", en: "date")
        case "time": Text(zh: "时刻", en: "time of day")
        case "dateTime", "date and time": Text(zh: "日期和时刻", en: "date and time")
        case "dayTimeDuration", "days and time duration": Text(zh: "天数和时长", en: "days and hours")
        case "yearMonthDuration", "years and months duration": Text(zh: "年数和月数", en: "years and months")
        default: Text(verbatim: name)
        }
    }

    // MARK: Parts

    /// - Parameters:
    ///   - key: what the part is found by in another version.
    ///   - place: the step or column that it belongs to.
    private mutating func part(_ element: WrittenElement, _ key: String, _ place: Text?) {
        switch element.name {
        case "question": note("\(key)/question", Text(zh: "问题", en: "Question"), element.text)
        case "description": note("\(key)/description", Self.of(place, Text(zh: "说明", en: "Description")), element.text)
        case "allowedAnswers": note("\(key)/answers", Text(zh: "能有的回答", en: "Answers"), element.text)
        case "variable":
            noteType(element["typeRef"], key, place)
            let own: Set<String> = element["name"] == name ? ["name", "typeRef"] : ["typeRef"]
            settings(element, except: own, "\(key)/variable", place)
        case "typeRef": noteType(element.text, key, place)
        case "text": note("\(key)/formula", Self.of(place, Self.formula), element.text, isFormula: true)
        case "allowedValues", "typeConstraint":
            allowed(
                element.child("text")?.text, key,
                Self.of(place, Text(zh: "能有的值", en: "Values")))
        case "encapsulatedLogic", "functionDefinition": function(element, key, place)
        case "literalExpression":
            noteType(element["typeRef"], key, place)
            settings(element, except: ["typeRef", "label"], key, place)
            for child in element.children { part(child, key, place) }
        case "context": context(element, key, place)
        case "decisionTable": table(element, key, place)
        default:
            let key = "\(key)/\(element.name)"
            let place = (element["label"] ?? element["name"]).map { Text(verbatim: $0) } ?? place
            if !element.text.isEmpty { note(key, Self.of(place, Self.formula), element.text, isFormula: true) }
            settings(element, except: [], key, place)
            for (index, child) in element.children.enumerated() { part(child, "\(key) \(index)", place) }
        }
    }

    private mutating func allowed(_ written: String?, _ key: String, _ what: Text) {
        note("\(key)/allowed", what, written, written.map(words.cell))
    }

    private mutating func function(_ element: WrittenElement, _ key: String, _ place: Text?) {
        let parameters = element.all("formalParameter").map { (name: $0["name"] ?? "", type: $0["typeRef"] ?? "Any") }
        note(
            "\(key)/parameters", Self.of(place, Text(zh: "参数", en: "Parameters")),
            parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", "),
            Self.list(
                parameters.map {
                    let type = Self.typeWords($0.type)
                    return Text(zh: "\($0.name)（\(type.zh)）", en: "\($0.name) (\(type.en))")
                }))
        settings(element, except: ["label"], "\(key)/function", place)
        for child in element.children where child.name != "formalParameter" { part(child, key, place) }
    }

    /// Steps that are worked out one after another, each under its name; the last one without a name is the result.
    private mutating func context(_ element: WrittenElement, _ key: String, _ place: Text?) {
        var steps: [String] = []
        for entry in element.all("contextEntry") {
            let variable = entry.child("variable")
            let name = variable?["name"] ?? ""
            steps.append(name)
            let below = name.isEmpty ? place : Text(verbatim: variable?["label"] ?? name)
            let inner = "\(key)/step \(name)"
            noteType(variable?["typeRef"], inner, below)
            for child in entry.children where child.name != "variable" { part(child, inner, below) }
        }
        noteOrder("\(key)/steps", Self.of(place, Text(zh: "各步的先后", en: "Order of the steps")), steps)
        settings(element, except: ["label"], "\(key)/context", place)
    }

    // MARK: Tables

    private mutating func table(_ element: WrittenElement, _ key: String, _ place: Text?) {
        let policy = element["hitPolicy"] ?? "UNIQUE"
        let aggregation = element["aggregation"]
        note(
            "\(key)/policy", Self.of(place, Text(zh: "适用方式", en: "How rows apply")),
            [policy, aggregation].compactMap(\.self).joined(separator: " "), RuleSheet.policy(policy, aggregation))
        conditions(element, key)
        results(element, key, isRanked: policy == "PRIORITY" || policy == "OUTPUT ORDER")
        let notes = element.all("annotation").map { $0["name"] ?? "" }
        if !notes.isEmpty {
            note(
                "\(key)/notes", Self.of(place, Text(zh: "说明栏", en: "Columns of notes")), notes.joined(separator: ", "),
                Self.list(notes.map { RuleSheet.title(DecisionSheet.Column(kind: .note, label: "", expression: $0)) }))
        }
        settings(element, except: ["hitPolicy", "aggregation", "label"], "\(key)/table", place)
        for child in element.children where !["input", "output", "annotation"].contains(child.name) {
            part(child, "\(key)/table", place)
        }
    }

    /// What conditions ask for stands with the rows (``RuleDifference/Asked``).
    private mutating func conditions(_ element: WrittenElement, _ key: String) {
        var names: [String] = []
        for input in element.all("input") {
            let asked = input.child("inputExpression")
            let label = input["label"] ?? asked?.child("text")?.text ?? ""
            names.append(label)
            let column = Text(zh: "条件“\(label)”", en: "the condition ‘\(label)’")
            let inner = "\(key)/input \(label)"
            note(
                "\(inner)/allowed", Text(zh: "\(column.zh)能填的值", en: "Values of \(column.en)"),
                input.child("inputValues")?.child("text")?.text,
                input.child("inputValues")?.child("text").map { words.cell($0.text) })
            note(
                "\(inner)/type", Text(zh: "\(column.zh)的类型", en: "Type of \(column.en)"), asked?["typeRef"],
                asked?["typeRef"].map(Self.typeWords))
            settings(input, except: ["label"], inner, Text(verbatim: label))
            if let asked { settings(asked, except: ["typeRef", "label"], "\(inner)/asked", Text(verbatim: label)) }
        }
        noteOrder("\(key)/conditions", Text(zh: "条件各栏的先后", en: "Order of the conditions"), names)
    }

    private mutating func results(_ element: WrittenElement, _ key: String, isRanked: Bool) {
        let outputs = element.all("output")
        for output in outputs {
            let name = output["name"] ?? ""
            let label = output["label"] ?? name
            let column = label.isEmpty || outputs.count == 1 ? nil : Text(verbatim: label)
            let inner = "\(key)/output \(name)"
            note("\(inner)/label", Self.of(column, Text(zh: "名称", en: "Name")), output["label"])
            noteType(output["typeRef"], inner, column)
            let values = output.child("outputValues")
            allowed(
                values?.child("text")?.text, inner,
                Self.of(
                    column,
                    isRanked
                        ? Text(zh: "结果的先后", en: "Order of the results") : Text(zh: "能填的结果", en: "Results it takes")))
            let standard = output.child("defaultOutputEntry")
            let text = standard?.child("text")?.text
            note(
                "\(inner)/default", Self.of(column, Text(zh: "默认结果", en: "Result where no row applies")), text,
                text.map(words.cell))
            settings(output, except: ["name", "label", "typeRef"], inner, column)
            for child in [values, standard].compactMap(\.self) {
                settings(child, except: ["label"], "\(inner)/\(child.name)", column)
            }
        }
        note(
            "\(key)/outputs", Text(zh: "结果各栏", en: "Columns of results"),
            outputs.map { $0["name"] ?? "" }.joined(separator: " "),
            Self.list(outputs.map { Text(verbatim: $0["label"] ?? $0["name"] ?? "") }))
    }
}
