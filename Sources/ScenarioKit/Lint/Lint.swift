import Definitions
import Diagnostics

/// One run of the linter over a package: every check writes to one list, and none stops another.
struct Lint {
    let package: ScenarioPackage
    let environment: LintEnvironment
    let collector = DiagnosticCollector()

    /// Runs every check.
    func run() -> [Diagnostic] {
        checkTexts()
        checkUnreadKinds()
        checkDirectoryReferences()
        checkServices()
        checkOrders()
        checkContracts()
        checkUnused()
        checkPersonalData()
        checkForbiddenDeclarations()
        checkUploads()
        checkAdmission()
        checkItemCodes()
        checkForms()
        checkDecisions()
        checkProcesses()
        checkTests()
        return collector.diagnostics
    }

    /// A reader of a file of the package, for the places of findings.
    func reader(_ path: String) -> DescriptorReader? {
        package.files[path]?.source.map { DescriptorReader($0, collector: collector) }
    }

    /// The files of a kind by path.
    func files(_ kind: DefinitionKind) -> [ScenarioDocument] {
        package.files.values.filter { $0.kind == .declaration(kind) }.sorted { $0.path < $1.path }
    }

    /// Reports a name that nothing has, with the nearest that something has.
    func reportUnknown(
        _ part: DescriptorReader?, code: String, what: Text, name: String, among known: some Sequence<String>
    ) {
        part?.error(
            code, Text(zh: "没有\(what.zh)“\(name)”", en: "There is no \(what.en) ‘\(name)’"),
            hint: NearestName.of(name, among: known).map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") })
    }
}
