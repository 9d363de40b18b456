import Diagnostics
import XMLTree

/// The rules of BPMN 2.0 that a model can break without breaking its XML schema; each finding names element and rule.
struct BPMNRules {
    let model: BPMNModel

    init(_ model: BPMNModel) {
        self.model = model
    }

    func check() {
        checkBasics()
        checkExtensions()
        checkReferences()
        checkFlows()
        checkConnections()
        checkGateways()
        checkActivities()
        checkStartAndEndEvents()
        checkIntermediateEvents()
        checkBoundaryEvents()
        checkExpressions()
        checkData()
        checkCollaborations()
    }

    func report(_ element: BPMNElement, _ rule: String, zh: String, en: String) {
        model.report(element, rule, zh: zh, en: en)
    }

    /// The kinds of an event's definitions, such as `timerEventDefinition`.
    func kinds(_ event: BPMNElement) -> [String] { model.eventDefinitions(of: event).map(\.kind) }

    /// Whether an element belongs to a process that is to be run: some rules hold for those only.
    func isExecutable(_ element: BPMNElement) -> Bool {
        let process = element.kind == "process" ? element : element.enclosing(["process"])
        return process?.flag("isExecutable", default: false) ?? false
    }

    // MARK: Basics

    private func checkBasics() {
        for element in model.all {
            if element.isFlowNode || ["sequenceFlow", "process"].contains(element.kind), element.id == nil {
                report(element, "id-missing", zh: "没有标识（id）。", en: "It has no id.")
            }
            if element.kind == "documentation", let format = element.attribute("textFormat"),
                format.split(separator: "/", omittingEmptySubsequences: false).count != 2
            {
                report(element, "text-format", zh: "“\(format)”不是 MIME 类型。", en: "'\(format)' is no MIME type.")
            }
            if element.kind == "dataState", element.name == nil {
                report(element, "data-state-name", zh: "数据状态没有名称。", en: "The data state has no name.")
            }
            if BPMNElement.choreography.contains(element.kind),
                element.enclosing(["choreography", "globalChoreographyTask"]) == nil
            {
                report(
                    element, "choreography-in-process", zh: "编排活动不能放在流程里。",
                    en: "A choreography activity cannot stand in a process.")
            }
            if ["choreography", "globalConversation"].contains(element.kind), element.child("choreographyRef") != nil {
                report(
                    element, "choreography-reference", zh: "此处不能引用编排。", en: "It cannot refer to a choreography.")
            }
        }
    }

    // MARK: Extensions

    private static let extensionAttributes: Set<String> = [
        "handler", "retry", "decision", "post", "assignee", "holder", "form", "due", "result", "correlation",
        "calendar", "rests",
        "collection", "item", "outputCollection", "outputItem", "operations", "return-targets", "return-steps",
        "offer-to", "name-en",
        "signing", "quorum",
    ]

    /// A slip in a name of the extension namespace would otherwise go unseen.
    private func checkExtensions() {
        func unknown(_ element: BPMNElement, _ name: String) {
            model.report(
                element, "extension-unknown", zh: "不认识扩展“yw:\(name)”。", en: "The extension 'yw:\(name)' is not known.",
                severity: .warning)
        }
        for element in model.all {
            for attribute in element.xml.attributes
            where attribute.name.namespace == BPMNElement.extensionNamespace
                && !Self.extensionAttributes.contains(attribute.name.local)
            {
                unknown(element, attribute.name.local)
            }
            guard element.kind == "extensionElements" else { continue }
            for child in element.xml.elements
            where child.name.namespace == BPMNElement.extensionNamespace
                && !["input", "output"].contains(child.name.local)
            {
                unknown(element, child.name.local)
            }
        }
    }

    // MARK: Expressions

    private static let formal: Set<String> = [
        "loopCondition", "loopCardinality", "completionCondition", "activationCondition",
        "timeDate", "timeDuration", "timeCycle",
    ]

    /// An executable process computes; an expression in natural language says nothing to compute (BPMN 2.0, §8.3.6).
    /// Conditions of sequence flows are exempt: editors leave their type out, and what they say is compiled anyway.
    private func checkExpressions() {
        for element in model.all where isExecutable(element) {
            let isCondition = element.kind == "condition" && element.parent?.kind == "conditionalEventDefinition"
            if Self.formal.contains(element.kind) || isCondition {
                let type = element.xml.attribute("type", namespace: "http://www.w3.org/2001/XMLSchema-instance")
                if type.map(BPMNElement.unprefixed) != "tFormalExpression" {
                    report(
                        element, "formal-expression", zh: "可执行流程里的表达式要写 xsi:type=\"tFormalExpression\"。",
                        en: "In an executable process an expression needs xsi:type=\"tFormalExpression\".")
                }
            }
            if element.kind == "complexBehaviorDefinition",
                element.child("condition")?.text.isEmpty ?? true
            {
                report(element, "complex-behavior", zh: "复杂行为没有条件。", en: "The complex behaviour has no condition.")
            }
            if element.kind == "timerEventDefinition" { checkTimer(element) }
        }
    }

    private func checkTimer(_ timer: BPMNElement) {
        let times = timer.children.filter { $0.kind.hasPrefix("time") }
        guard times.count == 1, let time = times.first else {
            report(
                timer, "timer", zh: "定时器要有且只有一个时间。", en: "A timer has exactly one date, duration or cycle.")
            return
        }
        let text = time.text
        guard !text.hasPrefix("=") else { return }
        let isRight =
            switch time.kind {
            case "timeDuration": ISODuration(text) != nil || WorkingTimeText.matches(text)
            case "timeCycle": ISORepetition(text) != nil
            default: WorkingTimeText.isDate(text)
            }
        if !isRight {
            report(
                time, "timer-text", zh: "“\(text)”不是 ISO 8601 的时间，也不是工作时间（如 5wd）。",
                en: "'\(text)' is neither ISO 8601 nor working time such as 5wd.")
        }
    }
}
