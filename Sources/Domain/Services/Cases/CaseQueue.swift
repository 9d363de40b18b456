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
        let order = """
            ORDER BY CASE WHEN state IN ('in-review', 'waiting') THEN 0 ELSE 1 END, due_on NULLS LAST, id DESC
            """
        // Which they are is read from the index of the season; only the rows that are shown are fetched.
        let rows = try await storage.query(
            SQL(
                """
                SELECT \(Case.columns) FROM service_case WHERE id IN (
                    SELECT id FROM service_case WHERE \(condition) \(order) LIMIT ? OFFSET ?) \(order)
                """),
            values + [.integer(Int64(size)), .integer(Int64(min(max(0, page - 1), 1 << 20) * size))], limit: size
        ) { try Case($0) }
        return (rows, try await count(filter, in: scope))
    }

    /// Whether a list has any case.
    package func hasAny(_ filter: CaseFilter, in scope: AccessScope) async throws -> Bool {
        let (condition, values) = restricted(filter, scope)
        return try await storage.query(SQL("SELECT 1 FROM service_case WHERE \(condition) LIMIT 1"), values) { _ in
            true
        }.first ?? false
    }

    /// How many cases a list has.
    package func count(_ filter: CaseFilter, in scope: AccessScope) async throws -> Int {
        let (condition, values) = restricted(filter, scope)
        return try await storage.query(SQL("SELECT COUNT(*) FROM service_case WHERE \(condition)"), values) {
            try $0.int(0)
        }.first ?? 0
    }

    /// Every figure of a list, read in one go at one moment.
    package func figures(_ filter: CaseFilter, in scope: AccessScope) async throws -> CaseFigures {
        let (condition, values) = restricted(filter, scope)
        let groups = SQL(
            """
            SELECT state, outcome, category, owed_by, COUNT(*), COUNT(decision_microseconds),
                SUM(CASE WHEN papers_avoided > 0 THEN 1 ELSE 0 END), COALESCE(SUM(papers_avoided), 0)
            FROM service_case WHERE \(condition) GROUP BY state, outcome, category, owed_by
            """)
        let middle = SQL(
            """
            SELECT decision_microseconds FROM service_case
            WHERE \(condition) AND decision_microseconds IS NOT NULL
            ORDER BY decision_microseconds LIMIT ? OFFSET ?
            """)
        return try await storage.snapshot(timeLimit: .seconds(5)) { reader in
            let rows = try reader.rows(groups, values) { try CaseFigures.Group($0) }
            let decided = rows.reduce(0) { $0 + $1.decided }
            var median: Int64?
            if decided > 0 {
                let found = try reader.rows(
                    middle,
                    values + [.integer(decided.isMultiple(of: 2) ? 2 : 1), .integer(Int64((decided - 1) / 2))]
                ) { try $0.integer(0) }
                if !found.isEmpty { median = found.reduce(0, +) / Int64(found.count) }
            }
            return CaseFigures(groups: rows, medianMicroseconds: median)
        }
    }

    private func restricted(_ filter: CaseFilter, _ scope: AccessScope) -> (String, [SQLValue]) {
        let (condition, values) = filter.condition()
        let reach = scope.condition(division: "division", people: ["applicant"])
        return ("\(condition) AND \(reach.sql)", values + reach.values)
    }
}
