import Cryptography
import DecisionEngine
import Definitions
import Diagnostics
import FEELEngine
import FormEngine
import ProcessEngine
import Registers
import ScenarioKit
import WorkOrders
import Workflow

/// Compiles a kind of order of a package into what orders run on.
struct OrderRuntimeBuilder {
    let package: ScenarioPackage
    let kind: OrderKind
    let registers: RegisterStore
    let catalogue: ProcessCatalogue
    let environment: FEELEnvironment

    /// The compiled kind.
    ///
    /// - Throws: what the linter would have said, as diagnostics.
    func runtime() throws -> OrderRuntime {
        guard let process = package.processes[kind.process.id] else {
            throw unusable("process.missing", kind.process.id)
        }
        var table: RegisterTable?
        if let source = kind.source {
            let register = package.register(source.register)
            guard let register, let known = registers.tables[register.qualifiedID] else {
                throw unusable("register.missing", source.register.id)
            }
            table = known
        }
        let hash = Hexadecimal.encoded(Digest.sha256.hash(process))
        let definition = try catalogue.definition(hash)
        let builder = FormBuilder(package: package, environment: environment)
        var titles: [String: Text] = [:]
        for element in definition.elements {
            guard let name = element.name else { continue }
            titles[element.id] = Text(zh: name, en: element.englishName ?? name)
        }
        return OrderRuntime(
            kind: kind, table: table, decision: try model(kind.decision), guarding: try model(kind.guarding),
            forms: try package.forms.mapValues { try builder.form($0) }, parameters: package.visibleParameters,
            processHash: hash, stepTitles: titles)
    }

    private func model(_ decision: OrderKind.Decision?) throws -> DecisionModel? {
        guard let decision else { return nil }
        guard let (_, bytes) = package.decision(decision.file) else {
            throw unusable("decision.missing", decision.file.id)
        }
        let (model, diagnostics) = DecisionModel.load(bytes, environment: environment)
        guard let model else { throw CountySystem.Unusable(diagnostics: diagnostics) }
        return model
    }

    private func unusable(_ code: String, _ name: String) -> CountySystem.Unusable {
        CountySystem.Unusable(diagnostics: [
            Diagnostic(
                .error, code: code,
                message: Text(zh: "工单 \(kind.id) 缺少 \(name)", en: "The orders \(kind.id) lack \(name)"))
        ])
    }
}
