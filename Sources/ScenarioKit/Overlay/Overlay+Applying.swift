import DecisionEngine
import Definitions
import Diagnostics

extension Overlay {
    /// Applies the changes to a package's files in their order; gives what could not be done.
    func apply(to files: inout [String: ScenarioDocument]) -> [Diagnostic] {
        var diagnostics = checkPackage(files)
        var done: [OverlayChange] = []
        for change in changes {
            if let other = done.first(where: { $0.conflicts(with: change) }) {
                diagnostics.append(
                    change.finding(
                        "overlay.conflict",
                        Text(
                            zh: "与第 \(other.location.line) 行的改动冲突",
                            en: "This conflicts with the change in line \(other.location.line)")))
                continue
            }
            done.append(change)
            if let finding = apply(change, to: &files, diagnostics: &diagnostics) { diagnostics.append(finding) }
        }
        return diagnostics
    }

    private func checkPackage(_ files: [String: ScenarioDocument]) -> [Diagnostic] {
        guard let scenario = files["scenario.yaml"]?.tree else { return [] }
        let place = rangeLocation ?? SourceLocation(file: file, line: 1, column: 1)
        if let id = scenario["id"]?.string, id != package {
            return [
                Diagnostic(
                    .error, code: "overlay.package",
                    message: Text(zh: "这份叠加是给“\(package)”的", en: "This overlay is for ‘\(package)’"), location: place)
            ]
        }
        guard let version = scenario["version"]?.string.flatMap({ SemanticVersion($0) }), !range.contains(version)
        else {
            return []
        }
        return [
            Diagnostic(
                .error, code: "overlay.version",
                message: Text(
                    zh: "包是 \(version) 版，不在叠加适用的版本里",
                    en: "The package is of version \(version), which the overlay is not for"),
                location: place)
        ]
    }

    private func apply(
        _ change: OverlayChange, to files: inout [String: ScenarioDocument], diagnostics: inout [Diagnostic]
    ) -> Diagnostic? {
        switch change.operation {
        case .addFile(let bytes, let name):
            if files[change.file] != nil {
                return change.finding("overlay.conflict", Text(zh: "包里已有这个文件", en: "The package already has this file"))
            }
            return put(bytes, name: name, change, &files, &diagnostics)
        case .replaceFile(let bytes, let name):
            guard files[change.file] != nil else { return change.missingFile(among: files.keys) }
            return put(bytes, name: name, change, &files, &diagnostics)
        case .removeFile:
            guard change.file != "scenario.yaml", files.removeValue(forKey: change.file) != nil else {
                return change.missingFile(among: files.keys)
            }
            return nil
        default: break
        }
        guard var document = files[change.file] else { return change.missingFile(among: files.keys) }
        switch document.content {
        case .tree(var tree):
            do {
                if let finding = try edit(&tree, change) { return finding }
            } catch {
                return change.finding(for: error)
            }
            document.content = .tree(tree)
        case .xml(let bytes):
            switch edit(bytes, change) {
            case .success(let bytes): document.content = .xml(bytes)
            case .failure(let finding): return finding.diagnostic
            }
        }
        files[change.file] = document
        return nil
    }

    private func put(
        _ bytes: [UInt8], name: String, _ change: OverlayChange, _ files: inout [String: ScenarioDocument],
        _ diagnostics: inout [Diagnostic]
    ) -> Diagnostic? {
        guard let kind = DocumentKind(path: change.file) else {
            return change.finding("package.file.unknown", Text(zh: "包里没有这样的位置", en: "A package has no such place"))
        }
        if kind.isXML {
            files[change.file] = ScenarioDocument(path: change.file, kind: kind, content: .xml(bytes))
            return nil
        }
        let reading = YAMLReader.read(bytes, file: "overlays/\(name)")
        diagnostics += reading.diagnostics
        if let node = reading.node {
            files[change.file] = ScenarioDocument(path: change.file, kind: kind, content: .tree(node))
        }
        return nil
    }

    private func edit(_ tree: inout LocatedNode, _ change: OverlayChange) throws(LocatedEdit) -> Diagnostic? {
        switch change.operation {
        case .set(let pointer, let value, let was):
            let tokens = try LocatedNode.tokens(pointer)
            if let was {
                let found = try tree.part(at: tokens)
                if !found.isEqual(to: was) {
                    return change.finding(
                        "overlay.conflict",
                        Text(zh: "包里的值已经不是“was”写的值", en: "The package's value is no longer what ‘was’ says"),
                        hint: Text(zh: "看看新值，再决定要不要改", en: "Look at the new value and decide again"))
                }
            }
            try tree.set(value, at: tokens)
        case .append(let pointer, let item): try tree.append(item, at: try LocatedNode.tokens(pointer))
        case .replace(let pointer, let id, let item):
            try tree.replace(id, with: item, at: try LocatedNode.tokens(pointer))
        default:
            return change.finding(
                "overlay.change.kind", Text(zh: "规则改动只用于 .dmn 文件", en: "Rules are changed in .dmn files only"))
        }
        return nil
    }

    private struct Refusal: Error { let diagnostic: Diagnostic }

    private func edit(_ bytes: [UInt8], _ change: OverlayChange) -> Result<[UInt8], Refusal> {
        let file: DecisionFile
        do {
            file = try DecisionFile(bytes, file: change.file)
        } catch {
            let refused = change.finding(
                "overlay.rule.refused", Text(zh: "规则文件读不了", en: "The file of rules cannot be read"))
            return .failure(Refusal(diagnostic: error.diagnostics.first ?? refused))
        }
        var editing = DecisionTableEditing(file)
        do {
            switch change.operation {
            case .setRule(let id, let edit): try editing.setRule(id, edit)
            case .removeRule(let id): try editing.removeRule(id)
            case .addRule(let id, let table, let position, let edit):
                try editing.addRule(id, table: table, position: position, edit)
            default:
                return .failure(
                    Refusal(
                        diagnostic: change.finding(
                            "overlay.change.kind",
                            Text(
                                zh: "XML 文件只能改规则或整个替换",
                                en: "In an XML file only rules are changed, or the whole is replaced"))))
            }
        } catch {
            return .failure(Refusal(diagnostic: change.finding(for: error)))
        }
        return .success(editing.file.serialised())
    }
}
