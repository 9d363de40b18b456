/// What a model lets people do with a user task besides doing it (`yw:operations`).
///
/// The names are those of Chinese offices: each is a word that a clerk knows, and none is to be had in BPMN itself.
public enum TaskOperation: String, Sendable, Hashable, CaseIterable {
    /// 转办: somebody else has it now.
    case handOn = "hand-on"
    /// 委派: somebody else does it, and it comes back to be confirmed.
    case delegate
    /// 前加签: somebody is asked first; the holder waits.
    case addBefore = "add-before"
    /// 后加签: somebody has to agree between this and what follows.
    case addAfter = "add-after"
    /// 并加签: one more in a joint sign-off.
    case addBeside = "add-beside"
    /// 减签: one less in a joint sign-off, or somebody who was added is not asked any more.
    case remove
    /// 撤回: who did it takes it back while nobody has touched what follows.
    case takeBack = "take-back"
    /// 退回: an earlier step is to be done again.
    case sendBack = "send-back"
    /// 挂起: it rests, and its clocks with it.
    case suspend
    /// 催办: whoever has it is reminded.
    case urge
    /// 抄送: somebody is to know of it.
    case copy
}
