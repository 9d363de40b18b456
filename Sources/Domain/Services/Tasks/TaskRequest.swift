import JSONTree
package import ProcessEngine
package import WorkCalendar

/// What an official asks for with a task besides doing it. Others are named by their ids in the directory.
package enum TaskRequest: Sendable {
    /// 认领: it is mine now, so that no colleague begins with it as well.
    case take
    /// A colleague of the same post goes on with what somebody has who is away or has left.
    case takeOver
    /// 转办.
    case handOn(to: Int64)
    /// 委派.
    case delegate(to: Int64)
    /// 前加签.
    case addBefore(Int64)
    /// 后加签.
    case addAfter(Int64)
    /// Somebody who was added is not asked any more.
    case remove
    /// 退回.
    case sendBack(to: ReturnTarget)
    /// 催办.
    case urge
    /// 抄送.
    case copy(to: Int64)
    /// 并加签: one department more in a joint sign-off, by its code.
    case addBeside(department: String)
    /// 挂起, until a day at most.
    case suspend(until: CivilDate)
    /// What rests goes on.
    case resume
    /// 减签: a department is not asked any more in a joint sign-off; the task is that department's.
    case removeSigner

    /// The model's word for it; `nil` where the model need not allow it.
    package var operation: TaskOperation? {
        switch self {
        case .take, .resume: nil
        // To those who read the history it is the same as a task handed on.
        case .takeOver: .handOn
        case .handOn: .handOn
        case .delegate: .delegate
        case .addBefore: .addBefore
        case .addAfter: .addAfter
        case .remove: .remove
        case .sendBack: .sendBack
        case .urge: .urge
        case .copy: .copy
        case .addBeside: .addBeside
        case .removeSigner: .remove
        case .suspend: .suspend
        }
    }

    /// The other official.
    package var other: Int64? {
        switch self {
        case .handOn(let id), .delegate(let id), .addBefore(let id), .addAfter(let id), .copy(let id): id
        case .take, .takeOver, .remove, .sendBack, .urge, .addBeside, .removeSigner, .suspend, .resume: nil
        }
    }

    /// What the engine is told; `nil` where the process need not know.
    package func act(by official: Int64) -> TaskAct? {
        switch self {
        case .take: .touch(by: String(official))
        case .takeOver: .assign(to: String(official))
        case .handOn(let id): .handOn(to: String(id))
        case .delegate(let id): .delegate(to: String(id))
        case .addBefore(let id): .addBefore(holder: String(id))
        case .addAfter(let id): .addAfter(holder: String(id))
        case .remove, .removeSigner: .remove
        case .addBeside(let department): .addBeside(item: .string(department))
        case .sendBack(let target): .sendBack(to: target)
        case .suspend: .suspend
        case .resume: .unsuspend
        case .urge, .copy: nil
        }
    }
}
