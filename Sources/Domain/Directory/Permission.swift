package import Diagnostics

/// What a post may do. Posts are given permissions; people are given posts.
package enum Permission: String, Sendable, Hashable, CaseIterable {
    /// See the queue and the cases of one's reach.
    case readCases = "case.read"
    /// Decide what the rules leave to a person.
    case reviewCases = "case.review"
    /// Enter an application for somebody who comes to the counter, the school or the village helper.
    case enterForOthers = "case.enter-for-others"
    /// Answer a citizen who says a register is wrong.
    case answerCorrections = "correction.answer"
    /// See a register's rows, each look-up with its purpose and receipt.
    case readRegisters = "register.read"
    /// Import rows into the registers of one's department.
    case importRegisters = "register.import"
    /// See the cockpit's figures and open the records behind them.
    case readCockpit = "cockpit.read"
    /// Hand out activation codes after checking an identity at the counter.
    case issueActivationCodes = "directory.activate"
    /// Change departments, posts and people.
    case manageDirectory = "directory.manage"
    /// See what stands still in processes and let it go on.
    case operateProcesses = "process.operate"
    /// Receive work orders, dispatch them, check answers; sees all of them.
    case manageOrders = "order.manage"
    /// Work on the orders that one's office was given.
    case handleOrders = "order.handle"
    /// See the orders of all offices.
    case readAllOrders = "order.read-all"
    /// Decide as the leader in charge, and put things under supervision.
    case overseeOrders = "order.oversee"
    /// Draft changes of the rules of one's department's services.
    case draftRules = "rule.draft"
    /// Publish scenario packages, parameters and changed rules.
    case publishDefinitions = "definition.publish"
    /// Read the journal and the receipts as an auditor.
    case audit = "journal.audit"

    /// What a person who hands out permissions reads.
    package var title: Text {
        switch self {
        case .readCases: Text(zh: "查看办件", en: "See cases")
        case .reviewCases: Text(zh: "审核办件", en: "Review cases")
        case .enterForOthers: Text(zh: "代为录入", en: "Enter for others")
        case .answerCorrections: Text(zh: "办理数据校核", en: "Answer data corrections")
        case .readRegisters: Text(zh: "查阅登记簿", en: "Read registers")
        case .importRegisters: Text(zh: "导入登记簿", en: "Import registers")
        case .readCockpit: Text(zh: "查看驾驶舱", en: "See the cockpit")
        case .issueActivationCodes: Text(zh: "发放激活码", en: "Issue activation codes")
        case .manageDirectory: Text(zh: "管理机构和人员", en: "Manage departments and people")
        case .operateProcesses: Text(zh: "处理流程故障", en: "Mend processes")
        case .manageOrders: Text(zh: "受理派发工单", en: "Receive and dispatch orders")
        case .handleOrders: Text(zh: "承办工单", en: "Handle orders")
        case .readAllOrders: Text(zh: "查看全部工单", en: "See all orders")
        case .overseeOrders: Text(zh: "批示和督办", en: "Decide and supervise")
        case .draftRules: Text(zh: "起草规则", en: "Draft rules")
        case .publishDefinitions: Text(zh: "发布规则和场景包", en: "Publish rules and packages")
        case .audit: Text(zh: "审计", en: "Audit")
        }
    }
}
