import Diagnostics
import XMLTree

/// Changes the rules of decision tables in a DMN file.
struct DecisionTableEditing {
    /// Why a change cannot be made.
    enum Failure: Error, Sendable, Hashable {
        case ruleMissing(String, known: [String])
        case ruleExists(String)
        case tableMissing(String, known: [String])
        case columnMissing(String, known: [String])
    }

    private(set) var document: XMLTreeDocument

    init(_ document: XMLTreeDocument) { self.document = document }

    /// The ids of all rules.
    var ruleIDs: [String] {
        Self.tables(in: document.root, decision: "").flatMap {
            $0.table.children("rule").compactMap { $0.attribute("id") }
        }
    }

    /// The decision tables with the name of the decision they stand in.
    static func tables(
        in element: XMLTreeElement, decision: String
    ) -> [(decision: String, table: XMLTreeElement)] {
        var found: [(decision: String, table: XMLTreeElement)] = []
        for child in element.elements {
            if child.name.local == "decisionTable" { found.append((decision, child)) }
            let isNamed = child.name.local == "decision" || child.name.local == "businessKnowledgeModel"
            found += tables(in: child, decision: isNamed ? child.attribute("name") ?? decision : decision)
        }
        return found
    }

    mutating func setRule(_ id: String, _ edit: DecisionRuleEdit) throws(Failure) {
        let known = ruleIDs
        let isThere = try change(&document.root, decision: "") { (table, _) throws(Failure) in
            guard let index = Self.ruleIndex(id, in: table), case .element(var rule) = table.children[index] else {
                return false
            }
            try Self.apply(edit, to: &rule, of: table)
            table.children[index] = .element(rule)
            return true
        }
        if !isThere { throw .ruleMissing(id, known: known) }
    }

    mutating func removeRule(_ id: String) throws(Failure) {
        let known = ruleIDs
        let isThere = try change(&document.root, decision: "") { (table, _) throws(Failure) in
            guard let index = Self.ruleIndex(id, in: table) else { return false }
            table.children.remove(at: index)
            return true
        }
        if !isThere { throw .ruleMissing(id, known: known) }
    }

    mutating func addRule(
        _ id: String, table name: String, position: RulePosition, _ edit: DecisionRuleEdit
    ) throws(Failure) {
        if ruleIDs.contains(id) { throw .ruleExists(id) }
        let names = Self.tables(in: document.root, decision: "").map(\.decision)
        let isThere = try change(&document.root, decision: "") { (table, decision) throws(Failure) in
            guard decision == name || table.attribute("id") == name else { return false }
            var rule = Self.emptyRule(id, in: table)
            try Self.apply(edit, to: &rule, of: table)
            table.children.insert(.element(rule), at: try Self.index(position, in: table))
            return true
        }
        if !isThere { throw .tableMissing(name, known: names) }
    }

    /// Visits the tables until one is changed.
    private func change(
        _ element: inout XMLTreeElement, decision: String,
        _ body: (inout XMLTreeElement, String) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        for index in element.children.indices {
            guard case .element(var child) = element.children[index] else { continue }
            let isNamed = child.name.local == "decision" || child.name.local == "businessKnowledgeModel"
            let name = isNamed ? child.attribute("name") ?? decision : decision
            let isChanged =
                child.name.local == "decisionTable"
                ? try body(&child, name) : try change(&child, decision: name, body)
            if isChanged {
                element.children[index] = .element(child)
                return true
            }
        }
        return false
    }

    private static func ruleIndex(_ id: String, in table: XMLTreeElement) -> Int? {
        table.children.firstIndex { node in
            if case .element(let rule) = node { rule.name.local == "rule" && rule.attribute("id") == id } else { false }
        }
    }

    private static func index(_ position: RulePosition, in table: XMLTreeElement) throws(Failure) -> Int {
        let rules = table.children.indices.filter { index in
            if case .element(let rule) = table.children[index] { rule.name.local == "rule" } else { false }
        }
        let end = (rules.last ?? table.children.count - 1) + 1
        switch position {
        case .first: return rules.first ?? end
        case .last: return end
        case .before(let id), .after(let id):
            guard let index = ruleIndex(id, in: table) else {
                throw .ruleMissing(id, known: table.children("rule").compactMap { $0.attribute("id") })
            }
            if case .before = position { return index }
            return index + 1
        }
    }

    private static func emptyRule(_ id: String, in table: XMLTreeElement) -> XMLTreeElement {
        func entry(_ local: String, _ text: String) -> XMLTreeNode {
            .element(
                element(local, in: table, children: [.element(element("text", in: table, children: [.text(text)]))]))
        }
        let inputs = table.children("input").map { _ in entry("inputEntry", "-") }
        let outputs = table.children("output").map { _ in entry("outputEntry", "") }
        let annotations = table.children("annotation").map { _ in entry("annotationEntry", "") }
        var rule = element("rule", in: table, children: inputs + outputs + annotations)
        rule.attributes = [XMLTreeAttribute(name: QualifiedName(namespace: nil, local: "id"), value: id)]
        return rule
    }

    private static func element(_ local: String, in table: XMLTreeElement, children: [XMLTreeNode]) -> XMLTreeElement {
        XMLTreeElement(
            name: QualifiedName(namespace: table.name.namespace, local: local), prefix: table.prefix,
            children: children, location: table.location, inScope: table.inScope)
    }

    private static func apply(
        _ edit: DecisionRuleEdit, to rule: inout XMLTreeElement, of table: XMLTreeElement
    ) throws(Failure) {
        let columns = DecisionTableColumns(table)
        try set(edit.inputs, "inputEntry", columns.inputs, in: &rule)
        try set(edit.outputs, "outputEntry", columns.outputs, in: &rule)
        try set(edit.annotations, "annotationEntry", columns.annotations, in: &rule)
    }

    private static func set(
        _ entries: [String: String], _ local: String, _ labels: [String], in rule: inout XMLTreeElement
    ) throws(Failure) {
        for (label, text) in entries.sorted(by: { $0.key < $1.key }) {
            guard let column = labels.firstIndex(of: label) ?? Int(label).map({ $0 - 1 }),
                labels.indices.contains(column)
            else { throw .columnMissing(label, known: labels) }
            let cells = rule.children.indices.filter { index in
                if case .element(let cell) = rule.children[index] { cell.name.local == local } else { false }
            }
            guard cells.indices.contains(column), case .element(var cell) = rule.children[cells[column]] else {
                throw .columnMissing(label, known: labels)
            }
            cell.children = [.element(element("text", in: cell, children: [.text(text)]))]
            rule.children[cells[column]] = .element(cell)
        }
    }
}
