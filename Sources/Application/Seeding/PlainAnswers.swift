import Directory
import FormEngine
import JSONTree
import Services

/// Answers a form as a family with nothing special to say would: what is prefilled stands, questions of yes or no are
/// answered no, and of several ways the first.
struct PlainAnswers {
    let system: CountySystem

    /// Answers page after page, as a person does, until none is left.
    func complete(_ number: String, by agent: Agent, now: Int64) async throws {
        for _ in 0..<40 {
            let found = try await system.cases.find(number: number, in: agent.scope)
            let knowledge = try system.desk.knowledge(of: found, now: now)
            let journey = knowledge.runtime.form.journey(knowledge)
            guard let page = journey.firstUnanswered, !page.page.isCheck else { return }
            var answers = knowledge.answers
            for state in page.fields where state.value == nil && !state.isKnown {
                if let answer = PlainAnswers.answer(state, agent: agent) {
                    answers = answers.setting(state.field.name, to: answer)
                }
            }
            if answers == knowledge.answers { return }
            try await system.desk.save(answers: answers, in: number, by: agent, now: now)
        }
    }

    private static func answer(_ state: FieldState, agent: Agent) -> JSON? {
        if let prefill = state.prefill, !prefill.isNull { return prefill }
        switch state.field.type {
        case .boolean: return .bool(false)
        case .choices: return .array([])
        case .phone:
            if case .citizen(let citizen) = agent, let phone = citizen.phone { return .string(phone) }
            return state.field.isRequired ? .string("10000000000") : nil
        case .choice: return state.options.first.map { .string($0.value) }
        default: return state.field.isRequired ? .string("无") : nil
        }
    }
}
