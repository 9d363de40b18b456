import Definitions
import Diagnostics
import Exchange
import JSONTree
import Registers
import Services

extension Lint {
    /// Contracts of one service do not need each other in a circle, have different names, and chain to what is there.
    func checkContracts() {
        for service in package.services {
            let contracts = service.contracts.compactMap(package.contract)
            let part = reader("services/\(service.id).yaml")?.child("contracts")
            for contract in AskingOrder.of(contracts).cycle {
                part?.error(
                    "contract.cycle",
                    Text(zh: "“\(contract.id)”与别的约定互相等待", en: "‘\(contract.id)’ waits for a contract that waits for it")
                )
            }
            var seen: Set<String> = []
            for contract in contracts where !seen.insert(contract.variable).inserted {
                part?.error(
                    "contract.as.duplicate",
                    Text(zh: "两项约定都叫“\(contract.variable)”", en: "Two contracts are both called ‘\(contract.variable)’")
                )
            }
            for contract in contracts { checkPaths(of: contract, among: contracts, service: service) }
        }
    }

    private func checkPaths(of contract: Contract, among contracts: [Contract], service: ServiceDefinition) {
        guard contract.package == package.id, let part = reader("contracts/\(contract.id).yaml") else { return }
        for match in contract.match {
            guard let named = part.child("match")?.child(match.field) else { continue }
            if match.path.isChained {
                guard let source = contracts.first(where: { $0.variable == match.path.root }) else {
                    reportUnknown(
                        named, code: "contract.path.unknown", what: Text(zh: "可用的查询结果", en: "answer"),
                        name: match.path.root, among: contracts.map(\.variable) + ContractPath.caseRoots)
                    continue
                }
                if !source.fields.contains(where: { $0.name == match.path.field }) {
                    reportUnknown(
                        named, code: "contract.path.unknown",
                        what: Text(zh: "“\(source.id)”给出的字段", en: "field of ‘\(source.id)’"),
                        name: match.path.field, among: source.fields.map(\.name))
                }
            } else if match.path.root == "parameters", package.visibleParameters.tables[match.path.field] == nil {
                reportUnknown(
                    named, code: "parameter.unknown", what: Text(zh: "参数", en: "parameter"), name: match.path.field,
                    among: package.visibleParameters.tables.keys)
            } else if match.path.root == "answers" {
                checkAnswer(match.path.field, named, service)
            } else if let known = BoundNames.roleFields[match.path.root], !known.contains(match.path.field) {
                reportUnknown(
                    named, code: "contract.path.unknown", what: Text(zh: "角色字段", en: "field of the role"),
                    name: match.path.field, among: known)
            } else if BoundNames.roleFields[match.path.root] != nil, match.path.root != "case",
                !service.roles.contains(where: { $0.name == match.path.root })
            {
                reportUnknown(
                    named, code: "service.role.unknown", what: Text(zh: "角色", en: "role"), name: match.path.root,
                    among: service.roles.map(\.name))
            }
        }
    }

    private func checkAnswer(_ name: String, _ part: DescriptorReader, _ service: ServiceDefinition) {
        guard let form = package.form(service.form) else { return }
        let known = FormOutline(form).fields.map(\.name)
        if !known.contains(name) {
            reportUnknown(
                part, code: "contract.path.unknown", what: Text(zh: "表单字段", en: "field of the form"), name: name,
                among: known)
        }
    }

    /// Declarations that nothing uses, and fields that are looked up although nothing reads them.
    func checkUnused() {
        let used = Set(package.services.flatMap(\.contracts).compactMap(package.contract).map(\.qualifiedID))
        guard !package.services.isEmpty else { return }
        for contract in package.contracts where !used.contains(contract.qualifiedID) {
            reader("contracts/\(contract.id).yaml")?.report(
                .warning, "contract.unused", Text(zh: "没有事项用这项约定", en: "No service uses this contract"))
        }
        let words = wordsOfExpressions()
        let chained = Set(package.contracts.flatMap(\.match).map(\.path).filter(\.isChained))
        for contract in package.contracts where used.contains(contract.qualifiedID) {
            let list = reader("contracts/\(contract.id).yaml")?.child("fields")
            for part in list?.items() ?? [] {
                guard let name = part.json.string, !words.contains(name) else { continue }
                if chained.contains(ContractPath(root: contract.variable, field: name)) { continue }
                part.report(
                    .warning, "contract.field.unused",
                    Text(
                        zh: "字段“\(name)”没有用到，不应查询",
                        en: "Nothing reads the field ‘\(name)’, so it should not be looked up"),
                    hint: Text(
                        zh: "个人信息保护法第六条：限于最小范围", en: "Personal Information Protection Law, art. 6: the smallest scope"))
            }
        }
    }

    /// Every word in the decisions, processes, forms, contracts' conditions, notices and services of the package.
    private func wordsOfExpressions() -> Set<String> {
        var words: Set<String> = []
        for bytes in Array(package.decisions.values) + Array(package.processes.values) {
            words.formUnion(Self.words(bytes))
        }
        for form in package.forms.values { words.formUnion(Self.words(form.bytes)) }
        for contract in package.contracts { words.formUnion(Self.words(Array((contract.condition ?? "").utf8))) }
        for file in files(.service) + files(.notice) + files(.document) {
            words.formUnion(Self.words(file.source?.json.bytes ?? []))
        }
        return words
    }

    static func words(_ bytes: [UInt8]) -> Set<String> {
        let parts = bytes.split { byte in
            !((0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_"))
        }
        return Set(parts.map { String(decoding: $0, as: UTF8.self) })
    }
}
