package import Diagnostics

/// Something that is not as it has to be in a journal.
package struct JournalFinding: Sendable, Hashable {
    /// A stable code.
    package let code: String
    /// The leaf's position or row id, or the size of the tree, as the code says.
    package let place: Int64
    /// What is wrong.
    package let message: Text

    static func alteredLeaf(_ position: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.leaf.altered", place: position,
            message: Text(
                zh: "第 \(position) 条的内容与它的哈希不一致：记录被改动过。",
                en: "Leaf \(position) does not match its hash: the record was altered."))
    }

    static func malformedLeaf(_ position: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.leaf.malformed", place: position,
            message: Text(
                zh: "第 \(position) 条不是规定的格式。", en: "Leaf \(position) is not in the canonical form."))
    }

    static func gap(_ position: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.position.gap", place: position,
            message: Text(
                zh: "缺少第 \(position) 条：记录被删除过。", en: "Leaf \(position) is missing: a record was removed."))
    }

    static func root(_ size: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.root.mismatch", place: size,
            message: Text(
                zh: "前 \(size) 条的总哈希与当时记下的不同：历史被改写过。",
                en: "The root of the first \(size) leaves differs from the one recorded: history was rewritten."))
    }

    static func receipt(_ leaf: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.receipt.mismatch", place: leaf,
            message: Text(
                zh: "回执 \(leaf) 的内容与日志的承诺不符：回执被改动过。",
                en: "Receipt \(leaf) does not match what its leaf commits to: the receipt was altered."))
    }

    static func orphan(_ leaf: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.receipt.orphan", place: leaf,
            message: Text(
                zh: "回执 \(leaf) 没有对应的日志记录。", en: "Receipt \(leaf) has no leaf in the journal."))
    }

    static func chain(_ leaf: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.subject.gap", place: leaf,
            message: Text(
                zh: "回执 \(leaf) 前面缺少同一个人的记录。",
                en: "A receipt of the same person is missing before receipt \(leaf)."))
    }

    static func chainCut(_ leaf: Int64) -> JournalFinding {
        JournalFinding(
            code: "journal.subject.cut", place: leaf,
            message: Text(
                zh: "回执 \(leaf) 之后缺少同一个人的记录。",
                en: "Later receipts of the same person are missing after receipt \(leaf)."))
    }
}
