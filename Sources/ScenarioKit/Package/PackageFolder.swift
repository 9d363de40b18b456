import Diagnostics
import Foundation

/// The files of a package's folder, read once and with limits.
package struct PackageFolder {
    /// The most bytes of one XML or sample file.
    static let maximumFileBytes = 4 * 1_048_576
    /// The most files.
    package static let maximumFiles = 2_000
    /// The most bytes of all files that are read.
    static let maximumTotalBytes = 64 * 1_048_576

    /// The files by their path in the package.
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private let root: URL
    private var total = 0

    /// Reads a folder. Sample data and hidden files are left out.
    init(at url: URL) {
        root = url.resolvingSymlinksInPath().standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue else {
            add("package.folder.missing", Text(zh: "没有这个文件夹", en: "There is no such folder"), "")
            return
        }
        read(folder: "", depth: 0)
    }

    private mutating func add(_ code: String, _ message: Text, _ path: String, hint: Text? = nil) {
        diagnostics.append(
            Diagnostic(
                .error, code: code, message: message,
                location: SourceLocation(file: path.isEmpty ? root.lastPathComponent : path, line: 1, column: 1),
                hint: hint))
    }

    private mutating func read(folder: String, depth: Int) {
        let url = folder.isEmpty ? root : root.appendingPathComponent(folder)
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
        for name in names where !name.hasPrefix(".") {
            read(entry: folder.isEmpty ? name : "\(folder)/\(name)", depth: depth)
        }
    }

    private mutating func read(entry path: String, depth: Int) {
        let url = root.appendingPathComponent(path)
        guard let kind = Self.kind(of: url) else {
            add("package.file.unreadable", Text(zh: "文件读不了", en: "The file cannot be read"), path)
            return
        }
        switch kind {
        case .typeDirectory:
            if depth == 0, path == "sample" || path == "files" { return }
            if depth >= 2 {
                add("package.folder.deep", Text(zh: "文件夹太深", en: "The folder is nested too deep"), path)
            } else {
                read(folder: path, depth: depth + 1)
            }
        case .typeSymbolicLink:
            let target = url.resolvingSymlinksInPath().standardizedFileURL
            if target.path.hasPrefix(root.path + "/"), Self.kind(of: target) == .typeRegular {
                load(target, as: path)
            } else {
                add(
                    "package.symlink", Text(zh: "链接指向包外，不能用", en: "The link leaves the package and is refused"), path,
                    hint: Text(zh: "把文件放进包里", en: "Put the file into the package"))
            }
        case .typeRegular: load(url, as: path)
        default: add("package.file.special", Text(zh: "不是普通文件", en: "This is not a regular file"), path)
        }
    }

    private static func kind(of url: URL) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: url.path))?[.type] as? FileAttributeType
    }

    private mutating func load(_ url: URL, as path: String) {
        let size = ((try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? NSNumber)?.intValue ?? 0
        total += size
        if size > Self.maximumFileBytes {
            add("package.file.too-large", Text(zh: "文件超过 4 MB", en: "The file is larger than 4 MB"), path)
        } else if total > Self.maximumTotalBytes || files.count >= Self.maximumFiles {
            if !diagnostics.contains(where: { $0.code == "package.too-large" }) {
                add("package.too-large", Text(zh: "包太大", en: "The package is too large"), path)
            }
        } else if let data = try? Data(contentsOf: url) {
            files[path] = [UInt8](data)
        } else {
            add("package.file.unreadable", Text(zh: "文件读不了", en: "The file cannot be read"), path)
        }
    }
}
