import Definitions
import Diagnostics
import JSONTree
import Services
import WorkCalendar

/// A file of `tests/`: cases in the words of the rule book.
struct ScenarioTestSuite: Sendable {
    /// A rule or condition that cannot be covered, and why.
    struct Excuse: Sendable, Hashable {
        /// The rule; `nil` excuses a column of every rule of the table.
        let rule: String?
        /// The table's decision.
        let table: String?
        /// The column; `nil` excuses the whole rule.
        let column: String?
        let reason: Text
    }

    let file: String
    let title: Text
    let service: String?
    let decision: ServiceDefinition.DecisionReference?
    let cases: [ScenarioTestCase]
    /// Whether the rows of the decision have to be covered.
    let coverage: Bool
    let excused: [Excuse]

    static let keys = ["suite", "service", "on", "decision", "given", "cases", "coverage", "reason", "excused"]

    /// The suites of a package, by file; what cannot be read is reported and left out.
    static func suites(of package: ScenarioPackage, collector: DiagnosticCollector) -> [ScenarioTestSuite] {
        package.files.values.filter { $0.kind == .test }.sorted { $0.path < $1.path }.compactMap { file in
            guard let source = file.source else { return nil }
            return ScenarioTestSuite(DescriptorReader(source, collector: collector), file: file.path, package: package)
        }
    }

    private init?(_ reader: DescriptorReader, file: String, package: ScenarioPackage) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let title = reader.text("suite")
        let day = reader.required("on")?.date()
        service = reader.string("service", required: false)
        decision = reader.child("decision").flatMap { part in
            guard let file = part.required("file")?.reference(), let name = part.string("name") else { return nil }
            return ServiceDefinition.DecisionReference(file: file, name: name)
        }
        if let service, package.service(service) == nil {
            reader.child("service")?.error(
                "test.service.unknown", Text(zh: "没有事项“\(service)”", en: "There is no service ‘\(service)’"))
        }
        coverage = reader.boolean("coverage", default: true)
        if !coverage, reader.text("reason") == nil { return nil }
        excused = (reader.child("excused")?.items() ?? []).compactMap { part in
            part.expectObject(keys: ["rule", "table", "column", "reason"])
            let rule = part.string("rule", required: false)
            let table = part.string("table", required: false)
            let column = part.string("column", required: false)
            guard let reason = part.text("reason") else { return nil }
            if rule == nil, table == nil || column == nil {
                part.error(
                    "test.excuse", Text(zh: "写明规则，或表和列", en: "Name the rule, or the table and the column"))
                return nil
            }
            return Excuse(rule: rule, table: table, column: column, reason: reason)
        }
        let shared = reader.child("given").map { ScenarioTestFacts($0, package: package) } ?? ScenarioTestFacts()
        guard let title, let day else { return nil }
        var seen: Set<String> = []
        cases = (reader.required("cases")?.items() ?? []).compactMap { part in
            guard let each = ScenarioTestCase(part, on: day, shared: shared, package: package) else { return nil }
            if !seen.insert(each.id).inserted {
                part.error("test.case.duplicate", Text(zh: "用例“\(each.id)”重复", en: "The case ‘\(each.id)’ is repeated"))
            }
            return each
        }
        self.file = file
        self.title = title
    }
}
