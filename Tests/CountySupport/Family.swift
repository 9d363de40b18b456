import Application
package import DemoCounty
package import Directory
import FormEngine
import Foundation
import JSONTree
package import Services
import TestSupport

/// A family that registers a child: what it answers where it has something to say, and plainly elsewhere.
package struct Family: Sendable {
    package let county: County
    package let story: DemoStory
    package let citizen: Citizen
    /// Answers by field, in the words of the form.
    package var answers: [String: [String]]

    package var agent: Agent { .citizen(citizen) }
    package var person: Person { Person(idNumber: citizen.idNumber, name: citizen.name, phone: citizen.phone) }

    /// The applicant of a story with the answers that its situation asks for.
    package init(_ id: String, in county: County, answers: [String: [String]]? = nil) async throws {
        self.county = county
        story = try county.story(id)
        citizen = try await county.applicant(story)
        self.answers = answers ?? Family.answers(of: story)
    }

    /// What the story's situation says to answer.
    private static func answers(of story: DemoStory) -> [String: [String]] {
        switch story.id {
        case "village-town-home": ["town_home": ["yes"]]
        case "village-no-statement", "several-missing": ["village_house_proof": ["later"]]
        case "town-deed-of-other": ["spouse_home": ["yes"]]
        case "soldier": ["circumstances": ["beneficiary"], "beneficiary_holder": ["spouse"]]
        case "veteran": ["circumstances": ["beneficiary"], "beneficiary_holder": ["applicant"]]
        case "special-needs": ["circumstances": ["disability"]]
        case "sibling": ["circumstances": ["sibling"], "sibling_id_number": [story.others[0]]]
        default: [:]
        }
    }

    /// Opens a draft and chooses the child.
    package func open(child: String? = nil) async throws -> String {
        let number = try await county.system.desk.open(
            County.service, for: person, by: agent, channel: .online, now: county.now)
        _ = try await county.system.desk.children(of: number, by: agent, now: county.now)
        try await county.system.desk.choose(
            child: Person(idNumber: child ?? story.child, name: ""), in: number, by: agent, now: county.now)
        return number
    }

    /// Answers page after page until only the check is left.
    package func fill(_ number: String) async throws {
        let desk = county.system.desk
        for _ in 0..<40 {
            let found = try await county.system.cases.find(number: number, in: agent.scope)
            let knowledge = try desk.knowledge(of: found, now: county.now)
            let form = knowledge.runtime.form
            let journey = form.journey(knowledge)
            guard let page = journey.firstUnanswered, !page.page.isCheck else { return }
            var posted = PostedAnswers()
            for state in page.fields where !state.isKnown {
                if let values = answer(state) { posted.values[state.field.name] = values }
            }
            let submission = form.submit(
                posted, page: page.page.id, answers: knowledge.answers, context: knowledge.variables)
            guard let submission, submission.isAccepted else { throw Stuck(page: page.page.id) }
            try await desk.save(
                answers: submission.merged(into: knowledge.answers), in: number, by: agent, now: county.now)
        }
        throw Stuck(page: "endless")
    }

    /// The page that does not take the answers.
    package struct Stuck: Error { let page: String }

    private func answer(_ state: FieldState) -> [String]? {
        if let said = answers[state.field.name] { return said }
        if let prefill = state.prefill?.string { return [prefill] }
        switch state.field.type {
        case .boolean: return ["no"]
        case .choices: return nil
        case .phone: return ["19900000001"]
        case .choice: return state.options.first.map { [$0.value] }
        default: return state.field.isRequired ? ["无"] : nil
        }
    }

    package func submit(_ number: String) async throws -> Case {
        try await county.system.desk.submit(number, by: agent, now: county.now)
        return try await county.system.cases.find(number: number, in: agent.scope)
    }

    /// The whole way; gives the case as it was answered.
    @discardableResult
    package func register() async throws -> Case {
        let number = try await open()
        try await fill(number)
        return try await submit(number)
    }

    /// The case as it stands.
    package func reload(_ number: String) async throws -> Case {
        try await county.system.cases.find(number: number, in: agent.scope)
    }
}
