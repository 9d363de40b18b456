package import Diagnostics

extension StorageError {
    /// A stable code, dotted and lower case.
    package var code: String {
        switch self {
        case .conflict: "storage.conflict"
        case .constraint: "storage.constraint"
        case .guardFailed(let code, _): code
        case .full: "storage.full"
        case .unavailable: "storage.unavailable"
        case .outcomeUnknown: "storage.outcome-unknown"
        case .timedOut: "storage.timed-out"
        case .cancelled: "storage.cancelled"
        case .invalidStatement: "storage.statement-invalid"
        case .malformedRow: "storage.row-malformed"
        case .migrationRefused: "storage.migration-refused"
        case .misconfigured: "storage.misconfigured"
        case .damaged: "storage.damaged"
        case .closed: "storage.closed"
        }
    }

    /// Whether the same request may succeed a little later, unchanged.
    package var isTransient: Bool {
        switch self {
        case .full, .unavailable, .timedOut: true
        default: false
        }
    }

    /// What happened and what to do, for an operator.
    package var message: Text {
        switch self {
        case .conflict(let name):
            Text(zh: "同样的记录已经存在（\(name)）。", en: "A record with the same key exists already (\(name)).")
        case .constraint(let rule, let name):
            Text(
                zh: "记录不符合数据表的规则（\(rule.rawValue) \(name)）。",
                en: "The record breaks a rule of its table (\(rule.rawValue) \(name)).")
        case .guardFailed(let code, _):
            Text(
                zh: "数据在此期间已经变化，没有保存（\(code)）。请重新读取后再试。",
                en: "The data changed in the meantime, nothing was stored (\(code)). Read it again and retry.")
        case .full:
            Text(
                zh: "数据库所在磁盘已满，没有保存。请腾出空间后重试。",
                en: "The database's disk is full, nothing was stored. Free some space and try again.")
        case .unavailable(let reason):
            Text(
                zh: "数据库暂时不可用，没有保存（\(reason)）。请检查数据库和磁盘后重试。",
                en:
                    "The database is not available, nothing was stored (\(reason)). Check it and its disk, then try again."
            )
        case .outcomeUnknown:
            Text(
                zh: "保存时与数据库的连接中断，不能确定是否已保存。请用同一个请求重试，不会重复保存。",
                en:
                    "The connection broke while saving; whether it was stored is not known. Send the same request again, it is never stored twice."
            )
        case .timedOut:
            Text(
                zh: "查询超过了时间限制，已停止。请缩小范围后再试。",
                en: "The query ran past its time limit and was stopped. Narrow it and try again.")
        case .cancelled: Text(zh: "操作已取消。", en: "The operation was cancelled.")
        case .invalidStatement(let reason):
            Text(
                zh: "程序错误：数据库不接受语句（\(reason)）。",
                en: "A mistake in the program: the database refused a statement (\(reason)).")
        case .malformedRow(let reason):
            Text(
                zh: "程序错误：数据行的形状与预期不符（\(reason)）。", en: "A mistake in the program: a row has another shape (\(reason))."
            )
        case .migrationRefused(let reason):
            Text(
                zh: "数据库结构与本程序不符，未作改动（\(reason)）。请使用对应版本的程序或恢复备份。",
                en:
                    "The database's tables do not fit this program; nothing was changed (\(reason)). Use the program of that version or restore a backup."
            )
        case .misconfigured(let reason):
            Text(
                zh: "数据库设置不安全，拒绝启动（\(reason)）。请按提示修改设置。",
                en:
                    "The database is set up in an unsafe way, so starting was refused (\(reason)). Change the setting as said."
            )
        case .damaged(let reason):
            Text(
                zh:
                    "数据库文件已损坏（\(reason)）。请停止服务，把整个数据文件夹（连同 yiwang.db-wal）移到一边，放回备份的 yiwang.db 和 keys，再运行 yiwang doctor。",
                en:
                    "The database's file is damaged (\(reason)). Stop the service, move the whole data folder aside (with yiwang.db-wal), put yiwang.db and keys of a backup in a new one, then run yiwang doctor."
            )
        case .closed: Text(zh: "数据库已关闭。", en: "The database has been closed.")
        }
    }
}
