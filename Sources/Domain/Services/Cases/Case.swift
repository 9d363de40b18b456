package import Directory
import JSONTree
import Storage
package import WorkCalendar

/// One matter of one person (办件).
package struct Case: Sendable {
    package let id: Int64
    /// The number people know it by.
    package let number: String
    package let package: String
    package let service: String
    package let season: String
    package let state: CaseState
    package let outcome: CaseOutcome?
    package let category: String?
    /// Where the case was placed, such as a school's code.
    package let place: String?
    /// The rules that carried the decision.
    package let rules: [String]
    /// The data that were not found.
    package let missing: [String]
    package let applicant: SubjectKey
    package let subject: SubjectKey?
    package let division: String
    package let channel: String
    package let agentKind: String
    package let agent: Int64
    package let definitions: [String: String]
    /// Instants in microseconds since 1970, UTC.
    package let openedAt: Int64
    package let submittedAt: Int64?
    package let decidedAt: Int64?
    package let dueOn: CivilDate?
    package let closedAt: Int64?
    package let decisionMicroseconds: Int64?
    package let papersAvoided: Int
    package let papersAsked: Int
    /// The office whose answer the case waits for.
    package let owedBy: String?
    package let version: Int64
    /// Sealed; opened by the case store only.
    let sealedAnswers: [UInt8]
    let sealedFacts: [UInt8]?

    static let columns = """
        id, number, package, service, season, state, outcome, category, place, rules, missing, applicant, subject,
        division, channel, agent_kind, agent, definitions, opened_at, submitted_at, decided_at, due_on, closed_at,
        decision_microseconds, papers_avoided, papers_asked, owed_by, version, answers, facts
        """

    init(_ row: Row) throws {
        id = try row.integer(0)
        number = try row.text(1)
        package = try row.text(2)
        service = try row.text(3)
        season = try row.text(4)
        state = CaseState(rawValue: try row.text(5)) ?? .draft
        outcome = try row.optionalText(6).flatMap(CaseOutcome.init)
        category = try row.optionalText(7)
        place = try row.optionalText(8)
        rules = try Case.list(try row.text(9))
        missing = try Case.list(try row.text(10))
        applicant = SubjectKey(bytes: try row.bytes(11))
        subject = try row.optionalBytes(12).map { SubjectKey(bytes: $0) }
        division = try row.text(13)
        channel = try row.text(14)
        agentKind = try row.text(15)
        agent = try row.integer(16)
        definitions = Dictionary(
            try JSON(parsing: try row.text(17)).members.map { ($0.name, $0.value.string ?? "") },
            uniquingKeysWith: { _, last in last })
        openedAt = try row.integer(18)
        submittedAt = try row.optionalInteger(19)
        decidedAt = try row.optionalInteger(20)
        dueOn = try row.optionalText(21).flatMap { CivilDate(iso: $0) }
        closedAt = try row.optionalInteger(22)
        decisionMicroseconds = try row.optionalInteger(23)
        papersAvoided = try row.int(24)
        papersAsked = try row.int(25)
        owedBy = try row.optionalText(26)
        version = try row.integer(27)
        sealedAnswers = try row.bytes(28)
        sealedFacts = try row.optionalBytes(29)
    }

    private static func list(_ text: String) throws -> [String] {
        try JSON(parsing: text).elements.compactMap(\.string)
    }

    static func text(of list: [String]) -> String { JSON.array(list.map { JSON.string($0) }).text }
}
