import Diagnostics

/// A node of a compiled process. A class so that handing it on costs no copy; it never changes after compilation.
final class FlowNode: Sendable {
    /// The node's number: its place among the flow nodes in document order.
    let index: Int
    let id: String
    let name: String?
    let englishName: String?
    let lane: String?
    /// The sub-process it stands in; −1 for the process.
    let container: Int
    let kind: Kind
    let incoming: [Int]
    let outgoing: [Int]
    let defaultFlow: Int?
    /// Boundary events attached to it.
    let boundary: [Int]
    let loop: LoopCharacteristics?
    let inputs: [DataMapping]
    let outputs: [DataMapping]
    let resultVariable: String?
    /// The post that may begin what a message event begins.
    let offeredTo: String?
    let startQuantity: Int
    let completionQuantity: Int
    let isForCompensation: Bool
    /// The handler activity, where a compensation boundary event points to one.
    let compensationHandler: Int?
    let location: SourceLocation

    init(_ draft: FlowNodeDraft, kind: Kind) {
        index = draft.index
        id = draft.id
        name = draft.name
        englishName = draft.englishName
        lane = draft.lane
        container = draft.container
        self.kind = kind
        incoming = draft.incoming
        outgoing = draft.outgoing
        defaultFlow = draft.defaultFlow
        boundary = draft.boundary
        loop = draft.loop
        inputs = draft.inputs
        outputs = draft.outputs
        resultVariable = draft.resultVariable
        offeredTo = draft.offeredTo
        startQuantity = draft.startQuantity
        completionQuantity = draft.completionQuantity
        isForCompensation = draft.isForCompensation
        compensationHandler = draft.compensationHandler
        location = draft.location
    }

    /// What stands behind an element's name.
    enum Kind: Sendable {
        case start(Catch, interrupting: Bool)
        case intermediateCatch(Catch)
        case boundary(Catch, attachedTo: Int, interrupting: Bool)
        case intermediateThrow([EventThrow])
        case end([EventThrow])
        case passing
        case user(UserTask)
        case invoke(handler: ProcessText, retry: String?, script: String?)
        case decide(decision: ProcessText, retry: String?)
        case script(any ProcessExpression)
        case send(MessageThrow)
        case receive(EventTrigger)
        case call(process: ProcessText)
        case subProcess(SubProcess, Members)
        case exclusive
        case parallel
        case inclusive
        case eventBased
        case complex(activation: (any ProcessExpression)?)
    }

    /// The triggers of a catching event; with `parallel` all of them are needed.
    struct Catch: Sendable {
        var triggers: [EventTrigger]
        var parallel: Bool
    }

    /// Who gets a user task, and what with.
    struct UserTask: Sendable {
        var post: ProcessText?
        var assignee: ProcessText?
        /// Who has it from the beginning, instead of everybody of the post.
        var holder: ProcessText?
        var form: String?
        var due: ProcessText?
        var operations: Set<TaskOperation> = []
        /// The elements that it may be sent back to whether they were done or not.
        var returnTargets: [String] = []
        /// The steps that it may be sent back to, if not all of them.
        var returnSteps: [String]?
        var signing: Signing?
    }

    /// The kinds of sub-processes.
    enum SubProcess: Sendable {
        case embedded
        case event
        case transaction
        case adHoc(sequential: Bool, completion: (any ProcessExpression)?, cancelsRemaining: Bool)
    }

    /// What stands directly in a process or sub-process.
    struct Members: Sendable {
        /// Start events without a trigger, or, without any start event, all nodes that nothing leads to.
        var starts: [Int] = []
        /// Start events with triggers; of an event sub-process the one that it has.
        var triggered: [Int] = []
        /// Event sub-processes standing in it.
        var eventSubProcesses: [Int] = []
        /// Data objects declared in it.
        var variables: [String] = []
    }

    /// The node's kind without its contents, as BPMN names the element.
    var elementName: String {
        switch kind {
        case .start: "startEvent"
        case .intermediateCatch: "intermediateCatchEvent"
        case .boundary: "boundaryEvent"
        case .intermediateThrow: "intermediateThrowEvent"
        case .end: "endEvent"
        case .passing: "task"
        case .user: "userTask"
        case .invoke(_, _, let script): script == nil ? "serviceTask" : "scriptTask"
        case .decide: "businessRuleTask"
        case .script: "scriptTask"
        case .send: "sendTask"
        case .receive: "receiveTask"
        case .call: "callActivity"
        case .subProcess(let kind, _):
            switch kind {
            case .embedded, .event: "subProcess"
            case .transaction: "transaction"
            case .adHoc: "adHocSubProcess"
            }
        case .exclusive: "exclusiveGateway"
        case .parallel: "parallelGateway"
        case .inclusive: "inclusiveGateway"
        case .eventBased: "eventBasedGateway"
        case .complex: "complexGateway"
        }
    }

    var isActivity: Bool {
        switch kind {
        case .passing, .user, .invoke, .decide, .script, .send, .receive, .call, .subProcess: true
        default: false
        }
    }
}
