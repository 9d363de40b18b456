import Diagnostics

extension EventType {
    /// A draft case was opened: the purpose under which data may be looked up.
    package static let caseOpened = EventType(
        "case.opened", Text(zh: "开始办理", en: "Case opened"),
        fields: ["case", "service", "agent", "channel"], hasSubject: true)
    /// A case was submitted and answered.
    package static let caseSubmitted = EventType(
        "case.submitted", Text(zh: "提交申请", en: "Application submitted"),
        fields: ["case", "service", "agent", "channel", "answers"], hasSubject: true)
    /// The rules, or a person where they leave it open, gave an answer.
    package static let caseDecided = EventType(
        "case.decided", Text(zh: "作出决定", en: "Decision made"),
        fields: ["case", "outcome", "category", "rules", "definition", "facts", "by"], hasSubject: true)
    /// A school place was given.
    package static let placeAllocated = EventType(
        "place.allocated", Text(zh: "安排学位", en: "School place given"),
        fields: ["case", "school", "order"], hasSubject: true)
    /// The applicant withdrew.
    package static let caseWithdrawn = EventType(
        "case.withdrawn", Text(zh: "撤回申请", en: "Application withdrawn"),
        fields: ["case", "agent"], hasSubject: true)
    /// Something else happened to a case: a paper came in, a promise was made, an appointment was taken.
    package static let caseChanged = EventType(
        "case.changed", Text(zh: "办件变动", en: "Case changed"),
        fields: ["case", "change", "agent", "detail"], hasSubject: true)
    /// An official opened a case.
    package static let caseViewed = EventType(
        "case.viewed", Text(zh: "查看办件", en: "Case viewed"),
        fields: ["case", "official", "post", "fields"], hasSubject: true)
    /// An official did something with a task besides doing it: handed it on, sent it back, asked somebody else.
    package static let taskActed = EventType(
        "task.acted", Text(zh: "任务流转", en: "Task passed on"),
        fields: ["case", "task", "act", "official", "target", "reason"], hasSubject: true)
    /// An official's open work went to colleagues, because they are away or have left.
    package static let workHandedOver = EventType(
        "work.handed-over", Text(zh: "工作交接", en: "Work handed over"),
        fields: ["official", "by", "tasks", "left"], hasSubject: false)
    /// Another system was called for a case, or its answer came.
    package static let systemCalled = EventType(
        "exchange.called", Text(zh: "调用其他系统", en: "Other system called"),
        fields: ["case", "element", "system", "state", "inputs"], hasSubject: true)
    /// Somebody is away and a colleague stands in, or no longer.
    package static let standInChanged = EventType(
        "work.stand-in", Text(zh: "请假代理", en: "Stand-in"),
        fields: ["official", "deputy", "from", "through", "state"], hasSubject: false)
    /// A process that stood still was let go on, perhaps with a variable set before.
    package static let processMended = EventType(
        "process.mended", Text(zh: "处理流程故障", en: "Process mended"),
        fields: ["case", "element", "code", "official", "variable", "value", "reason"], hasSubject: true)
    /// A running process went over to another version of its model.
    package static let processMigrated = EventType(
        "process.migrated", Text(zh: "流程迁移到新版本", en: "Process moved to another version"),
        fields: ["case", "process", "from", "to", "agent"], hasSubject: true)
    /// Background work that was given up was taken back into the queue.
    package static let jobRevived = EventType(
        "job.revived", Text(zh: "重做后台工作", en: "Background work tried again"),
        fields: ["job", "official"], hasSubject: false)
    /// A register was asked about a person, for a case, under a contract.
    package static let lookedUp = EventType(
        "exchange.looked-up", Text(zh: "查询数据", en: "Data looked up"),
        fields: [
            "case", "contract", "register", "provider", "consumer", "viewer", "post", "fields", "result", "rung",
            "answer",
        ], hasSubject: true)
    /// A person agreed that their data may be used for a case, or took that back.
    package static let consentChanged = EventType(
        "consent.changed", Text(zh: "授权变动", en: "Consent changed"),
        fields: ["case", "state", "scope"], hasSubject: true)
    /// Somebody may act for somebody else, or no longer.
    package static let delegationChanged = EventType(
        "delegation.changed", Text(zh: "代办授权变动", en: "Delegation changed"),
        fields: ["agent", "kind", "proof", "service", "until", "state"], hasSubject: true)
    /// A citizen asked the owning department to correct a register.
    package static let correctionRequested = EventType(
        "correction.requested", Text(zh: "申请校核", en: "Correction requested"),
        fields: ["case", "register", "provider", "fields"], hasSubject: true)
    /// The department answered.
    package static let correctionAnswered = EventType(
        "correction.answered", Text(zh: "答复校核", en: "Correction answered"),
        fields: ["case", "register", "provider", "outcome", "official"], hasSubject: true)
    /// A row of a register changed by hand.
    package static let registerChanged = EventType(
        "register.changed", Text(zh: "登记簿变更", en: "Register row changed"),
        fields: ["register", "row", "reason", "official"], hasSubject: true)
    /// Rows came into a register by file.
    package static let registerImported = EventType(
        "register.imported", Text(zh: "登记簿导入", en: "Register import"),
        fields: ["register", "file", "rows", "refused", "official"], hasSubject: false)
    /// An order came to the county, or changed: received, dispatched, answered, closed.
    package static let orderChanged = EventType(
        "order.changed", Text(zh: "工单变动", en: "Order changed"),
        fields: ["order", "change", "element", "official", "detail", "note"], hasSubject: false)
    /// An official opened an order.
    package static let orderViewed = EventType(
        "order.viewed", Text(zh: "查看工单", en: "Order viewed"),
        fields: ["order", "official", "post", "fields"], hasSubject: false)
    /// Definitions of a package were published.
    package static let definitionsPublished = EventType(
        "definitions.published", Text(zh: "发布场景包", en: "Package published"),
        fields: ["package", "version", "definitions", "official"], hasSubject: false)
    /// A changed rule was drafted, handed on, published, sent back or withdrawn.
    package static let ruleChanged = EventType(
        "rule.changed", Text(zh: "规则变更", en: "Rule changed"),
        fields: ["change", "service", "act", "hash", "number", "effective", "official", "rehearsal", "reason"],
        hasSubject: false)
    /// An official signed in.
    package static let officialSignedIn = EventType(
        "official.signed-in", Text(zh: "工作人员登录", en: "Official signed in"),
        fields: ["official", "post"], hasSubject: false)
    /// An account was locked after wrong passwords.
    package static let officialLocked = EventType(
        "official.locked", Text(zh: "账号锁定", en: "Account locked"),
        fields: ["official"], hasSubject: false)
    /// An activation code was handed out at a counter.
    package static let activationIssued = EventType(
        "activation.issued", Text(zh: "发放激活码", en: "Activation code issued"),
        fields: ["official", "document"], hasSubject: true)
    /// The places of a season are given together.
    package static let allotmentOpened = EventType(
        "allotment.opened", Text(zh: "开始分配学位", en: "Allotment opened"),
        fields: ["service", "season", "waiting", "official"], hasSubject: false)
    /// Rows were shown to an official by opening a figure.
    package static let recordsListed = EventType(
        "records.listed", Text(zh: "查看名单", en: "Records listed"),
        fields: ["list", "official", "post", "rows"], hasSubject: false)

    /// All kinds, in the order of the documents.
    package static let catalogue: [EventType] = [
        caseOpened, caseSubmitted, caseDecided, placeAllocated, caseWithdrawn, caseChanged, caseViewed, taskActed,
        workHandedOver, systemCalled, standInChanged, processMended, processMigrated, jobRevived, lookedUp,
        consentChanged, delegationChanged, correctionRequested, correctionAnswered, registerChanged, registerImported,
        orderChanged,
        orderViewed,
        definitionsPublished, ruleChanged, officialSignedIn, officialLocked, activationIssued, allotmentOpened,
        recordsListed,
    ]
}
