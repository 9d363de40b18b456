import Definitions
import Diagnostics
import Services

extension Lint {
    /// Test files can be read, and a package with services has some.
    func checkTests() {
        let suites = ScenarioTestSuite.suites(of: package, collector: collector)
        if suites.isEmpty, let service = package.services.first {
            reader("services/\(service.id).yaml")?.report(
                .warning, "tests.missing", Text(zh: "包里没有测试", en: "The package has no tests"),
                hint: Text(
                    zh: "在 tests/ 里写给定—则，每条规则都要命中和落空", en: "Write given–then in tests/: every rule hit and missed"))
        }
    }
}
