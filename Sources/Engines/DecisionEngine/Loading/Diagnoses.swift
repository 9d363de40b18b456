import Diagnostics
import FEELEngine
import XMLTree

/// Gathers what is wrong with a model.
struct Diagnoses {
    /// The kinds of findings; the raw values are stable codes.
    enum Code: String, CaseIterable {
        case notDMN = "decision.not-dmn"
        case missingName = "decision.name.missing"
        case duplicateID = "decision.id.duplicate"
        case unknownReference = "decision.reference.unknown"
        case unknownImport = "decision.import.unknown"
        case unknownType = "decision.type.unknown"
        case tooDeep = "decision.type.deep"
        case unknownHitPolicy = "decision.hit-policy.unknown"
        case unknownExpression = "decision.expression.unknown"
        case missingExpression = "decision.expression.missing"
        case wrongCells = "decision.table.cells"
        case noPriorities = "decision.table.priorities"
        case cycle = "decision.cycle"
        case foreignFunction = "decision.function.foreign"
        case unknownName = "decision.name.unknown"
    }

    private(set) var all: [Diagnostic] = []

    mutating func error(_ code: Code, _ element: XMLTreeElement, _ detail: String = "") {
        add(.error, code, element.location, Self.named(element, detail))
    }

    mutating func warning(_ code: Code, _ element: XMLTreeElement, _ detail: String = "") {
        add(.warning, code, element.location, Self.named(element, detail))
    }

    mutating func add(
        _ severity: Diagnostic.Severity, _ code: Code, _ location: SourceLocation?, _ detail: String
    ) {
        guard all.count < 500 else { return }
        let text = Self.texts(code)
        let suffix = detail.isEmpty ? "" : " (\(detail))"
        all.append(
            Diagnostic(
                severity, code: code.rawValue, message: Text(zh: text.zh + suffix, en: text.en + suffix),
                location: location))
    }

    mutating func add(_ diagnostic: Diagnostic) {
        if all.count < 500 { all.append(diagnostic) }
    }

    /// A FEEL error in an element.
    mutating func add(_ error: FEELError, in element: XMLTreeElement) {
        let found = error.diagnostic
        let id = element.attribute("id").map { " [\($0)]" } ?? ""
        add(
            Diagnostic(
                .error, code: found.code,
                message: Text(zh: found.message.zh + id, en: found.message.en + id), location: found.location))
    }

    private static func named(_ element: XMLTreeElement, _ detail: String) -> String {
        let id = element.attribute("id") ?? element.attribute("name") ?? ""
        return [id, detail].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    private static func texts(_ code: Code) -> Text {
        switch code {
        case .notDMN: Text(zh: "这不是 DMN 1.2–1.5 模型", en: "this is not a DMN 1.2–1.5 model")
        case .missingName: Text(zh: "元素没有名称", en: "the element has no name")
        case .duplicateID: Text(zh: "标识重复", en: "the id is used twice")
        case .unknownReference: Text(zh: "引用的元素不存在", en: "the element referred to does not exist")
        case .unknownImport: Text(zh: "引入的模型不存在", en: "the imported model was not found")
        case .unknownType: Text(zh: "类型不存在，按任意类型处理", en: "the type does not exist; any value is taken")
        case .tooDeep:
            Text(zh: "类型一个套一个，套得太深，按任意类型处理", en: "types are made of one another too deeply; any value is taken")
        case .unknownHitPolicy: Text(zh: "未知的命中策略", en: "unknown hit policy or aggregation")
        case .unknownExpression: Text(zh: "未知的表达式种类", en: "unknown kind of expression")
        case .missingExpression: Text(zh: "这里空着，没有结果", en: "nothing is written here; there is no result")
        case .wrongCells: Text(zh: "规则的单元格数与列数不符", en: "the rule has not one cell for each column")
        case .noPriorities: Text(zh: "按优先级命中需要列出输出值", en: "this hit policy needs output values in order")
        case .cycle: Text(zh: "决策之间循环引用", en: "decisions require each other in a circle")
        case .foreignFunction: Text(zh: "不执行其他语言的函数，结果为空", en: "functions in other languages are not run; null")
        case .unknownName:
            Text(zh: "用到了没有的名称：文字要加引号", en: "a name is used that there is not: texts stand in quotation marks")
        }
    }
}
