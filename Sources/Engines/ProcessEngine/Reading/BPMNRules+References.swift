import XMLTree

extension BPMNRules {
    private typealias Kinds = Set<String>

    private static let itemAware: Kinds = [
        "dataObject", "dataObjectReference", "dataStoreReference", "dataStore", "dataInput", "dataOutput", "property",
        "inputDataItem", "outputDataItem",
    ]
    private static let eventDefinitions: Kinds = [
        "messageEventDefinition", "signalEventDefinition", "timerEventDefinition", "errorEventDefinition",
        "escalationEventDefinition", "conditionalEventDefinition", "compensateEventDefinition",
        "cancelEventDefinition", "terminateEventDefinition", "linkEventDefinition",
    ]
    private static let callable: Kinds = [
        "process", "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask",
    ]
    private static let messageEnds: Kinds = BPMNElement.activities.union(BPMNElement.events).union(["participant"])

    /// What an attribute has to refer to, whichever element it stands on.
    private static let attributes: [String: Kinds] = [
        "attachedToRef": BPMNElement.activities, "messageRef": ["message"], "signalRef": ["signal"],
        "errorRef": ["error"], "escalationRef": ["escalation"], "operationRef": ["operation"],
        "itemSubjectRef": ["itemDefinition"], "itemRef": ["itemDefinition"], "processRef": ["process"],
        "dataObjectRef": ["dataObject"], "dataStoreRef": ["dataStore"], "default": ["sequenceFlow"],
        "activityRef": BPMNElement.activities, "categoryValueRef": ["categoryValue"],
        "definitionalCollaborationRef": ["collaboration", "choreography", "globalConversation"],
        "noneBehaviorEventRef": eventDefinitions, "oneBehaviorEventRef": eventDefinitions,
        "inputDataRef": ["dataInput"], "outputDataRef": ["dataOutput"], "partitionElementRef": [],
    ]

    /// What a child element's text has to refer to.
    private static let children: [String: Kinds] = [
        "flowNodeRef": BPMNElement.flowNodes, "dataInputRefs": ["dataInput"], "dataOutputRefs": ["dataOutput"],
        "optionalInputRefs": ["dataInput"], "whileExecutingInputRefs": ["dataInput"],
        "optionalOutputRefs": ["dataOutput"], "whileExecutingOutputRefs": ["dataOutput"],
        "inputSetRefs": ["inputSet"], "outputSetRefs": ["outputSet"], "inMessageRef": ["message"],
        "outMessageRef": ["message"], "eventDefinitionRef": eventDefinitions, "interfaceRef": ["interface"],
        "supportedInterfaceRef": ["interface"], "participantRef": ["participant"], "operationRef": ["operation"],
        "resourceRef": ["resource"], "loopDataInputRef": itemAware, "loopDataOutputRef": itemAware,
        "incoming": ["sequenceFlow"], "outgoing": ["sequenceFlow"], "messageFlowRef": ["messageFlow"],
    ]

    func checkReferences() {
        for element in model.all {
            for attribute in element.xml.attributes where attribute.name.namespace == nil {
                let name = attribute.name.local
                guard !attribute.value.isEmpty, let kinds = Self.attributes[name], !kinds.isEmpty else { continue }
                expect(element, name, attribute.value, kinds)
            }
            if let kinds = Self.children[element.kind], !element.text.isEmpty {
                expect(element, element.kind, element.text, kinds)
            }
            switch element.kind {
            case "sequenceFlow":
                require(element, "sourceRef", BPMNElement.flowNodes)
                require(element, "targetRef", BPMNElement.flowNodes)
            case "messageFlow":
                require(element, "sourceRef", Self.messageEnds)
                require(element, "targetRef", Self.messageEnds)
            case "dataInputAssociation", "dataOutputAssociation":
                for child in element.children where ["sourceRef", "targetRef"].contains(child.kind) {
                    expect(child, child.kind, child.text, Self.itemAware)
                }
            case "linkEventDefinition":
                for child in element.children where ["source", "target"].contains(child.kind) {
                    expect(child, child.kind, child.text, ["linkEventDefinition"])
                }
            case "boundaryEvent":
                if element.attribute("attachedToRef") == nil {
                    report(
                        element, "attached-to", zh: "边界事件没有附着的活动。", en: "The boundary event is attached to nothing.")
                }
            case "callActivity":
                // A process of another file is found when it is called.
                if let called = model.element(element.reference("calledElement")), !Self.callable.contains(called.kind)
                {
                    report(
                        element, "reference", zh: "calledElement 不能指向 \(called.kind)。",
                        en: "calledElement cannot refer to a \(called.kind).")
                }
            default: continue
            }
        }
        for event in model.elements(BPMNElement.events) {
            for reference in event.references("eventDefinitionRef") {
                guard let definition = model.element(reference), definition.parent?.kind != "definitions" else {
                    continue
                }
                report(
                    event, "event-definition-not-shared", zh: "只能引用顶层的事件定义。",
                    en: "Only an event definition at the top of the file can be referred to.")
            }
        }
    }

    private func require(_ element: BPMNElement, _ name: String, _ kinds: Kinds) {
        guard let value = element.attribute(name) else {
            report(element, "reference-missing", zh: "没有 \(name)。", en: "It has no \(name).")
            return
        }
        expect(element, name, value, kinds)
    }

    private func expect(_ element: BPMNElement, _ name: String, _ value: String, _ kinds: Kinds) {
        // A prefix of another namespace names something in an imported file.
        if let colon = value.firstIndex(of: ":"), let namespace = element.xml.inScope[String(value[..<colon])],
            namespace != model.root.attribute("targetNamespace")
        {
            return
        }
        let id = BPMNElement.unprefixed(value)
        // Elements of other namespaces, such as those of extensions, may be referred to from them only.
        guard let found = model.element(id) else {
            report(
                element, "reference", zh: "\(name) 指向的“\(id)”不存在。",
                en: "\(name) refers to '\(id)', which does not exist.")
            return
        }
        if !kinds.contains(found.kind) {
            report(
                element, "reference", zh: "\(name) 不能指向 \(found.kind)“\(id)”。",
                en: "\(name) cannot refer to \(found.kind) '\(id)'.")
        }
    }
}
