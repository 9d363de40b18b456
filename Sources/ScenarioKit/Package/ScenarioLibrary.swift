import Definitions
package import Diagnostics
package import Foundation

/// The packages of a folder, each loaded once with those it needs.
package struct ScenarioLibrary {
    let scenarios: URL
    let county: URL?
    private var loaded: [String: ScenarioPackage] = [:]
    private var loading: [String] = []
    /// What was found while loading, file names beginning with the package's.
    package private(set) var diagnostics: [Diagnostic] = []

    /// A library over a folder of packages and a county's folder with `overlays/<package>.yaml`.
    package init(scenarios: URL, county: URL? = nil) {
        self.scenarios = scenarios
        self.county = county
    }

    /// The package with an id; `nil` when it cannot be used.
    package mutating func package(_ id: String) -> ScenarioPackage? {
        if let package = loaded[id] { return package }
        guard DefinitionName.isIdentifier(id) else { return nil }
        if loading.contains(id) {
            diagnostics.append(
                Diagnostic(
                    .error, code: "package.need.cycle",
                    message: Text(
                        zh: "包互相需要：\((loading + [id]).joined(separator: " → "))",
                        en: "Packages need each other: \((loading + [id]).joined(separator: " → "))"),
                    location: SourceLocation(file: "\(id)/scenario.yaml", line: 1, column: 1)))
            return nil
        }
        loading.append(id)
        defer { loading.removeLast() }
        let folder = scenarios.appendingPathComponent(id)
        var needs: [ScenarioPackage] = []
        for name in Self.needs(of: folder) {
            guard let need = package(name) else { continue }
            for each in [need] + need.needs where !needs.contains(where: { $0.id == each.id }) { needs.append(each) }
        }
        let result = ScenarioPackage.load(at: folder, needs: needs, overlay: overlay(of: id))
        diagnostics += result.diagnostics.map { placed($0, id) }
        if let package = result.package { loaded[id] = package }
        return result.package
    }

    /// The finding with the folder of the package before its file's name, or of the county for an overlay's.
    package func placed(_ diagnostic: Diagnostic, _ package: String) -> Diagnostic {
        let isOverlay = diagnostic.location?.file?.hasPrefix("overlays/") == true
        return diagnostic.prefixed(with: isOverlay ? county?.lastPathComponent ?? package : package)
    }

    private func overlay(of id: String) -> URL? {
        guard let file = county?.appendingPathComponent("overlays").appendingPathComponent("\(id).yaml") else {
            return nil
        }
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    private static func needs(of folder: URL) -> [String] {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("scenario.yaml")),
            let node = YAMLReader.read([UInt8](data), file: "scenario.yaml").node
        else { return [] }
        return (node["needs"]?.items ?? []).compactMap { $0["package"]?.string }
    }
}

extension Diagnostic {
    /// The same finding with the package's folder before the file's name.
    package func prefixed(with package: String) -> Diagnostic {
        guard let location, let file = location.file else { return self }
        return Diagnostic(
            severity, code: code, message: message, location: location.inFile("\(package)/\(file)"), hint: hint)
    }
}
