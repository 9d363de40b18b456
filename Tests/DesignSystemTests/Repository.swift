import Foundation

/// Where the files of the repository are, found from this file.
enum Repository {
    static let root: URL = {
        // Tests/DesignSystemTests/Repository.swift
        URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
    }()

    static var publicFolder: URL { root.appendingPathComponent("Public") }

    /// The texts of files below a folder by their path.
    static func texts(below folder: String, ending: String) -> [(path: String, text: String)] {
        let base = root.appendingPathComponent(folder)
        guard let names = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) && !$0.hasPrefix("vendor") }.sorted()
            .map {
                ("\(folder)/\($0)", (try? String(contentsOf: base.appendingPathComponent($0), encoding: .utf8)) ?? "")
            }
    }

    static var styles: [(path: String, text: String)] { texts(below: "Public/css", ending: ".css") }
    static var scripts: [(path: String, text: String)] { texts(below: "Public/js", ending: ".js") }
}
