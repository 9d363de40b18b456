import Foundation

/// The databases that tests run on: SQLite always, PostgreSQL where `YIWANG_TEST_POSTGRES` says how to connect.
package enum Backend: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgres

    package static let conninfo = ProcessInfo.processInfo.environment["YIWANG_TEST_POSTGRES"].flatMap {
        $0.isEmpty ? nil : $0
    }

    /// The databases at hand. Under `CI=true` both have to be: a missing one fails each test that asks for it.
    package static let available: [Backend] =
        conninfo == nil && ProcessInfo.processInfo.environment["CI"] != "true" ? [.sqlite] : [.sqlite, .postgres]

    package var description: String { rawValue }
}
