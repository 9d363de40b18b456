import DecisionEngine
import Definitions
import Diagnostics
import Exchange
import FEELEngine
import Services
import XMLTree

extension Lint {
    /// The annotations that every rule of every table has.
    static let annotations = ["reason_zh", "reason_en", "source_zh", "source_en"]

    private static let faults: Set<TableFinding.Kind> = [
        .gap, .overlap, .unreachable, .impossible, .wrongType, .wrongColumnType,
    ]

    /// Decision files load, read only what is bound, and say of every rule why and on what it rests.
    func checkDecisions() {
        for file in files(.decision) {
            guard case .xml(let bytes) = file.content else { continue }
            let users = package.services.filter { $0.decision.file.id == file.stem }
            let loaded = DecisionModel.load(bytes, file: file.path, environment: environment.feel)
            collector.append(
                contentsOf: loaded.diagnostics.map { $0.location?.file == nil ? $0.inFile(file.path) : $0 })
            // What is surely wrong with a table; what may be meant so is for `yiwang decision check`.
            for finding in loaded.model?.check() ?? [] where Self.faults.contains(finding.kind) {
                let diagnostic = finding.diagnostic
                collector.append(diagnostic.location?.file == nil ? diagnostic.inFile(file.path) : diagnostic)
            }
            guard let document = try? XMLTreeDocument(parsing: bytes, file: file.path) else { continue }
            checkTables(document.root)
            let scope = BoundNames(service: users.first, package: package)
            checkInputs(document.root, scope: scope)
            checkPaths(document.root, scope: scope)
            for service in users { checkName(service, in: document.root) }
        }
    }

    private func add(_ code: String, _ element: XMLTreeElement, _ message: Text, hint: Text? = nil) {
        collector.append(
            Diagnostic(.error, code: code, message: message, location: element.location, hint: hint))
    }

    private func checkName(_ service: ServiceDefinition, in root: XMLTreeElement) {
        let names = root.elements.filter { $0.name.local == "decision" }.compactMap { $0.attribute("name") }
        for (key, name) in [("name", service.decision.name), ("asks_for", service.decision.asksFor)] {
            guard let name, !names.contains(name) else { continue }
            reportUnknown(
                reader("services/\(service.id).yaml")?.child("decision")?.child(key), code: "decision.name.unknown",
                what: Text(zh: "决策", en: "decision"), name: name, among: names)
        }
    }

    private func checkInputs(_ root: XMLTreeElement, scope: BoundNames) {
        for input in root.elements where input.name.local == "inputData" {
            guard let name = input.attribute("name"), scope.names[name] == nil else { continue }
            add(
                "decision.input.unknown", input,
                Text(zh: "没有数据会放进“\(name)”", en: "Nothing is ever bound to ‘\(name)’"),
                hint: NearestName.of(name, among: scope.names.keys).map {
                    Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
                }
                    ?? Text(
                        zh: "应是约定的 as 名，或 case、answers、applicant、child、spouse、parameters",
                        en: "It is a contract's ‘as’, or case, answers, applicant, child, spouse, parameters"))
        }
    }

    private func checkTables(_ root: XMLTreeElement) {
        var ids: Set<String> = []
        for (decision, table) in root.decisionTables() {
            let columns = DecisionTableColumns(table)
            let missing = Self.annotations.filter { !columns.annotations.contains($0) }
            if !missing.isEmpty {
                add(
                    "decision.annotation.missing", table,
                    Text(
                        zh: "决策表“\(decision)”缺少注释列 \(missing.joined(separator: "、"))",
                        en: "The table ‘\(decision)’ has no annotation \(missing.joined(separator: ", "))"),
                    hint: Text(zh: "每行都要写明理由和依据", en: "Every row says why, and on what it rests"))
            }
            for (index, rule) in table.children("rule").enumerated() {
                let id = rule.attribute("id")
                if id == nil {
                    add(
                        "decision.rule.id.missing", rule,
                        Text(zh: "第 \(index + 1) 行没有 id", en: "Row \(index + 1) has no id"))
                } else if let id, !ids.insert(id).inserted {
                    add(
                        "decision.rule.id.duplicate", rule,
                        Text(zh: "规则 id“\(id)”重复", en: "The rule id ‘\(id)’ is repeated"))
                }
                checkAnnotations(rule, id ?? "\(index + 1)", columns)
            }
        }
    }

    private func checkAnnotations(_ rule: XMLTreeElement, _ id: String, _ columns: DecisionTableColumns) {
        let entries = rule.children("annotationEntry").map { $0.child("text")?.trimmedText ?? "" }
        for (name, column) in zip(columns.annotations, columns.annotations.indices)
        where Self.annotations.contains(name) {
            if column < entries.count, !entries[column].isEmpty { continue }
            add(
                "decision.annotation.empty", rule,
                Text(zh: "规则“\(id)”没有写 \(name)", en: "The rule ‘\(id)’ has no \(name)"))
        }
    }

    /// Fields of parameters and contracts' answers that do not exist, in any expression of the file.
    private func checkPaths(_ element: XMLTreeElement, scope: BoundNames, shadowed: Set<String> = []) {
        var shadowed = shadowed
        shadowed.formUnion(
            element.elements.filter { $0.name.local == "formalParameter" }.compactMap { $0.attribute("name") })
        if element.name.local == "text" {
            var reported: Set<String> = []
            for path in Self.paths(in: element.text) where !shadowed.contains(path.root) {
                guard case .some(.some(let fields)) = scope.names[path.root], !fields.contains(path.field),
                    reported.insert("\(path.root).\(path.field)").inserted
                else { continue }
                add(
                    "feel.name.unknown", element,
                    Text(zh: "“\(path.root)”里没有“\(path.field)”", en: "There is no ‘\(path.field)’ in ‘\(path.root)’"),
                    hint: NearestName.of(path.field, among: fields).map {
                        Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
                    })
            }
        }
        for child in element.elements { checkPaths(child, scope: scope, shadowed: shadowed) }
    }

    /// The `root.field` pairs of an expression outside its strings, the root standing at the beginning of its path.
    static func paths(in text: String) -> [(root: String, field: String)] {
        var paths: [(root: String, field: String)] = []
        var words: [String] = []
        var word = ""
        var isInString = false
        var isAfterClosing = false
        func isLetter(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        for scalar in text.unicodeScalars + ["\n"] {
            if isInString {
                if scalar == "\"" { isInString = false }
                continue
            }
            if isLetter(scalar) {
                word.unicodeScalars.append(scalar)
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = ""
            if scalar == ".", !words.isEmpty || isAfterClosing { continue }
            if words.count > 1, !isAfterClosing { paths.append((words[0], words[1])) }
            words = []
            isAfterClosing = scalar == ")" || scalar == "]" || scalar == "}"
            isInString = scalar == "\""
        }
        return paths
    }
}
