extension BPMNRules {
    /// The type of a data element, or of the data object behind a reference.
    func itemDefinition(of element: BPMNElement) -> BPMNElement? {
        if element.kind == "dataObjectReference", let object = model.element(element.reference("dataObjectRef")) {
            return model.element(object.reference("itemSubjectRef"))
        }
        return model.element(element.reference("itemSubjectRef"))
    }

    /// Whether two types are of different structures; a type that states none differs from no other.
    func differ(_ one: BPMNElement, _ other: BPMNElement) -> Bool {
        guard one !== other, let first = one.attribute("structureRef"), let second = other.attribute("structureRef")
        else {
            return false
        }
        return first != second
    }

    func checkData() {
        for element in model.all {
            switch element.kind {
            case "dataInput", "dataOutput", "dataObject":
                guard let type = itemDefinition(of: element), isExecutable(element) else { continue }
                if type.flag("isCollection", default: false) != element.flag("isCollection", default: false) {
                    report(
                        element, "is-collection", zh: "isCollection 与数据类型的不一致。",
                        en: "Its isCollection differs from its type's.")
                }
            case "inputSet", "outputSet": checkSet(element)
            case "dataInputAssociation", "dataOutputAssociation": checkAssociation(element)
            case "ioBinding": checkIOBinding(element)
            default: continue
            }
        }
        for event in model.elements(BPMNElement.events) { checkEventData(event) }
    }

    private func checkSet(_ set: BPMNElement) {
        let isInput = set.kind == "inputSet"
        let direction = isInput ? "Input" : "Output"
        let data = set.references("data\(direction)Refs")
        for name in ["optional\(direction)Refs", "whileExecuting\(direction)Refs"] {
            for reference in set.references(name) where !data.contains(reference) {
                report(
                    set, "set-members", zh: "\(name) 中的“\(reference)”不在集合里。",
                    en: "'\(reference)' of \(name) is not in the set.")
            }
        }
        let forward = isInput ? "outputSetRefs" : "inputSetRefs"
        let back = isInput ? "inputSetRefs" : "outputSetRefs"
        for reference in set.references(forward) {
            guard let other = model.element(reference), let id = set.id else { continue }
            if !other.references(back).contains(id) {
                report(
                    other, "set-references", zh: "没有反向引用“\(id)”。", en: "It does not refer back to '\(id)'.")
            }
        }
    }

    private func checkAssociation(_ association: BPMNElement) {
        let sources = association.references("sourceRef")
        let target = association.references("targetRef").first.flatMap { model.element($0) }
        let isTransformed = association.child("transformation") != nil
        if sources.count > 1, !isTransformed {
            report(
                association, "association-sources", zh: "有几个来源就要有转换表达式。",
                en: "With several sources it needs a transformation.")
        }
        guard let source = sources.first.flatMap({ model.element($0) }) else { return }
        if association.kind == "dataInputAssociation", source.kind == "dataOutput",
            source.enclosing(["process"])?.child("ioSpecification") === source.parent
        {
            report(
                association, "association-source", zh: "流程的数据输出不能作为来源。",
                en: "A data output of the process cannot be a source.")
        }
        guard !isTransformed, association.child("assignment") == nil, let target,
            let from = itemDefinition(of: source), let to = itemDefinition(of: target)
        else { return }
        if differ(from, to) {
            report(
                association, "association-type", zh: "来源与目标的类型不同，又没有转换。",
                en: "Source and target differ in type and nothing transforms.")
        }
    }

    private func checkIOBinding(_ binding: BPMNElement) {
        guard let operation = model.element(binding.reference("operationRef")) else { return }
        for (attribute, reference) in [("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef")] {
            guard let data = model.element(binding.reference(attribute)),
                let item = itemDefinition(of: data),
                let message = operation.references(reference).first.flatMap({ model.element($0) }),
                let sent = model.element(message.reference("itemRef"))
            else { continue }
            if differ(sent, item) {
                report(
                    binding, "io-binding-type", zh: "\(attribute) 的类型与消息的不同。",
                    en: "The type of \(attribute) differs from the message's.")
            }
        }
    }

    /// An event that has data elements has one for each of its definitions that carry data, of the same type and in
    /// the same order (BPMN 2.0, §10.5.1).
    private func checkEventData(_ event: BPMNElement) {
        let data = event.children(BPMNElement.throwEvents.contains(event.kind) ? "dataInput" : "dataOutput")
        guard !data.isEmpty, isExecutable(event) else { return }
        var carried: [BPMNElement] = []
        for definition in model.eventDefinitions(of: event) {
            let type: BPMNElement? =
                switch definition.kind {
                case "messageEventDefinition":
                    model.element(model.element(definition.reference("messageRef"))?.reference("itemRef"))
                case "signalEventDefinition":
                    model.element(model.element(definition.reference("signalRef"))?.reference("structureRef"))
                case "errorEventDefinition":
                    model.element(model.element(definition.reference("errorRef"))?.reference("structureRef"))
                case "escalationEventDefinition":
                    model.element(model.element(definition.reference("escalationRef"))?.reference("structureRef"))
                default: nil
                }
            if let type { carried.append(type) }
        }
        if carried.count != data.count {
            report(
                event, "event-data", zh: "数据项的数目与事件定义的不同。",
                en: "It has not as many data elements as definitions that carry data.")
            return
        }
        for (item, type) in zip(data.map({ itemDefinition(of: $0) }), carried) {
            if let item, differ(item, type) {
                report(
                    event, "event-data-type", zh: "数据的类型与事件定义的不同。",
                    en: "The type of its data differs from its definition's.")
            }
        }
    }
}
