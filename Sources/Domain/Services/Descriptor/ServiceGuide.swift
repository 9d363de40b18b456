import Definitions
package import Diagnostics

/// The guide of a service (办事指南) as the public reads it.
package struct ServiceGuide: Sendable, Hashable {
    /// A question people ask, and its answer.
    package struct Question: Sendable, Hashable {
        package let question: Text
        package let answer: Text

        package init(question: Text, answer: Text) {
            self.question = question
            self.answer = answer
        }
    }

    /// Who may apply.
    package let who: Text
    /// What has to hold.
    package let conditions: [Text]
    /// What happens, step by step.
    package let steps: [Text]
    /// What one has in the end.
    package let results: [Text]
    /// What it costs.
    package let fee: Text
    package let notes: [Text]
    /// How to object (救济途径).
    package let remedy: Text
    /// What is done with personal data.
    package let privacy: Text
    package let questions: [Question]

    static let keys = [
        "who", "conditions", "steps", "results", "fee", "notes", "remedy", "privacy", "questions",
    ]

    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let who = reader.text("who")
        let fee = reader.text("fee")
        let remedy = reader.text("remedy")
        let privacy = reader.text("privacy")
        conditions = reader.texts("conditions")
        steps = reader.texts("steps")
        results = reader.texts("results")
        notes = reader.texts("notes", required: false)
        questions = (reader.child("questions")?.items() ?? []).compactMap { part in
            part.expectObject(keys: ["question", "answer"])
            guard let question = part.text("question"), let answer = part.text("answer") else { return nil }
            return Question(question: question, answer: answer)
        }
        guard let who, let fee, let remedy, let privacy else { return nil }
        self.who = who
        self.fee = fee
        self.remedy = remedy
        self.privacy = privacy
    }
}
