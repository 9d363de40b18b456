public import Diagnostics

/// Why an instance cannot go on in another version of its process: something of it would have no place there.
public struct MigrationObstacle: Sendable, Hashable {
    /// What stands in the way.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The element is not in the other version.
        case gone = "migration.gone"
        /// The element is of another kind there.
        case otherKind = "migration.other-kind"
        /// The element stands in another sub-process there.
        case otherPlace = "migration.other-place"
        /// What is waited for there is something else.
        case otherEvent = "migration.other-event"
        /// A flow over which a token has come to a join is not there.
        case otherFlows = "migration.other-flows"
        /// Something is being compensated at this moment.
        case compensating = "migration.compensating"
        /// A text or key that the new version needs cannot be worked out.
        case unusable = "migration.unusable"
        /// The instance is not running, or its rows are damaged.
        case notRunning = "migration.not-running"
    }

    /// The element's id in the old version; empty for the instance as a whole.
    public let element: String
    /// What stands in the way.
    public let kind: Kind

    /// Makes an obstacle.
    public init(element: String, kind: Kind) {
        self.element = element
        self.kind = kind
    }

    /// What happened and what to do.
    public var message: Text {
        switch kind {
        case .gone:
            Text(
                zh: "新版本里没有环节“\(element)”，用对应关系说明它变成了哪个环节。",
                en: "The new version has no element '\(element)'; say by the mapping which one it has become.")
        case .otherKind:
            Text(
                zh: "环节“\(element)”在新版本里是另一种环节，等它办完再迁移。",
                en: "'\(element)' is of another kind in the new version; wait until it is done.")
        case .otherPlace:
            Text(
                zh: "环节“\(element)”在新版本里属于另一个子流程，等它办完再迁移。",
                en: "'\(element)' stands in another sub-process in the new version; wait until it is done.")
        case .otherEvent:
            Text(
                zh: "“\(element)”在新版本里等的是别的事，等它发生后再迁移。",
                en: "'\(element)' waits for something else in the new version; wait until it has happened.")
        case .otherFlows:
            Text(
                zh: "汇合处“\(element)”已经到了一部分，新版本里没有那条来路。",
                en:
                    "Part of the tokens have come to the join '\(element)' by a flow that the new version does not have."
            )
        case .compensating:
            Text(zh: "正在撤销前面的办理结果，稍后再迁移。", en: "Earlier results are being undone; migrate later.")
        case .unusable:
            Text(
                zh: "新版本的“\(element)”要用的值算不出来，补上变量或改新版本。",
                en:
                    "'\(element)' of the new version needs a value that cannot be worked out; set the variable or mend the version."
            )
        case .notRunning: Text(zh: "流程已经结束，或者数据有误。", en: "The instance has ended, or its rows are damaged.")
        }
    }
}

/// An instance was not moved, with every reason.
public struct MigrationRefused: Error, Sendable, Hashable {
    /// The reasons, each once.
    public let obstacles: [MigrationObstacle]

    /// Makes a refusal.
    public init(obstacles: [MigrationObstacle]) { self.obstacles = obstacles }
}
