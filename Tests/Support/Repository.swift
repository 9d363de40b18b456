package import Foundation

/// Where the files of the repository are, found from this file.
package enum Repository {
    package static let root: URL = {
        // Tests/Support/Repository.swift
        URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }()

    /// A file's path relative to the root, and its text.
    package struct File: Sendable {
        package let path: String
        package let text: String

        /// The text's lines.
        package var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// The files below a folder whose names end so, in order of their paths.
    package static func files(below folder: String, ending: String) -> [File] {
        let base = root.appendingPathComponent(folder)
        guard let names = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().map {
            File(
                path: "\(folder)/\($0)",
                text: (try? String(contentsOf: base.appendingPathComponent($0), encoding: .utf8)) ?? "")
        }
    }

    /// The text of one file; empty when there is none.
    package static func text(_ path: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }
}
