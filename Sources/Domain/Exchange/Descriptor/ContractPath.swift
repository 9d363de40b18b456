import Definitions
import Diagnostics

/// Where a contract takes a key from: a role or fact of the case (`child.id_number`), or another contract's answer
/// (`child_record.household_no`).
package struct ContractPath: Sendable, Hashable {
    /// Roots that a case itself has; any other root names a contract's `as`.
    package static let caseRoots = ["child", "applicant", "spouse", "answers", "case", "parameters"]

    /// The role, or the `as` of another contract.
    package let root: String
    /// The field in it.
    package let field: String

    /// Makes a path.
    package init(root: String, field: String) {
        self.root = root
        self.field = field
    }

    /// Reads `root.field`.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(DefinitionName.isVariable) else { return nil }
        self.init(root: parts[0], field: parts[1])
    }

    /// Whether it points into another contract's answer, which is then asked first.
    package var isChained: Bool { !Self.caseRoots.contains(root) }
}

extension ContractPath: CustomStringConvertible {
    package var description: String { "\(root).\(field)" }
}
