public import Diagnostics

/// One page: a question, or a few that belong together.
public struct FormPage: Sendable {
    /// How often a page's fields may be answered.
    public struct Repetition: Sendable, Hashable {
        /// The name of the list in the answers.
        public let name: String
        /// The fewest rows.
        public let minimum: Int
        /// The most rows.
        public let maximum: Int
        /// What one row is called.
        public let item: Text
    }

    /// The identifier, unique in the form; part of the page's address.
    public let id: String
    /// The question, or what the page is about.
    public let title: Text
    /// What is said under the title.
    public let text: Text?
    /// Whether its fields belong together under one legend.
    public let isGroup: Bool
    /// How often its fields may be answered, if more than once.
    public let repetition: Repetition?
    /// Whether it shows all answers before they are submitted.
    public let isCheck: Bool
    /// Whether it is asked only while its answers can still change what is decided.
    public let isOnlyIfItMatters: Bool
    /// The fields in order.
    public let fields: [FormField]
    /// When it is shown; always without one.
    let condition: FormExpression?
    /// What is wrong with the answers of the page together.
    let rules: [FormRule]
}
