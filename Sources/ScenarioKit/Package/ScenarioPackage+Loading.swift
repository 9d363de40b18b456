import Definitions
package import Diagnostics
package import Foundation

extension ScenarioPackage {
    /// Reads a package's folder and applies an overlay; gives every finding of reading, none of the linter.
    ///
    /// `needs` are the packages it may need, those they need behind them. The package is `nil` when its
    /// `scenario.yaml` or its overlay cannot be used; otherwise unusable parts are left out and reported.
    package static func load(
        at folder: URL, needs: [ScenarioPackage] = [], overlay: URL? = nil
    ) -> (package: ScenarioPackage?, diagnostics: [Diagnostic]) {
        let reading = PackageFolder(at: folder)
        var diagnostics = reading.diagnostics
        var files = documents(reading.files, diagnostics: &diagnostics)
        var name: String?
        if let overlay {
            let result = Overlay.load(at: overlay)
            diagnostics += result.diagnostics
            if let overlay = result.overlay {
                diagnostics += overlay.apply(to: &files)
                name = overlay.id
            }
        }
        let decoding = PackageReading(files: files, needs: needs, overlay: name)
        let package = decoding.package()
        return (package, (diagnostics + decoding.collector.diagnostics).inReadingOrder)
    }

    /// Reads a package with everything it needs from a folder of packages (`Scenarios`), and a county's overlays from
    /// the folder `overlays` of the county (`Counties/songhe`), one file a package.
    package static func load(
        _ id: String, in scenarios: URL, county: URL? = nil
    ) -> (package: ScenarioPackage?, diagnostics: [Diagnostic]) {
        var library = ScenarioLibrary(scenarios: scenarios, county: county)
        let package = library.package(id)
        return (package, library.diagnostics)
    }

    private static func documents(
        _ contents: [String: [UInt8]], diagnostics: inout [Diagnostic]
    ) -> [String: ScenarioDocument] {
        var documents: [String: ScenarioDocument] = [:]
        for (path, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            guard let kind = DocumentKind(path: path) else {
                diagnostics.append(unknown(path))
                continue
            }
            if kind == .prose { continue }
            if kind.isXML {
                documents[path] = ScenarioDocument(path: path, kind: kind, content: .xml(bytes))
                continue
            }
            let result = YAMLReader.read(bytes, file: path)
            diagnostics += result.diagnostics
            if let node = result.node {
                documents[path] = ScenarioDocument(path: path, kind: kind, content: .tree(node))
            }
        }
        return documents
    }

    private static func unknown(_ path: String) -> Diagnostic {
        let folder = path.split(separator: "/").first.map(String.init) ?? path
        return Diagnostic(
            .warning, code: "package.file.unknown",
            message: Text(zh: "包里不该有这个文件，没有读", en: "This file has no place in a package and is not read"),
            location: SourceLocation(file: path, line: 1, column: 1),
            hint: Text(
                zh: "可用：\(DocumentKind.names.joined(separator: "、"))(\(folder))",
                en: "Known here: \(DocumentKind.names.joined(separator: ", ")) (\(folder))"))
    }
}

extension [Diagnostic] {
    /// The findings by file, line and column, each once.
    var inReadingOrder: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
            let a = left.element.location
            let b = right.element.location
            let first = (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, left.offset)
            let second = (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, right.offset)
            return first < second
        }.map(\.element)
    }
}
