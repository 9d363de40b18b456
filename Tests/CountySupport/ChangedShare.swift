package import Foundation
import TestSupport

/// Runs `body` with a copy of the program's folder in which one text of one file is another.
package func withChangedShare<Result>(
    _ file: String, _ old: String, _ new: String, _ body: (URL) async throws -> Result
) async throws -> Result {
    let share = FileManager.default.temporaryDirectory.appendingPathComponent("share-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: share) }
    try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
    for name in ["Scenarios", "Counties", "Public"] {
        try FileManager.default.copyItem(
            at: Repository.root.appendingPathComponent(name), to: share.appendingPathComponent(name))
    }
    let changed = share.appendingPathComponent(file)
    let text = try String(contentsOf: changed, encoding: .utf8)
    guard text.contains(old) else { throw NoSuchText(file: file) }
    try Data(text.replacing(old, with: new).utf8).write(to: changed)
    return try await body(share)
}

/// The file does not say what was to be changed.
private struct NoSuchText: Error { let file: String }
