import Definitions
import Diagnostics
import Foundation
import JSONTree

/// Decodes an overlay's file.
struct OverlayReading {
    let file: String
    let folder: URL
    let collector = DiagnosticCollector()

    static let keys = ["overlay", "package", "for", "title", "reason", "basis", "profile", "changes"]

    init(file: String, folder: URL) {
        self.file = file
        self.folder = folder
    }

    mutating func overlay(_ node: LocatedNode) -> Overlay? {
        let places = node.locations
        let reader = DescriptorReader(
            DescriptorSource(json: node.json, locate: { places[$0] }), collector: collector)
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("overlay")?.identifier()
        let package = reader.required("package")?.identifier()
        let title = reader.text("title")
        let reason = reader.text("reason")
        _ = reader.basis(required: false)
        _ = reader.string("profile", required: false)
        let rangePart = reader.required("for")
        let range = rangePart?.string().flatMap { VersionRange($0) }
        if let rangePart, rangePart.json.string != nil, range == nil {
            rangePart.error(
                "format.version.invalid", Text(zh: "不是版本范围", en: "This is not a range of versions"),
                hint: Text(zh: "如 \">=1.0.0 <2.0.0\"", en: "Such as \">=1.0.0 <2.0.0\""))
        }
        var changes: [OverlayChange] = []
        let parts = reader.required("changes")?.items() ?? []
        for (part, item) in zip(parts, node["changes"]?.items ?? []) {
            if let change = change(part, item) { changes.append(change) }
        }
        guard let id, let package, let title, let reason, let range else { return nil }
        return Overlay(
            id: id, package: package, range: range, title: title, reason: reason, changes: changes, file: file,
            rangeLocation: rangePart?.location)
    }

    private static let operations: [String: [String]] = [
        "set": ["to", "was"], "append": ["item"], "replace": ["id", "item"], "remove": ["id"],
        "set_rule": ["inputs", "outputs", "annotations"],
        "add_rule": ["table", "before", "after", "inputs", "outputs", "annotations"], "remove_rule": [],
        "replace_with": [], "add": [], "remove_file": [],
    ]

    private func change(_ reader: DescriptorReader, _ node: LocatedNode) -> OverlayChange? {
        let verbs = Self.operations.keys.filter { node[$0] != nil }
        guard verbs.count == 1, let verb = verbs.first else {
            reader.error(
                "overlay.change.verb", Text(zh: "每处改动只做一件事", en: "Each change does exactly one thing"),
                hint: Text(
                    zh: "可用：\(Self.operations.keys.sorted().joined(separator: "、"))",
                    en: "One of: \(Self.operations.keys.sorted().joined(separator: ", "))"))
            return nil
        }
        reader.expectObject(keys: ["file", "note", verb] + (Self.operations[verb] ?? []))
        guard let path = reader.string("file"), let operation = operation(verb, reader, node) else {
            return nil
        }
        return OverlayChange(file: path, operation: operation, location: node.location)
    }

    private func operation(
        _ verb: String, _ reader: DescriptorReader, _ node: LocatedNode
    ) -> OverlayChange.Operation? {
        if verb == "remove_file" { return reader.child(verb)?.boolean() == true ? .removeFile : nil }
        guard let argument = reader.string(verb) else { return nil }
        func need(_ key: String) -> LocatedNode? {
            if let part = node[key] { return part }
            reader.error("format.key.missing", Text(zh: "缺少“\(key)”", en: "‘\(key)’ is missing"))
            return nil
        }
        switch verb {
        case "set": return need("to").map { .set(pointer: argument, to: $0, was: node["was"]) }
        case "append": return need("item").map { .append(pointer: argument, item: $0) }
        case "replace":
            guard let id = name(reader, node), let item = need("item") else { return nil }
            return .replace(pointer: argument, id: id, item: item)
        case "remove": return name(reader, node).map { .replace(pointer: argument, id: $0, item: nil) }
        case "set_rule": return .setRule(id: argument, edit: DecisionRuleEdit(reader))
        case "add_rule":
            guard let table = reader.string("table") else { return nil }
            let position: RulePosition =
                reader.string("before", required: false).map { .before($0) }
                ?? reader.string("after", required: false).map { .after($0) } ?? .last
            return .addRule(id: argument, table: table, position: position, edit: DecisionRuleEdit(reader))
        case "remove_rule": return .removeRule(id: argument)
        default:
            guard let bytes = beside(argument, reader) else { return nil }
            return verb == "add"
                ? .addFile(bytes: bytes, name: argument) : .replaceFile(bytes: bytes, name: argument)
        }
    }

    private func name(_ reader: DescriptorReader, _ node: LocatedNode) -> String? {
        switch node["id"]?.value {
        case .string(let text): return text
        case .number(let text): return text
        default:
            reader.error("format.key.missing", Text(zh: "缺少“id”", en: "‘id’ is missing"))
            return nil
        }
    }

    /// The bytes of a file beside the overlay, inside its folder.
    private func beside(_ path: String, _ reader: DescriptorReader) -> [UInt8]? {
        let root = folder.resolvingSymlinksInPath().standardizedFileURL
        let url = folder.appendingPathComponent(path).resolvingSymlinksInPath().standardizedFileURL
        guard url.path.hasPrefix(root.path + "/") else {
            reader.error(
                "package.symlink", Text(zh: "文件不在叠加文件夹里", en: "The file is not inside the overlay's folder"))
            return nil
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        guard size <= PackageFolder.maximumFileBytes, let data = try? Data(contentsOf: url) else {
            reader.error(
                "overlay.file.missing",
                Text(zh: "没有文件“\(path)”，或太大", en: "There is no file ‘\(path)’, or it is too large"))
            return nil
        }
        return [UInt8](data)
    }
}
