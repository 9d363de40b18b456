import Definitions
import Diagnostics
import Exchange
import JSONTree
import NationalCodes
import Registers
import Services

/// What a case is given: the roles and answers, and the rows that the registers hold.
struct ScenarioTestFacts: Sendable {
    /// `child`, `applicant`, `spouse`, `answers`, `case`, `parameters`: their members.
    var roles: [String: [String: JSON]] = [:]
    /// Rows by the register's qualified id.
    var rows: [String: [[String: FieldValue]]] = [:]
    /// Registers or contracts that cannot be asked.
    var unreachable: Set<String> = []
    /// Consents that the case holds.
    var consents: Set<Contract.Consent> = []
    /// What a decision without a service reads, by input.
    var inputs: [String: [String: JSON]] = [:]
    /// Values bound directly, by `as`.
    var known: [String: JSON] = [:]

    /// Divisions that ended, and what took over.
    var divisions: [DivisionPeriod] = []
    /// Rows of the shared facts that the case does not have: keys by the register's qualified id.
    var without: [String: [[FieldValue]]] = [:]

    static let roleNames = ["child", "applicant", "spouse", "answers", "case", "parameters"]

    init() {}

    /// Reads the facts; unknown registers, fields and values are reported.
    init(_ reader: DescriptorReader, package: ScenarioPackage) {
        reader.expectObject(
            keys: Self.roleNames + ["registers", "without", "unreachable", "consent", "known", "divisions", "inputs"])
        for (name, part) in reader.child("inputs")?.entries() ?? [] {
            inputs[name] = Dictionary(part.json.members.map { ($0.name, $0.value) }) { _, last in last }
        }
        for name in Self.roleNames {
            guard let part = reader.child(name), part.json.kind == .object else { continue }
            roles[name] = Dictionary(part.json.members.map { ($0.name, $0.value) }) { _, last in last }
            if name == "parameters" { checkParameters(part, package: package) }
        }
        for (name, part) in reader.child("registers")?.entries() ?? [] { readRows(name, part, package: package) }
        for (name, part) in reader.child("without")?.entries() ?? [] { readKeys(name, part, package: package) }
        divisions = (reader.child("divisions")?.items() ?? []).compactMap(Self.division)
        for part in reader.child("unreachable")?.items() ?? [] {
            guard let name = part.string(), let reference = DefinitionReference(name) else { continue }
            if let contract = package.contract(reference) {
                unreachable.insert(contract.qualifiedID)
            } else if let register = package.register(reference) {
                unreachable.insert(register.qualifiedID)
            } else {
                part.error(
                    "test.unreachable.unknown",
                    Text(zh: "没有登记簿或约定“\(name)”", en: "There is no register or contract ‘\(name)’"))
            }
        }
        consents = Set(reader.choices("consent", Contract.Consent.self, required: false))
        for (name, part) in reader.child("known")?.entries() ?? [] {
            if !package.contracts.contains(where: { $0.variable == name }) {
                part.error("test.known.unknown", Text(zh: "没有约定叫“\(name)”", en: "No contract is called ‘\(name)’"))
            }
            known[name] = part.json
        }
    }

    private func checkParameters(_ part: DescriptorReader, package: ScenarioPackage) {
        let known = package.visibleParameters.tables
        for (name, value) in part.entries() where known[name] == nil {
            value.error(
                "parameter.unknown", Text(zh: "没有参数“\(name)”", en: "There is no parameter ‘\(name)’"),
                hint: NearestName.of(name, among: known.keys).map {
                    Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
                })
        }
    }

    private static func division(_ reader: DescriptorReader) -> DivisionPeriod? {
        reader.expectObject(keys: ["code", "valid_from", "valid_to", "successor"])
        func code(_ part: DescriptorReader) -> DivisionCode? {
            guard let text = part.string() else { return nil }
            if let code = try? DivisionCode(text) { return code }
            part.error("value.division.invalid", Text(zh: "不是区划代码", en: "This is not a division code"))
            return nil
        }
        guard let own = reader.required("code").flatMap(code) else { return nil }
        let successor = reader.child("successor")
        let successors = successor.map { $0.json.kind == .array ? $0.items() : [$0] } ?? []
        return DivisionPeriod(
            code: own, from: reader.child("valid_from")?.date(), through: reader.child("valid_to")?.date(),
            successors: successors.compactMap(code))
    }

