package import Diagnostics

/// The names of things that cases refer to by code, for notices and pages.
package protocol CaseWords: Sendable {
    /// A category of the decision.
    func category(_ code: String?) -> Text
    /// A place that was allotted, such as a school.
    func place(_ code: String?) -> Text
    /// A department by its code.
    func department(_ code: String) -> Text
    /// What a rule's own word means, such as `valid` in a cell of a table.
    func answer(_ word: String) -> Text
    /// A datum that was not found: a contract's variable or one of the decision's own words.
    func datum(_ name: String, runtime: ServiceRuntime) -> Text
}

/// Words that no package has.
package enum CaseWordNames {
    /// Among what was not found: questions that were left out when the application was handed in, and matter now.
    package static let unasked = "unasked"
}
