import Diagnostics
import Exchange
import Registers
import Services

/// The names that FEEL may use in one place of a package, and what is inside each where that is known.
struct BoundNames {
    /// What the roles and the case hold; `nil` inside for contents that are open.
    static let roleFields: [String: [String]] = [
        "child": ["id_number", "name", "sex", "birth_date"],
        "applicant": ["id_number", "name", "relation", "sex", "birth_date", "phone"],
        "spouse": ["id_number", "name", "relation", "sex", "birth_date"],
    ]

    /// The names, with the fields of each where they are known.
    private(set) var names: [String: Set<String>?] = [:]

    /// The scope of a service: its roles, the case, the answers, the parameters and its contracts' answers.
    init(service: ServiceDefinition?, package: ScenarioPackage) {
        for role in ["child", "applicant", "spouse"] { names[role] = Set(Self.roleFields[role] ?? []) }
        names["case"] = .some(nil)
        names["answers"] = .some(nil)
        names["parameters"] = Set(package.visibleParameters.tables.keys)
        let contracts = service.map { $0.contracts.compactMap(package.contract) } ?? package.contracts
        for contract in contracts {
            var fields = Set(contract.fields.map(\.name))
            if contract.answer == .one, contract.absence == .complete { fields.insert("found") }
            names[contract.variable] = fields
        }
        // What work orders are judged and worked on by.
        if service == nil, !package.orders.isEmpty {
            for name in ["order", "chosen", "offices", "same_orders", "today"] { names[name] = .some(nil) }
        }
        if let service, let form = package.form(service.form) {
            names["answers"] = Set(FormOutline(form).fields.map(\.name))
        }
    }

    /// Adds what only the forms of officials' tasks may name: colleagues and materials to choose
    /// from, who does it, which task it is and who did the steps before.
    mutating func addTaskNames() {
        for name in ["colleagues", "materials", "official", "task", "done_by"] { names[name] = .some(nil) }
    }

    /// Adds a name.
    mutating func add(_ name: String, fields: Set<String>? = nil) { names[name] = fields }

    /// What is unknown in a path that an expression reads: the root, or a field in it.
    func unknown(in path: String) -> (name: String, known: [String])? {
        let parts = path.split(separator: ".").map(String.init)
        guard let root = parts.first else { return nil }
        guard let fields = names[root] else { return (root, names.keys.sorted()) }
        guard let fields, parts.count > 1, !fields.contains(parts[1]) else { return nil }
        return ("\(root).\(parts[1])", fields.sorted().map { "\(root).\($0)" })
    }
}
