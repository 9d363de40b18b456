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
        case .damagedRows:
            Text(zh: "流程的存储记录与其定义不符。", en: "The stored rows of the process do not fit its definition.")
        }
    }
}
