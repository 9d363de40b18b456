public import JSONTree

/// What somebody does with a user task besides completing it; the model says for each task what is allowed.
public enum TaskAct: Sendable {
    /// Somebody has begun with it: what came before cannot be taken back any more. A task that nobody had is now theirs.
    case touch(by: String?)
    /// The office gives it to somebody, or with `nil` back to its post. No model forbids that: people fall ill and leave.
    case assign(to: String?)
    /// 转办: somebody else has it now.
    case handOn(to: String)
    /// 委派: somebody else does it; then it comes back to the holder.
    case delegate(to: String)
    /// 前加签: somebody is asked first.
    case addBefore(holder: String)
    /// 后加签: somebody is asked before the process goes on.
    case addAfter(holder: String)
    /// 并加签: one more in a joint sign-off. The item is what the model's collection holds for each signer.
    case addBeside(item: JSON)
    /// 减签: this signer, or this added task, is not asked any more.
    case remove
    /// 挂起: the task and its timers rest.
    case suspend
    /// The task and its timers go on.
    case unsuspend
    /// 退回: an earlier step is to be done again.
    case sendBack(to: ReturnTarget)
}

/// Where a task is sent back to.
public enum ReturnTarget: Sendable, Hashable {
    /// The step done last on the way here; behind a join the last of all branches.
    case previous
    /// A step that was done, by its number.
    case step(Int)
    /// An element: where it was done last on the way here, or, if the model names it in `yw:return-targets`, whether it
    /// was done or not.
    case element(String)
}

/// A place that a task may be sent back to.
public struct ReturnOption: Sendable, Hashable {
    /// The step that would be done again; `nil` for a place named by the model that was not done yet.
    public let step: Int?
    /// The element's id.
    public let element: String
    /// The activation that did it, so that the shell knows who that was; 0 for a sub-process or a joint sign-off.
    public let activation: Int
}
