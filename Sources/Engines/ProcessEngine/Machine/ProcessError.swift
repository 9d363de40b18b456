public import Diagnostics

/// Why an event could not be handled; the instance is as it was.
public struct ProcessError: Error, Sendable, Hashable {
    /// The reason.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The instance was started before.
        case alreadyStarted = "process.already-started"
        /// The instance has not been started, or has ended.
        case notRunning = "process.not-running"
        /// No start event waits for this.
        case noStart = "process.no-start"
        /// No activity under way has this number: it ended, was withdrawn, or never was.
        case unknownActivation = "process.unknown-activation"
        /// No timer under way has this number.
        case unknownTimer = "process.unknown-timer"
        /// The token is not stopped at an incident.
        case noIncident = "process.no-incident"
        /// The model does not allow this at this task.
        case operationNotAllowed = "process.operation-not-allowed"
        /// The task waits for another, or its turn has not come.
        case taskNotOpen = "process.task-not-open"
        /// The task rests.
        case taskSuspended = "process.task-suspended"
        /// There is no such earlier step on the way here.
        case noReturnTarget = "process.no-return-target"
        /// What follows has been begun, so the step cannot be taken back.
        case alreadyTouched = "process.already-touched"
        /// Nobody would be left to sign.
        case lastSigner = "process.last-signer"
        /// Something is being compensated there at this moment.
        case compensating = "process.compensating"
        /// The stored rows are not those of an instance of this definition.
        case damagedRows = "process.damaged-rows"
    }

    /// The reason.
    public let code: Code

    /// Makes an error.
    public init(_ code: Code) {
        self.code = code
    }

    /// The wording.
    public var message: Text {
        switch code {
        case .alreadyStarted: Text(zh: "流程已经启动。", en: "The process has already been started.")
        case .notRunning: Text(zh: "流程没有在运行。", en: "The process is not running.")
        case .noStart: Text(zh: "流程没有相应的开始事件。", en: "The process has no start event for this.")
        case .unknownActivation: Text(zh: "该环节已经结束或不存在。", en: "This activity has ended or does not exist.")
        case .unknownTimer: Text(zh: "该定时器已经失效。", en: "This timer is no longer in force.")
        case .noIncident: Text(zh: "该环节没有待处理的故障。", en: "There is no incident at this place.")
        case .operationNotAllowed:
            Text(zh: "这个环节不能这样办。", en: "This cannot be done at this step.")
        case .taskNotOpen: Text(zh: "这项任务在等别人办，或者还没轮到。", en: "This task waits for another, or its turn has not come.")
        case .taskSuspended: Text(zh: "这项任务已挂起，请先恢复。", en: "This task is on hold; resume it first.")
        case .noReturnTarget: Text(zh: "前面没有这个环节，不能退回到那里。", en: "There is no such earlier step to send it back to.")
        case .alreadyTouched:
            Text(zh: "下一环节已经开始办，不能撤回。", en: "The next step has been begun, so this cannot be taken back.")
        case .lastSigner: Text(zh: "只剩一位会签人，不能再减。", en: "Only one signer is left; nobody more can be taken out.")
        case .compensating:
            Text(zh: "正在撤销前面的办理结果，请稍后再试。", en: "Earlier results are being undone; try again in a moment.")
        case .damagedRows:
            Text(zh: "流程的存储记录与其定义不符。", en: "The stored rows of the process do not fit its definition.")
        }
    }
}