    /// `without`: a key is a value, or a list of values when the register has several key fields.
    private mutating func readKeys(_ name: String, _ part: DescriptorReader, package: ScenarioPackage) {
        guard let register = Self.register(name, part, package: package) else { return }
        let fields = register.key.compactMap(register.field)
        for item in part.items() {
            let parts = item.json.kind == .array ? item.items() : [item]
            guard parts.count == fields.count else {
                item.error(
                    "test.key.size",
                    Text(
                        zh: "登记簿的主键是 \(register.key.joined(separator: "、"))",
                        en: "The register's key is \(register.key.joined(separator: ", "))"))
                continue
            }
            let key = zip(parts, fields).compactMap { Self.value($0, of: $1) }
            if key.count == fields.count { without[register.qualifiedID, default: []].append(key) }
        }
    }

    private static func register(
        _ name: String, _ part: DescriptorReader, package: ScenarioPackage
    ) -> RegisterDescriptor? {
        if let reference = DefinitionReference(name), let register = package.register(reference) { return register }
        part.error(
            "register.unknown", Text(zh: "没有登记簿“\(name)”", en: "There is no register ‘\(name)’"),
            hint: NearestName.of(name, among: package.names(of: \.registers)).map {
                Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
            })
        return nil
    }

    private mutating func readRows(_ name: String, _ part: DescriptorReader, package: ScenarioPackage) {
        guard let register = Self.register(name, part, package: package) else { return }
        for item in part.items() {
            var row: [String: FieldValue] = [:]
            for (column, value) in item.entries() {
                guard let field = register.field(column) else {
                    value.unknownField(column, among: register.fields.map(\.name))
                    continue
                }
                row[column] = Self.value(value, of: field)
            }
            rows[register.qualifiedID, default: []].append(row)
        }
    }

    private static func value(_ reader: DescriptorReader, of field: RegisterField) -> FieldValue? {
        do {
            let value = try FieldValue(json: reader.json, element: field.element)
            // A row enters a register with the 18-digit form of an identity number, here as by import.
            if field.type == .idNumber, case .text(let text) = value, let id = try? CitizenID(text) {
                return .text(id.text)
            }
            return value
        } catch {
            reader.error(
                error.rawValue, Text(zh: "这个值不能是“\(field.name)”的值", en: "This cannot be a value of ‘\(field.name)’"))
            return nil
        }
    }

    /// These facts with a case's own over them: members replace members, a row replaces the row of its key.
    func merging(_ own: ScenarioTestFacts, keys: [String: [String]]) -> ScenarioTestFacts {
        var merged = self
        for (register, gone) in own.without {
            let key = keys[register] ?? []
            merged.rows[register]?.removeAll { row in gone.contains(key.map { row[$0] ?? .null }) }
        }
        for (name, members) in own.roles { merged.roles[name, default: [:]].merge(members) { _, new in new } }
        for (name, members) in own.inputs { merged.inputs[name, default: [:]].merge(members) { _, new in new } }
        for (register, rows) in own.rows {
            let key = keys[register] ?? []
            for row in rows {
                var list = merged.rows[register] ?? []
                let identity = key.map { row[$0] }
                if !key.isEmpty, let index = list.firstIndex(where: { old in key.map { old[$0] } == identity }) {
                    list[index] = row
                } else {
                    list.append(row)
                }
                merged.rows[register] = list
            }
        }
        merged.divisions += own.divisions
        merged.unreachable.formUnion(own.unreachable)
        merged.consents.formUnion(own.consents)
        merged.known.merge(own.known) { _, new in new }
        return merged
    }
}

extension ScenarioPackage {
    /// The key fields of every register it sees, by qualified id.
    var registerKeys: [String: [String]] {
        Dictionary(([self] + needs).flatMap(\.registers).map { ($0.qualifiedID, $0.key) }) { first, _ in first }
    }
}
