import Diagnostics
import Registers
import Storage

/// What a failed command tells its user.
enum CommandFailure {
    static func words(_ error: any Error) -> (code: String, text: Text) {
        switch error {
        case let error as ImportError: (error.stableCode, error.message)
        case let error as RegisterError: (error.code.rawValue, error.message)
        case let error as StorageError: (error.code, error.message)
        case is CancellationError:
            (
                "command.cancelled",
                Text(
                    zh: "已中断。导入会接着做：再运行同一条命令；造数没造完的数据文件夹请删掉重来。",
                    en:
                        "Interrupted. An import goes on with the same command; a data folder that was being seeded is thrown away."
                )
            )
        default:
            (
                "command.failed",
                Text(
                    zh: "命令没有完成：\(type(of: error))。请查看服务日志。",
                    en: "The command did not complete: \(type(of: error)). See the service's log.")
            )
        }
    }
}
