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
                Text(zh: "已中断。再运行同一条命令会接着做。", en: "Interrupted. The same command goes on from here.")
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
