package import Diagnostics

/// Where the findings of one reading are gathered; it never stops at the first.
///
/// A class so that every reader of one document writes to the same list; it does not leave the task that reads.
package final class DiagnosticCollector {
    /// The findings so far, in the order they were made.
    package private(set) var diagnostics: [Diagnostic] = []

    /// An empty collector.
    package init() {}

    /// Adds a finding.
    package func append(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Adds findings.
    package func append(contentsOf others: some Sequence<Diagnostic>) { diagnostics.append(contentsOf: others) }

    /// Whether any finding so far is an error.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
