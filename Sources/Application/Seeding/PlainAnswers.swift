import Directory
import FormEngine
import JSONTree
import Services

/// Answers a form as a family with nothing special to say would: what is prefilled stands, questions of yes or no are
/// answered no, of several ways the first, and of the schools the one whose area the home lies in.
struct PlainAnswers {
    let system: CountySystem

    /// Answers page after page, as a person does, until none is left.
    ///
    /// - Parameter school: the code of the school that the family names where it is asked for one.
    func complete(_ number: String, school: String?, by agent: Agent, now: Int64) async throws {
        for _ in 0..<40 {
            let found = try await system.cases.find(number: number, in: agent.scope)
            let knowledge = try system.desk.knowledge(of: found, now: now)
            let variables = knowledge.variables
            let journey = knowledge.runtime.form.journey(answers: knowledge.answers, context: variables)
            guard let page = journey.firstUnanswered, !page.page.isCheck else { return }
            var posted = PostedAnswers()
            for state in page.fields where !state.isKnown {
                if let answer = PlainAnswers.answer(state, school: school, agent: agent) {
                    posted.values[state.field.name] = [answer]
                }
            }
            let submission = knowledge.runtime.form.submit(
                posted, page: page.page.id, answers: knowledge.answers, context: variables)
            guard let submission, submission.isAccepted else { return }
            try await system.desk.save(
                answers: submission.merged(into: knowledge.answers), in: number, by: agent, now: now)
        }
    }

    private static func answer(_ state: FieldState, school: String?, agent: Agent) -> String? {
        if let prefill = state.prefill?.string { return prefill }
        switch state.field.type {
        case .boolean: return "no"
        case .choices: return nil
        case .phone:
            if case .citizen(let citizen) = agent, let phone = citizen.phone { return phone }
            return state.field.isRequired ? "10000000000" : nil
        case .choice: return state.options.first?.value
        case .school: return state.options.contains { $0.value == school } ? school : state.options.first?.value
        default: return state.field.isRequired ? "无" : nil
        }
    }
}
