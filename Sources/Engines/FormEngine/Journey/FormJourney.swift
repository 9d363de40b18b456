public import JSONTree

/// Where a person stands in a form, computed from the answers alone.
public struct FormJourney: Sendable {
    /// The pages in order, hidden ones too.
    public let pages: [PageState]
    /// The answers that count: those of fields that are asked, and what is known; answers of pages no longer reached are not here.
    public let answers: JSON
    /// What is wrong with answers that were given; checked again because data and rules may have changed since.
    public let problems: [FormProblem]

    /// Whether every page that is shown is answered, and nothing is wrong.
    public var isComplete: Bool { firstUnanswered == nil && problems.isEmpty }

    /// The page to go on with: the first that is neither answered nor known.
    public var firstUnanswered: PageState? {
        pages.first { $0.state == .unanswered || $0.state == .later }
    }

    /// The state of a page.
    public func page(_ id: String) -> PageState? { pages.first { $0.page.id == id } }

    /// The pages that were not asked because their answers change nothing; they may be answered all the same.
    public var spared: [PageState] { pages.filter(\.isSpared) }

    /// The page to show after one was answered: the next that asks something, the check page at last; `nil` when nothing follows.
    public func nextPage(after id: String) -> PageState? {
        guard let place = pages.firstIndex(where: { $0.page.id == id }) else { return firstUnanswered }
        return pages[(place + 1)...].first { $0.isVisited }
    }

    /// The page that a link back leads to; `nil` on the first.
    public func previousPage(before id: String) -> PageState? {
        guard let place = pages.firstIndex(where: { $0.page.id == id }) else { return nil }
        return pages[..<place].last { $0.isVisited }
    }

    /// Whether a page may be shown: it is asked or was spared, and everything before it is answered.
    public func mayShow(_ id: String) -> Bool {
        guard let state = page(id) else { return false }
        return state.isSpared || (state.isVisited && state.state != .later)
    }
}

/// One page on the journey.
public struct PageState: Sendable {
    /// How far a page is.
    public enum State: String, Sendable, Hashable {
        /// Its condition is not true: it is not asked.
        case hidden
        /// Everything on it is known already: it is not asked.
        case known
        /// Everything asked on it is answered.
        case answered
        /// It is the next to be answered.
        case unanswered
        /// A page before it is not answered yet.
        case later
        /// It shows all answers, and all are there.
        case check
    }

    /// The page.
    public let page: FormPage
    /// How far it is.
    public let state: State
    /// Its fields that are shown; none of a page of rows (see `rows`).
    public let fields: [FieldState]
    /// The rows of a page that may be answered several times.
    public let rows: [[FieldState]]
    /// Whether it is not asked only because its answers change nothing.
    public let isSpared: Bool

    init(page: FormPage, state: State, fields: [FieldState], rows: [[FieldState]], isSpared: Bool = false) {
        self.page = page
        self.state = state
        self.fields = fields
        self.rows = rows
        self.isSpared = isSpared
    }

    /// Whether a person comes by it.
    public var isVisited: Bool { state != .hidden && state != .known }
}

/// One field on the journey.
public struct FieldState: Sendable {
    /// The field.
    public let field: FormField
    /// What was answered, or what is known; `nil` when it was not answered yet, null when it was left empty.
    public let value: JSON?
    /// Whether the value is known from data and so not asked.
    public let isKnown: Bool
    /// The name of the data that the value is known from.
    public let source: String?
    /// What to put in the box before the first answer.
    public let prefill: JSON?
    /// The options to choose from.
    public let options: [FormOption]
}
