package import Diagnostics

/// Why a step of a process could not be planned.
package struct WorkflowError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// A stored row cannot be read.
        case damagedRow = "workflow.row-damaged"
        /// The process's definition is not published here.
        case unknownDefinition = "workflow.definition-unknown"
        /// No handler of this name is registered.
        case unknownHandler = "workflow.handler-unknown"
        /// The process stopped where its model does not say what comes next.
        case incident = "workflow.incident"
        /// Processes call one another without end.
        case callsTooDeep = "workflow.calls-too-deep"
        /// The task is done, cancelled, or moved on.
        case taskGone = "task.gone"
        /// The task belongs to another post.
        case taskNotYours = "task.not-yours"
        /// An act on a task needs a reason.
        case reasonMissing = "task.reason-missing"
        /// A saved view has no name.
        case nameMissing = "view.name-missing"
        /// Somebody who leaves has tasks that were not handed over.
        case workLeft = "task.work-left"
        /// Somebody would approve what they have asked for themselves.
        case ownRequest = "task.own-request"
        /// A task cannot rest until that day.
        case restDay = "task.rest-day"
        /// The days of an absence do not fit.
        case standInDays = "stand-in.days"
        /// The other official may not see the matter, or is not of the same department.
        case noSuchColleague = "task.colleague"
    }

    package let code: Code
    /// The element of the model, for incidents.
    package let element: String?

    package init(_ code: Code, element: String? = nil) {
        self.code = code
        self.element = element
    }

    package var message: Text {
        switch code {
        case .damagedRow:
            Text(zh: "流程数据损坏，请联系信息员查看日志。", en: "Stored process data are damaged; ask the IT office to see the log.")
        case .unknownDefinition:
            Text(
                zh: "这个办件使用的流程版本不在系统里，请联系信息员。",
                en: "The process version this case uses is not installed; ask the IT office.")
        case .unknownHandler:
            Text(zh: "流程用到的功能没有安装，请联系信息员。", en: "The process needs a function that is not installed.")
        case .incident:
            Text(
                zh: "流程停在一处没有规定下一步的地方，信息员已收到告警。",
                en: "The process stopped where no next step is defined; the IT office has been alerted.")
        case .callsTooDeep:
            Text(
                zh: "流程自己转圈或互相调用，没有尽头，请联系信息员。",
                en: "A process turns in a circle or calls others without end; ask the IT office.")
        case .taskGone:
            Text(zh: "这项任务已经办完或转走了，请刷新列表。", en: "This task is done or has moved on; reload the list.")
        case .taskNotYours:
            Text(zh: "这项任务属于别的岗位或别的同事。", en: "This task belongs to another post or another colleague.")
        case .reasonMissing:
            Text(zh: "请写明原因，再提交。", en: "Give the reason, then try again.")
        case .nameMissing: Text(zh: "请给视图起个名字。", en: "Give the view a name.")
        case .workLeft:
            Text(
                zh: "还有任务没有交出去，请再交接一次，账号才会停用。",
                en: "Some tasks are left; hand over once more, then the account is closed.")
        case .ownRequest:
            Text(zh: "自己提出的申请，要由别人审批。", en: "What you have asked for yourself somebody else has to approve.")
        case .restDay:
            Text(
                zh: "挂起到哪天：最早明天，最晚到办理期限那天，最多 30 天。",
                en:
                    "On hold until which day: tomorrow at the earliest, the day it is due at the latest, and 30 days at most."
            )
        case .standInDays:
            Text(
                zh: "日期不对：写成 2026-09-01，结束不早于开始、不早于今天，一次不超过一年。",
                en:
                    "The days do not fit: write 2026-09-01; the end not before the beginning or today, and a year at most."
            )
        case .noSuchColleague:
            Text(
                zh: "请选一位本部门的在岗同事：要能看这个办件，转办的还要有权办这项任务。",
                en:
                    "Choose a colleague in office in this department who may see the case and, to have the task, may do it."
            )
        }
    }
}
