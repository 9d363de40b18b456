package import Directory
import Storage

/// What a list of cases is narrowed to.
package struct CaseFilter: Sendable, Hashable {
    package var service: String
    package var season: String?
    package var state: CaseState?
    package var outcome: CaseOutcome?
    package var category: String?
    package var place: String?
    package var owedBy: String?
    /// Cases with papers not asked for.
    package var avoidedPapers = false
    /// Cases whose time to the answer was measured.
    package var isDecided = false
    /// Cases that the rules left to a person.
    package var isException = false

    package init(service: String) { self.service = service }

    /// The condition and its values; the same for a count and for the rows behind it.
    func condition() -> (sql: String, values: [SQLValue]) {
        var tests = ["service = ?", "submitted_at IS NOT NULL"]
        var values: [SQLValue] = [.text(service)]
        func equal(_ column: String, _ value: String?) {
            guard let value else { return }
            tests.append("\(column) = ?")
            values.append(.text(value))
        }
        equal("season", season)
        equal("state", state?.rawValue)
        equal("outcome", outcome?.rawValue)
        equal("category", category)
        equal("place", place)
        equal("owed_by", owedBy)
        if state == nil { tests.append("state <> 'withdrawn'") }
        if avoidedPapers { tests.append("papers_avoided > 0") }
        if isDecided { tests.append("decision_microseconds IS NOT NULL") }
        if isException { tests.append("state IN ('in-review', 'waiting')") }
        return (tests.joined(separator: " AND "), values)
    }
}

extension CaseStore {
    /// One page of a list, the most urgent first, and how many there are in all.
    package func list(
        _ filter: CaseFilter, page: Int, size: Int = 30, in scope: AccessScope
    ) async throws -> (cases: [Case], total: Int) {
        let (condition, values) = restricted(filter, scope)
        let rows = try await storage.query(
            SQL(
                """
                SELECT \(Case.columns) FROM service_case WHERE \(condition)
                ORDER BY CASE WHEN state IN ('in-review', 'waiting') THEN 0 ELSE 1 END, due_on NULLS LAST, id DESC LIMIT ? OFFSET ?
                """),
            values + [.integer(Int64(size)), .integer(Int64(min(max(0, page - 1), 1 << 20) * size))], limit: size
        ) { try Case($0) }
        return (rows, try await count(filter, in: scope))
    }

    /// How many cases a list has.
    package func count(_ filter: CaseFilter, in scope: AccessScope) async throws -> Int {
        let (condition, values) = restricted(filter, scope)
        return try await storage.query(SQL("SELECT COUNT(*) FROM service_case WHERE \(condition)"), values) {
            try $0.int(0)
        }.first ?? 0
    }

    /// Counts of cases by one column, such as `category` or `owed_by`; rows without a value are left out.
    package func counts(
        _ filter: CaseFilter, by column: Grouping, in scope: AccessScope
    ) async throws -> [(value: String, count: Int)] {
        let (condition, values) = restricted(filter, scope)
        return try await storage.query(
            SQL(
                """
                SELECT \(column.rawValue), COUNT(*) FROM service_case
                WHERE \(condition) AND \(column.rawValue) IS NOT NULL GROUP BY \(column.rawValue) ORDER BY 2 DESC, 1
                """), values
        ) { (value: try $0.text(0), count: try $0.int(1)) }
    }

    /// The columns a count may be divided by.
    package enum Grouping: String, Sendable, Hashable {
        case category
        case owedBy = "owed_by"
        case outcome
        case place
    }

    /// A sum and a median over a list.
    package func measures(_ filter: CaseFilter, in scope: AccessScope) async throws -> CaseMeasures {
        let (condition, values) = restricted(filter, scope)
        let sums = try await storage.query(
            SQL(
                """
                SELECT COUNT(decision_microseconds), COALESCE(SUM(papers_avoided), 0), COALESCE(SUM(papers_asked), 0)
                FROM service_case WHERE \(condition)
                """), values
        ) { (decided: try $0.int(0), avoided: try $0.int(1), asked: try $0.int(2)) }.first
        let decided = sums?.decided ?? 0
        var median: Int64?
        if decided > 0 {
            let middle = try await storage.query(
                SQL(
                    """
                    SELECT decision_microseconds FROM service_case
                    WHERE \(condition) AND decision_microseconds IS NOT NULL
                    ORDER BY decision_microseconds LIMIT ? OFFSET ?
                    """),
                values + [.integer(decided.isMultiple(of: 2) ? 2 : 1), .integer(Int64((decided - 1) / 2))]
            ) { try $0.integer(0) }
            if !middle.isEmpty { median = middle.reduce(0, +) / Int64(middle.count) }
        }
        return CaseMeasures(
            decided: decided, medianMicroseconds: median, papersAvoided: sums?.avoided ?? 0,
            papersAsked: sums?.asked ?? 0)
    }

    private func restricted(_ filter: CaseFilter, _ scope: AccessScope) -> (String, [SQLValue]) {
        let (condition, values) = filter.condition()
        let reach = scope.condition(division: "division", people: ["applicant"])
        return ("\(condition) AND \(reach.sql)", values + reach.values)
    }
}

/// Figures over a list of cases, each with its sample.
package struct CaseMeasures: Sendable, Hashable {
    /// How many cases have been decided: the median's sample.
    package let decided: Int
    /// From hand-in to decision.
    package let medianMicroseconds: Int64?
    package let papersAvoided: Int
    package let papersAsked: Int
}
