package import Diagnostics

/// A family with a name, made so that one thing about enrolment can be shown.
package struct DemoStory: Sendable, Hashable {
    /// What should come out, in the codes that the package's decision gives.
    package struct Expectation: Sendable, Hashable {
        /// `eligible`, `ineligible` or `unknown`.
        package let outcome: String
        /// The category, such as `village`; `nil` where none is expected.
        package let category: String?
        /// Data that are among those not found, by the contracts' `as` names and the codes of the decision.
        package let missing: [String]
    }

    /// A stable name.
    package let id: String
    /// What it shows.
    package let title: Text
    /// How things are with this family, and what to answer.
    package let situation: Text
    /// The applicant's number and name.
    package let applicant: String
    /// The applicant's name.
    package let applicantName: String
    /// The child's number.
    package let child: String
    /// The child's name.
    package let childName: String
    /// What the applicant is to the child.
    package let relation: String
    /// Numbers of others who have a part in it, such as an elder brother or the other parent.
    package let others: [String]
    /// What should come out.
    package let expected: Expectation
}

/// A story before its people have numbers.
struct StoryDraft {
    let id: String
    let title: Text
    let situation: Text
    let applicant: Int
    let child: Int
    let relation: String
    let others: [Int]
    let expected: DemoStory.Expectation

    func finished(in world: DemoWorld) -> DemoStory {
        DemoStory(
            id: id, title: title, situation: situation, applicant: world.id(applicant),
            applicantName: world.name(applicant), child: world.id(child), childName: world.name(child),
            relation: relation,
            others: others.map { world.id($0) }, expected: expected)
    }
}
