import Foundation
import Synchronization

/// Where log lines go: standard error, unbuffered, or a list in memory for tests.
package final class LogOutput: Sendable {
    private let kept: Mutex<[String]?>

    private init(keeps: Bool) { kept = Mutex(keeps ? [] : nil) }

    /// Standard error.
    package static let standardError = LogOutput(keeps: false)

    /// An output that keeps its lines.
    package static func memory() -> LogOutput { LogOutput(keeps: true) }

    /// The lines kept so far.
    package var lines: [String] { kept.withLock { $0 ?? [] } }

    func write(_ bytes: [UInt8]) {
        let isKept = kept.withLock { lines -> Bool in
            guard lines != nil else { return false }
            lines?.append(String(decoding: bytes, as: UTF8.self))
            return true
        }
        if !isKept { FileHandle.standardError.write(Data(bytes)) }
    }

    /// Now in UTC, as RFC 3339 writes it.
    static func timestamp() -> String {
        Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z"
    }
}
