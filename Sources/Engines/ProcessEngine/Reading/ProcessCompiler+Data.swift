import JSONTree
import XMLTree

extension ProcessCompiler {
    /// Reads mappings: the extension's `input` and `output`, and BPMN's data associations (BPMN 2.0, §10.4.2).
    mutating func readData(_ index: Int, _ element: BPMNElement) {
        drafts[index].resultVariable = element.own("result")
        for mapping in element.extensions("input") {
            if let read = self.mapping(mapping, of: element) { drafts[index].inputs.append(read) }
        }
        for mapping in element.extensions("output") {
            if let read = self.mapping(mapping, of: element) { drafts[index].outputs.append(read) }
        }
        for association in element.children("dataInputAssociation") {
            guard let target = association.child("targetRef").map({ BPMNElement.unprefixed($0.text) }),
                let value = value(of: association, element)
            else { continue }
            let name = model.element(target).flatMap { $0.name ?? $0.id } ?? target
            drafts[index].inputs.append(DataMapping(name: name, value: value))
        }
        for association in element.children("dataOutputAssociation") {
            guard let target = association.child("targetRef").map({ BPMNElement.unprefixed($0.text) }) else { continue }
            let name = variable(target, of: element)
            if association.child("transformation") != nil || association.child("assignment") != nil {
                guard let value = value(of: association, element) else { continue }
                drafts[index].outputs.append(DataMapping(name: name, value: value))
            } else if let source = association.references("sourceRef").first {
                let member = model.element(source).flatMap { $0.name ?? $0.id } ?? source
                drafts[index].outputs.append(DataMapping(name: name, value: ResultMember(name: member)))
            }
        }
    }

    private func mapping(_ written: XMLTreeElement, of element: BPMNElement) -> DataMapping? {
        guard let name = written.attribute("name"), !name.isEmpty else {
            report(element, "mapping-name", zh: "数据映射没有变量名。", en: "A data mapping has no variable name.")
            return nil
        }
        return expression(written.trimmedText, at: element).map { DataMapping(name: name, value: $0) }
    }

    private func value(of association: BPMNElement, _ element: BPMNElement) -> (any ProcessExpression)? {
        if let transformation = association.child("transformation") { return expression(transformation) }
        if let assignment = association.child("assignment"), let from = assignment.child("from") {
            return expression(from)
        }
        guard let source = association.references("sourceRef").first else { return nil }
        return VariableReference(name: variable(source, of: element))
    }

    /// The variable behind a data element: that of the data object which a reference or an association leads to.
    func variable(_ id: String, of activity: BPMNElement) -> String {
        guard let element = model.element(id) else { return id }
        switch element.kind {
        case "dataObjectReference":
            guard let object = model.element(element.reference("dataObjectRef")) else { return element.name ?? id }
            return object.name ?? object.id ?? id
        case "dataInput":
            let association = activity.children("dataInputAssociation").first {
                $0.child("targetRef").map { BPMNElement.unprefixed($0.text) } == id
            }
            if let source = association?.references("sourceRef").first, source != id {
                return variable(source, of: activity)
            }
        case "dataOutput":
            let association = activity.children("dataOutputAssociation").first {
                $0.references("sourceRef").first == id
            }
            if let target = association?.child("targetRef").map({ BPMNElement.unprefixed($0.text) }), target != id {
                return variable(target, of: activity)
            }
        default: break
        }
        return element.name ?? id
    }
}

/// The value of one variable.
struct VariableReference: ProcessExpression {
    let name: String

    func evaluate(_ variable: (String) -> JSON?) -> JSON { variable(name) ?? .null }
}

/// A member of an activity's result; the result itself where it has no such member.
struct ResultMember: ProcessExpression {
    let name: String

    func evaluate(_ variable: (String) -> JSON?) -> JSON {
        guard let result = variable("result") else { return .null }
        return result[name] ?? result
    }
}
