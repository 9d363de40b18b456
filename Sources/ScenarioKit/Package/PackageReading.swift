import Definitions
import Diagnostics
import Exchange
import JSONTree
import Notices
import Registers
import Services
import WorkOrders

/// Turns a package's files into its declarations, collecting what cannot be used.
struct PackageReading {
    let files: [String: ScenarioDocument]
    let needs: [ScenarioPackage]
    let overlay: String?
    let collector = DiagnosticCollector()

    /// The package; `nil` when it has no usable `scenario.yaml`.
    func package() -> ScenarioPackage? {
        guard let scenario = files["scenario.yaml"]?.source else {
            collector.append(
                Diagnostic(
                    .error, code: "package.scenario.missing",
                    message: Text(zh: "包里没有可用的 scenario.yaml", en: "The package has no usable scenario.yaml"),
                    location: SourceLocation(file: "scenario.yaml", line: 1, column: 1)))
            return nil
        }
        let reader = DescriptorReader(scenario, collector: collector)
        guard let manifest = ScenarioManifest(reader) else { return nil }
        checkNeeds(reader, manifest)
        let directory = self.reader("directory.yaml").map { DirectoryDescriptor($0) }
        let elements = self.reader("elements.yaml").map { ElementsDescriptor($0, package: manifest.id) }
        var dictionary = ElementDictionary()
        dictionary.append(package: manifest.id, elements: elements?.elements ?? [])
        for need in needs { dictionary.append(package: need.id, elements: need.elements) }
        let registers = all(.register) { RegisterDescriptor($0, package: manifest.id, elements: dictionary) }
        let contracts = contracts(manifest, registers: registers)
        return ScenarioPackage(
            manifest: manifest, directory: directory ?? DirectoryDescriptor(departments: [], posts: []),
            elements: elements?.elements ?? [], codeTables: elements?.tables ?? [:], registers: registers,
            contracts: contracts, services: all(.service) { ServiceDefinition($0, package: manifest.id) },
            orders: all(.order) { OrderKind($0, package: manifest.id) },
            notices: all(.notice) { NoticeTemplate($0, package: manifest.id) },
            documents: all(.document) { DocumentTemplate($0, package: manifest.id) },
            parameters: parameters(), forms: trees(.form), decisions: bytes(.decision), processes: bytes(.process),
            overlay: overlay, needs: needs, files: files)
    }

    private func reader(_ path: String) -> DescriptorReader? {
        files[path]?.source.map { DescriptorReader($0, collector: collector) }
    }

    private func documents(_ kind: DefinitionKind) -> [ScenarioDocument] {
        files.values.filter { $0.kind == .declaration(kind) }.sorted { $0.path < $1.path }
    }

    private func all<Item>(_ kind: DefinitionKind, _ read: (DescriptorReader) -> Item?) -> [Item] {
        documents(kind).compactMap { document in
            guard let source = document.source else { return nil }
            let reader = DescriptorReader(source, collector: collector)
            checkName(of: document, reader)
            return read(reader)
        }
    }

    private func trees(_ kind: DefinitionKind) -> [String: JSON] {
        var trees: [String: JSON] = [:]
        for document in documents(kind) {
            guard let source = document.source else { continue }
            checkName(of: document, DescriptorReader(source, collector: collector))
            trees[document.stem] = source.json
        }
        return trees
    }

    private func bytes(_ kind: DefinitionKind) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for document in documents(kind) {
            if case .xml(let bytes) = document.content { files[document.stem] = bytes }
        }
        return files
    }

    private func checkName(of document: ScenarioDocument, _ reader: DescriptorReader) {
        guard let key = document.kind.idKey, let part = reader.child(key), let id = part.json.string else { return }
        if id != document.stem {
            part.error(
                "package.file.name", Text(zh: "文件名应与标识相同：\(id)", en: "The file's name must be its id: \(id)"))
        }
    }

    private func checkNeeds(_ reader: DescriptorReader, _ manifest: ScenarioManifest) {
        for (index, part) in (reader.child("needs")?.items() ?? []).enumerated() where index < manifest.needs.count {
            let need = manifest.needs[index]
            guard let found = needs.first(where: { $0.id == need.package }) else {
                part.error(
                    "package.need.missing",
                    Text(zh: "缺少所需的包“\(need.package)”", en: "The package ‘\(need.package)’ is not there"))
                continue
            }
            if !need.version.contains(found.manifest.version) {
                part.error(
                    "package.need.version",
                    Text(
                        zh: "“\(need.package)”是 \(found.manifest.version) 版，不合要求",
                        en: "‘\(need.package)’ is of version \(found.manifest.version), which does not satisfy the need"
                    ))
            }
        }
    }

    private func contracts(_ manifest: ScenarioManifest, registers: [RegisterDescriptor]) -> [Contract] {
        let lists = [(manifest.id, registers)] + needs.map { ($0.id, $0.registers) }
        return all(.contract) { reader in
            Contract(
                reader, package: manifest.id,
                register: { reference in
                    for (package, registers) in lists where reference.package == nil || reference.package == package {
                        if let register = registers.first(where: { $0.id == reference.id }) { return register }
                    }
                    return nil
                }, registerNames: lists.flatMap { $0.1.map(\.id) })
        }
    }

    private func parameters() -> ParameterSet {
        var seen: Set<String> = []
        var tables: [ParameterTable] = []
        for document in documents(.parameters) {
            guard let source = document.source else { continue }
            let reader = DescriptorReader(source, collector: collector)
            for table in ParameterTable.tables(reader) {
                if !seen.insert(table.name).inserted {
                    reader.error(
                        "parameter.duplicate",
                        Text(zh: "参数“\(table.name)”重复", en: "The parameter ‘\(table.name)’ is repeated"))
                }
                tables.append(table)
            }
        }
        return ParameterSet(tables)
    }
}
