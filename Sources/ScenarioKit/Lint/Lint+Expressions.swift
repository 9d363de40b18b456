import Definitions
import Diagnostics
import Exchange
import FEELEngine
import Services

extension Lint {
    /// Checks that an expression can be read and that every name in it is there.
    func checkExpression(_ text: String, _ part: DescriptorReader?, scope: BoundNames) {
        guard let part else { return }
        do {
            _ = try FEELExpression(parsing: text, names: nil, environment: environment.feel)
        } catch {
            let finding = error.diagnostic
            part.error(
                finding.code, finding.message,
                hint: finding.hint
                    ?? Text(zh: "第 \(error.location.column) 个字符处", en: "At character \(error.location.column)"))
            return
        }
        checkNames(text, part, scope: scope)
    }

    /// Checks that every name in an expression is there; one that cannot be read is somebody else's finding.
    func checkNames(_ text: String, _ part: DescriptorReader?, scope: BoundNames) {
        guard let part, let expression = try? FEELExpression(parsing: text, names: nil, environment: environment.feel)
        else { return }
        var reported: Set<String> = []
        for path in expression.references {
            guard let unknown = scope.unknown(in: path), reported.insert(unknown.name).inserted else { continue }
            reportUnknown(
                part, code: "feel.name.unknown", what: Text(zh: "名称", en: "name"), name: unknown.name,
                among: unknown.known)
        }
    }

    /// The conditions of contracts and materials.
    func checkConditions() {
        for contract in package.contracts {
            guard let condition = contract.condition, let part = reader("contracts/\(contract.id).yaml")?.child("if")
            else {
                continue
            }
            let service = package.services.first { service in
                service.contracts.compactMap(package.contract).contains { $0.qualifiedID == contract.qualifiedID }
            }
            checkExpression(condition, part, scope: BoundNames(service: service, package: package))
            if let service { checkOrder(contract, condition, part, in: service) }
        }
        for service in package.services {
            let scope = BoundNames(service: service, package: package)
            for (index, part) in (reader("services/\(service.id).yaml")?.child("materials")?.items() ?? []).enumerated()
            {
                guard index < service.materials.count, case .condition(let text) = service.materials[index].need else {
                    continue
                }
                checkExpression(text, part.child("required"), scope: scope)
            }
        }
    }

    /// A condition reads only answers that are there when it is asked.
    private func checkOrder(
        _ contract: Contract, _ condition: String, _ part: DescriptorReader, in service: ServiceDefinition
    ) {
        guard let expression = try? FEELExpression(parsing: condition, names: nil, environment: environment.feel) else {
            return
        }
        let order = package.contracts(of: service).map(\.variable)
        guard let own = order.firstIndex(of: contract.variable) else { return }
        let roots = Set(expression.references.compactMap { $0.split(separator: ".").first.map(String.init) })
        for later in order[own...] where roots.contains(later) {
            part.error(
                "contract.if.order",
                Text(zh: "条件用到的“\(later)”还没有查询", en: "The condition reads ‘\(later)’, which is not yet asked"),
                hint: Text(zh: "调整事项里 contracts 的次序", en: "Change the order of the service's contracts"))
        }
    }
}
