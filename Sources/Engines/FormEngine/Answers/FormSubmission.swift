public import JSONTree

/// What came of the values posted for one page.
public struct FormSubmission: Sendable, Hashable {
    /// The page.
    public let page: String
    /// The answers that are good, by name: the page's part of the form's answers.
    public let answers: JSON
    /// What has to be mended, in the order of the page; empty when all is good.
    public let problems: [FormProblem]
    /// What was typed, to be shown again beside the problems.
    public let posted: PostedAnswers

    /// Whether the page can be left.
    public var isAccepted: Bool { problems.isEmpty }

    /// The form's answers with this page's put in.
    public func merged(into answers: JSON) -> JSON {
        var members: [(String, JSON)] = answers.members.map { ($0.name, $0.value) }
        members += self.answers.members.map { ($0.name, $0.value) }
        return .object(members)
    }
}
