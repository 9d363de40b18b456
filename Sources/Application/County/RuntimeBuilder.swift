import Cryptography
import DecisionEngine
import Definitions
import Diagnostics
import Exchange
import FEELEngine
import FormEngine
import JSONTree
import Notices
import Registers
import ScenarioKit
import Services

/// Compiles a service of a package into what cases run on.
struct RuntimeBuilder {
    let package: ScenarioPackage
    let service: ServiceDefinition
    let registers: RegisterStore
    let keyring: Keyring
    let environment: FEELEnvironment
    let rules: RuleBook

    /// The compiled service.
    ///
    /// - Throws: what the linter would have said, as diagnostics.
    func runtime() throws -> ServiceRuntime {
        guard let (_, bytes) = package.decision(service.decision.file) else {
            throw unusable("decision.missing", service.decision.file.id)
        }
        let (model, diagnostics) = DecisionModel.load(bytes, environment: environment)
        guard let model else { throw CountySystem.Unusable(diagnostics: diagnostics) }
        guard let process = package.processes[service.process.id] else {
            throw unusable("process.missing", service.process.id)
        }
        var correctionHash: String?
        if let reference = service.correctionProcess {
            guard let bytes = package.processes[reference.id] else { throw unusable("process.missing", reference.id) }
            correctionHash = Hexadecimal.encoded(Digest.sha256.hash(bytes))
        }
        guard let json = package.forms[service.form.id] else { throw unusable("form.missing", service.form.id) }
        let forms = FormBuilder(package: package, environment: environment)
        let form = try forms.form(json)
        let taskForms = package.forms.filter { $0.key != service.form.id && $0.value["filled_by"]?.string != "citizen" }
        let contracts = package.contracts(of: service)
        return ServiceRuntime(
            service: service, form: form, taskForms: try taskForms.mapValues { try forms.form($0) }, decision: model,
            exchange: try ExchangeDesk(
                contracts: contracts, registers: registers.tables, keyring: keyring, environment: environment),
            parameters: package.visibleParameters, notices: notices, documents: documents,
            processHash: Hexadecimal.encoded(Digest.sha256.hash(process)), correctionHash: correctionHash,
            definitions: [
                "decision": Hexadecimal.encoded(Digest.sha256.hash(bytes)),
                "process": Hexadecimal.encoded(Digest.sha256.hash(process)),
                "form": Hexadecimal.encoded(Digest.sha256.hash(try json.canonicalBytes())),
                "package": "\(package.id) \(package.manifest.version)",
            ], rules: rules)
    }

    private var notices: [String: NoticeTemplate] {
        var notices: [String: NoticeTemplate] = [:]
        for (event, reference) in service.notices {
            notices[event] = package.notices.first { $0.code == reference.id }
        }
        return notices
    }

    private var documents: [String: DocumentTemplate] {
        var documents: [String: DocumentTemplate] = [:]
        for (event, reference) in service.documents {
            documents[event] = package.documents.first { $0.id == reference.id }
        }
        return documents
    }

    private func unusable(_ code: String, _ name: String) -> CountySystem.Unusable {
        CountySystem.Unusable(diagnostics: [
            Diagnostic(
                .error, code: code,
                message: Text(zh: "事项 \(service.id) 缺少 \(name)", en: "The service \(service.id) lacks \(name)"))
        ])
    }
}
