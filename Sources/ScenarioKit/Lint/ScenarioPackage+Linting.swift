package import Diagnostics

extension ScenarioPackage {
    /// Everything the linter finds in this package, in the order of its files. Findings of loading are not repeated.
    package func lint(_ environment: LintEnvironment = LintEnvironment()) -> [Diagnostic] {
        Lint(package: self, environment: environment).run().inReadingOrder
    }
}
