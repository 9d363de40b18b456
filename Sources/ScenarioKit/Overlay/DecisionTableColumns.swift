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
