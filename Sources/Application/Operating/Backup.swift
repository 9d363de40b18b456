import Cryptography
package import Diagnostics
package import Foundation
import JSONTree
import SQLiteStorage
import Storage

/// A copy of a county's data that can be put in their place, made while the service runs.
package struct Backup: Sendable {
    /// What was copied.
    package struct Report: Sendable {
        package let bytes: Int
        package let files: [String]
    }

    /// Why nothing was copied.
    package struct Refused: Error, Sendable {
        package let code: String
        package let message: Text
    }

    private let configuration: Configuration

    package init(configuration: Configuration) { self.configuration = configuration }

    /// Copies the database, and the keys where that is asked for: copies of both should not lie together.
    ///
    /// - Parameter folder: a new folder, or an empty one; readable by its owner only.
    package func run(into folder: URL, withKeys: Bool, now: Int64) throws -> Report {
        guard configuration.usesSQLite else {
            throw Refused(
                code: "backup.postgresql",
                message: Text(
                    zh: "PostgreSQL 用它自己的工具备份：pg_basebackup 或 pg_dump。没有复制任何东西。",
                    en: "PostgreSQL has its own tools for this: pg_basebackup or pg_dump. Nothing was copied."))
        }
        let source = configuration.data.appendingPathComponent("yiwang.db")
        guard FileManager.default.fileExists(atPath: source.path) else {
            throw Refused(
                code: "backup.nothing-there",
                message: Text(
                    zh: "\(source.path) 不存在，没有可备份的数据。用 --data 指到数据文件夹。",
                    en: "There is no \(source.path), nothing to copy. Point --data to the data folder."))
        }
        try makeEmpty(folder)
        let part = folder.appendingPathComponent("yiwang.db.part")
        let bytes = try SQLiteBackup.copy(source.path, to: part.path)
        let target = folder.appendingPathComponent("yiwang.db")
        try FileManager.default.moveItem(at: part, to: target)
        var files = ["yiwang.db"]
        let keys = configuration.data.appendingPathComponent("keys")
        if withKeys, FileManager.default.fileExists(atPath: keys.path) {
            try FileManager.default.copyItem(at: keys, to: folder.appendingPathComponent("keys"))
            files.append("keys")
        }
        let manifest: JSON = [
            "format": 1, "made_at": .integer(now / 1_000_000), "county": .string(configuration.value("county")),
            "database": [
                "file": "yiwang.db", "bytes": .integer(bytes), "sha256": .string(Hexadecimal.encoded(try hash(target))),
            ], "keys": .bool(files.contains("keys")),
        ]
        let description = folder.appendingPathComponent("backup.json")
        let written = FileManager.default.createFile(
            atPath: description.path, contents: Data(manifest.prettyText.utf8), attributes: [.posixPermissions: 0o600])
        guard written else { throw StorageError.full }
        return Report(bytes: bytes, files: files + ["backup.json"])
    }

    private func makeEmpty(_ folder: URL) throws {
        if let there = try? FileManager.default.contentsOfDirectory(atPath: folder.path), !there.isEmpty {
            throw Refused(
                code: "backup.folder-in-use",
                message: Text(
                    zh: "\(folder.path) 里已有文件，备份不覆盖任何东西。换一个新的文件夹。",
                    en: "\(folder.path) is not empty, and nothing is overwritten. Choose a new folder."))
        }
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private func hash(_ file: URL) throws -> [UInt8] {
        let data = try Data(contentsOf: file, options: .alwaysMapped)
        return data.withUnsafeBytes { Digest.sha256.hash($0) }
    }
}
