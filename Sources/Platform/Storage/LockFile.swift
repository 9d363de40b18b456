package import Diagnostics
import Foundation

/// Says that one process uses a data folder. The system lets go of it when the process ends, however it ends.
package final class LockFile: Sendable {
    /// Who has the lock.
    package struct Holder: Sendable, Hashable {
        package var process: Int32
        package var host: String
        package var purpose: String
        /// UTC microseconds.
        package var since: Int64
    }

    package enum Failure: Error, Sendable, Hashable {
        /// Another process has it; `nil` if it hasn't written its name yet.
        case held(by: Holder?)
        case unreadable(path: String, errno: Int32)

        package var code: String {
            switch self {
            case .held: "lock.held"
            case .unreadable: "lock.unreadable"
            }
        }

        package var message: Text {
            switch self {
            case .held(let holder):
                if let holder {
                    Text(
                        zh: "数据文件夹正由进程 \(holder.process)（\(holder.host)，\(holder.purpose)）使用。请先停止它，或通过它来操作。",
                        en:
                            "Process \(holder.process) (\(holder.host), \(holder.purpose)) is using the data folder. Stop it first, or work through it."
                    )
                } else {
                    Text(zh: "数据文件夹正由另一个进程使用。请先停止它。", en: "Another process is using the data folder. Stop it first.")
                }
            case .unreadable(let path, let number):
                Text(
                    zh: "无法打开锁文件 \(path)（错误 \(number)）。请检查目录是否存在、是否有写权限。",
                    en:
                        "The lock file \(path) cannot be opened (error \(number)). Check that the folder exists and is writable."
                )
            }
        }
    }

    private let descriptor: Int32
    package let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Takes the lock or says who has it; it never waits.
    package static func acquire(at path: String, purpose: String, now: Int64) throws(Failure) -> LockFile {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let holder = readHolder(descriptor)
            close(descriptor)
            throw number == EWOULDBLOCK ? .held(by: holder) : .unreadable(path: path, errno: number)
        }
        let holder = Holder(
            process: getpid(), host: hostName, purpose: purpose, since: now)
        let lines = "\(holder.process)\n\(holder.since)\n\(holder.host)\n\(holder.purpose)\n"
        ftruncate(descriptor, 0)
        let bytes = Array(lines.utf8)
        // The lock holds without the lines about its holder: a full disk must not keep the service from being read.
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count || errno == ENOSPC else {
            let number = errno
            close(descriptor)
            throw .unreadable(path: path, errno: number)
        }
        return LockFile(descriptor: descriptor, path: path)
    }

    /// Who has the lock on `path` now; `nil` if nobody has.
    package static func holder(of path: String) -> Holder? {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return nil }
        return readHolder(descriptor)
    }

    /// Gives the lock back before the object goes.
    package func release() {
        ftruncate(descriptor, 0)
        flock(descriptor, LOCK_UN)
    }

    /// The machine's own name, without asking the network.
    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func readHolder(_ descriptor: Int32) -> Holder? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        let lines = String(decoding: buffer[..<count], as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, let process = Int32(lines[0]), let since = Int64(lines[1]) else { return nil }
        return Holder(process: process, host: String(lines[2]), purpose: String(lines[3]), since: since)
    }
}
