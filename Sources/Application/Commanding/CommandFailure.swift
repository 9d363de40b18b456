package import Cryptography
import DecisionEngine
import DesignSystem
package import Diagnostics
import Foundation
import JSONTree
import Registers
import SchemaEngine
import Services
import Storage
import WorkCalendar

/// What a failed command tells its user.
package enum CommandFailure {
    /// What a failed command prints: a line with its code, or a line for each thing that is wrong in files.
    package static func lines(_ error: any Error, isChinese: Bool) -> [String] {
        switch error {
        case let error as CountySystem.Unusable: return error.diagnostics.map { line($0, isChinese: isChinese) }
        case let error as DecisionModelError: return error.diagnostics.map { line($0, isChinese: isChinese) }
        case let error as CountyProfile.Unusable: return error.diagnostics.map { line($0, isChinese: isChinese) }
        default:
            let (code, text) = words(error)
            return ["\(isChinese ? text.zh : text.en) [\(code)]"]
        }
    }

    /// A finding as a command prints it: where, how bad, what, and what to do.
    package static func line(_ diagnostic: Diagnostic, isChinese: Bool) -> String {
        func say(_ text: Text) -> String { isChinese ? text.zh : text.en }
        let place = diagnostic.location.map { "\($0): " } ?? ""
        let hint = diagnostic.hint.map { "\n    → \(say($0))" } ?? ""
        return "\(place)\(diagnostic.severity.rawValue): \(say(diagnostic.message)) [\(diagnostic.code)]\(hint)"
    }

    /// What is the matter with the keys, and what to do.
    package static func words(_ error: CryptoError) -> Text {
        switch error.code {
        case .missingKey:
            Text(
                zh: "密钥文件不见了，而数据库里有用它封存的数据。没有另造新的：请从备份放回 keys/sealing.keys，再启动。",
                en:
                    "The key file is gone, and the database holds data that it has sealed. No new one was made: put keys/sealing.keys back from its copy, then start."
            )
        case .unreadableKey:
            Text(
                zh: "密钥文件读不出来。没有另造新的：请检查权限和磁盘，再启动。",
                en: "The key file cannot be read. No new one was made: check its permissions and the disk, then start.")
        case .malformedKey:
            Text(
                zh: "密钥文件已损坏。请从备份恢复；没有它，封存的数据读不出来。",
                en: "The key file is damaged. Restore it from its copy; without it sealed data cannot be read.")
        case .unknownKey, .notAuthentic, .unavailable:
            Text(
                zh: "密钥文件和数据库不相配，或数据被改动过。请用同一时间的密钥文件。",
                en:
                    "Key file and database do not belong together, or data were altered. Use the key file of the same time."
            )
        }
    }

    /// What an error is called; said in full only where it speaks of files and settings and of nobody.
    private static func what(_ error: any Error) -> String {
        switch error {
        case is CalendarError, is JSONError, is SchemaDefinitionError: "\(type(of: error)) \(error)"
        default: "\(type(of: error))"
        }
    }

    /// Why the tables of a register were not changed, and what to do.
    private static func words(_ error: RegisterStore.MigrationRefused) -> Text {
        let reasons = error.reasons.joined(separator: "; ")
        return Text(
            zh: "登记簿 \(error.register) 的表不能自动改：\(reasons)。什么都没有改：用原来的版本启动，或者先改数据或登记簿的定义。",
            en:
                "The tables of the register \(error.register) cannot be changed by themselves: \(reasons). Nothing was changed: start the version from before, or change the data or the register's definition first."
        )
    }

    /// What an error means and what to do about it, with its code.
    package static func words(_ error: any Error) -> (code: String, text: Text) {
        switch error {
        case let error as ImportError: (error.stableCode, error.message)
        case let error as RegisterError: (error.code.rawValue, error.message)
        case let error as ServiceError: (error.code.rawValue, error.message)
        case let error as StorageError: (error.code, error.message)
        case let error as CryptoError: (error.code.rawValue, words(error))
        case let error as LockFile.Failure: (error.code, error.message)
        case let error as LocalSocketClient.Failure: (error.code, error.message)
        case let error as AddressFailure: (error.code.rawValue, error.message)
        case let error as PathFailure: (error.code.rawValue, error.message)
        case let error as SeedRefusal: (error.rawValue, error.message)
        case let error as AssetError: (error.code.rawValue, error.message)
        case let error as RegisterStore.MigrationRefused: ("register.migration-refused", words(error))
        case let error as RehearsalRefused: (RehearsalRefused.code, error.message)
        case let error as Backup.Refused: (error.code, error.message)
        case let error as CocoaError where error.isFileError: words(PathFailure(error))
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
                    zh: "命令没有完成：\(what(error))。运行 yiwang doctor 看缺什么；服务在运行的，看它的日志。",
                    en:
                        "The command did not complete: \(what(error)). yiwang doctor says what is missing; a running service says more in its log."
                )
            )
        }
    }
}
