import Foundation
import TestSupport

/// The enrolment's rule as it is in the package, with some of its text changed.
package enum ChangedRule {
    package struct NotThere: Error { let text: String }

    package static func bytes(_ changes: [(String, String)]) throws -> [UInt8] {
        var text = try String(
            contentsOf: Repository.root.appendingPathComponent(
                "Scenarios/new-pupil-enrolment/decisions/enrolment.dmn"), encoding: .utf8)
        for (old, new) in changes {
            let changed = text.replacingOccurrences(of: old, with: new)
            guard changed != text else { throw NotThere(text: old) }
            text = changed
        }
        return Array(text.utf8)
    }

    /// A row of a table up to its first result.
    package static func row(_ rule: String, _ cells: [String], _ outcome: String) -> String {
        "<rule id=\"\(rule)\">\n"
            + cells.map { "        <inputEntry><text>\"\($0)\"</text></inputEntry>\n" }.joined()
            + "        <outputEntry><text>\"\(outcome)\"</text></outputEntry>"
    }

    /// Turns the children of villages away whose house has a statement.
    package static var stricter: (String, String) {
        (
            row("R-VIL-1", ["yes", "statement", "yes"], "eligible"),
            row("R-VIL-1", ["yes", "statement", "yes"], "ineligible")
        )
    }
}
