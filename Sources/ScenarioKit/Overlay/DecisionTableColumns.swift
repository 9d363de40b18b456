import XMLTree

/// How the columns of a decision table are called by people.
struct DecisionTableColumns: Sendable, Hashable {
    /// Each input's label, or else its expression.
    let inputs: [String]
    /// Each output's name or label; the decision's name for a single output without either.
    let outputs: [String]
    let annotations: [String]

    init(_ table: XMLTreeElement) {
        inputs = table.children("input").map { input in
            input.attribute("label") ?? input.child("inputExpression")?.child("text")?.trimmedText ?? ""
        }
        outputs = table.children("output").map { $0.attribute("name") ?? $0.attribute("label") ?? "" }
        annotations = table.children("annotation").map { $0.attribute("name") ?? "" }
    }
}

extension XMLTreeElement {
    /// The decision tables below, with the name of the decision or business knowledge model that each stands in.
    func decisionTables(in decision: String = "") -> [(decision: String, table: XMLTreeElement)] {
        var found: [(decision: String, table: XMLTreeElement)] = []
        for child in elements {
            if child.name.local == "decisionTable" { found.append((decision, child)) }
            let isNamed = child.name.local == "decision" || child.name.local == "businessKnowledgeModel"
            found += child.decisionTables(in: isNamed ? child.attribute("name") ?? decision : decision)
        }
        return found
    }
}
