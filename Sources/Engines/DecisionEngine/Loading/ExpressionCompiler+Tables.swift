import Diagnostics
import FEELEngine
import XMLTree

extension ExpressionCompiler {
    /// A decision table.
    mutating func table(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        let aggregation = element.attribute("aggregation")
        guard let policy = HitPolicy(element.attribute("hitPolicy"), aggregation: aggregation) else {
            found.error(.unknownHitPolicy, element, element.attribute("hitPolicy") ?? aggregation ?? "")
            return FailureNode(.wrongType, location: element.location)
        }
        let inputs = element.children("input").map { input($0, scope) }
        let outputs = element.children("output").map { output($0, scope, element) }
        if case .priority = policy { checkPriorities(outputs, element) }
        if case .outputOrder = policy { checkPriorities(outputs, element) }
        let shape = FEELShape(outputs.map(\.name))
        let annotationNames = element.children("annotation").map { $0.attribute("name") ?? "" }
        var rules: [DecisionTable.Rule] = []
        let written = element.children("rule")
        for (index, rule) in written.enumerated() {
            if let compiled = self.rule(rule, index + 1, inputs, outputs, shape, annotationNames, scope) {
                rules.append(compiled)
            }
        }
        let table = DecisionTable(
            id: element.attribute("id"), decision: owner, policy: policy, inputs: inputs, outputs: outputs,
            rules: rules, annotationNames: annotationNames, shape: shape)
        return DecisionTableNode(table, isWhole: rules.count == written.count, location: element.location)
    }

    private mutating func checkPriorities(_ outputs: [DecisionTable.Output], _ element: XMLTreeElement) {
        if outputs.allSatisfy({ $0.priorities.isEmpty }) { found.warning(.noPriorities, element) }
    }

    private mutating func input(_ element: XMLTreeElement, _ scope: FEELScope) -> DecisionTable.Input {
        let place = scope.layout.next()
        let expression = element.child("inputExpression")
        let node: FEELNode
        if let expression, let text = expression.child("text") {
            node = feel(text, in: element, scope)
        } else {
            found.error(.missingExpression, element)
            node = LiteralNode(.null)
        }
        let type = expression.map { self.type(of: $0) } ?? .any
        let text = expression?.child("text")?.trimmedText ?? ""
        return DecisionTable.Input(
            label: element.attribute("label") ?? text, text: text, expression: node, place: place, type: type,
            allowed: element.child("inputValues").flatMap { values($0, place, scope) })
    }

    private mutating func output(
        _ element: XMLTreeElement, _ scope: FEELScope, _ table: XMLTreeElement
    ) -> DecisionTable.Output {
        let type = self.type(of: element)
        let allowed = element.child("outputValues").flatMap { values($0, scope.layout.next(), scope) }
        var byDefault: FEELNode?
        if let entry = element.child("defaultOutputEntry"), let text = entry.child("text"), !text.trimmedText.isEmpty {
            byDefault = feel(text, in: entry, scope)
        }
        let name = element.attribute("name") ?? table.attribute("outputLabel") ?? owner
        return DecisionTable.Output(
            name: name, label: element.attribute("label") ?? name, type: type,
            priorities: allowed?.constants ?? priorities(of: type), allowed: allowed,
            byDefault: byDefault)
    }

    /// The allowed values of a type in their order, for tables that do not list output values.
    private func priorities(of type: FEELType) -> [FEELValue] {
        if case .constrained(_, let tests) = type { return tests.constants ?? [] }
        return []
    }

    private mutating func values(_ element: XMLTreeElement, _ place: Int, _ scope: FEELScope) -> FEELTests? {
        guard let text = element.child("text"), !text.trimmedText.isEmpty else { return nil }
        do {
            return try scope.compileTests(text.text, input: place, at: text.contentLocation)
        } catch {
            found.add(error, in: element)
            return nil
        }
    }

    private mutating func rule(
        _ element: XMLTreeElement, _ index: Int, _ inputs: [DecisionTable.Input], _ outputs: [DecisionTable.Output],
        _ shape: FEELShape, _ annotationNames: [String], _ scope: FEELScope
    ) -> DecisionTable.Rule? {
        let cells = element.children("inputEntry")
        let results = element.children("outputEntry")
        guard cells.count == inputs.count, results.count == outputs.count else {
            found.error(.wrongCells, element, "\(index)")
            return nil
        }
        var tests: [FEELTests] = []
        for (cell, input) in zip(cells, inputs) {
            guard let compiled = test(cell, input, scope) else { return nil }
            tests.append(compiled)
        }
        var nodes: [FEELNode] = []
        for cell in results { nodes.append(literal(cell, scope)) }
        var annotations: [RuleAnnotation] = []
        for (place, entry) in element.children("annotationEntry").enumerated() {
            let text = entry.child("text")?.trimmedText ?? ""
            if text.isEmpty { continue }
            annotations.append(
                RuleAnnotation(name: place < annotationNames.count ? annotationNames[place] : "", text: text))
        }
        let hit = RuleHit(
            ruleID: element.attribute("id"), index: index,
            description: element.child("description")?.trimmedText, annotations: annotations)
        let constant = DecisionTable.constant(nodes, outputs, shape, scope.environment)
        return DecisionTable.Rule(
            hit: hit, cells: tests, outputs: nodes, constant: constant,
            ranks: constant.map { DecisionTable.ranks(of: $0, outputs) } ?? [], location: element.location,
            texts: (cells + results).map { $0.child("text")?.trimmedText ?? "" })
    }

    private mutating func test(
        _ cell: XMLTreeElement, _ input: DecisionTable.Input, _ scope: FEELScope
    ) -> FEELTests? {
        let text = cell.child("text")
        let source = text?.trimmedText ?? ""
        do {
            let before = scope.unknownNames.count
            let tests = try scope.compileTests(
                source.isEmpty ? "-" : text?.text ?? "-", input: input.place, at: text?.contentLocation)
            noteUnknownNames(scope, since: before)
            return tests
        } catch {
            found.add(error, in: cell)
            return nil
        }
    }
}
