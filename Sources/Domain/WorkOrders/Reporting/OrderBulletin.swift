package import Directory
import Storage

/// The figures of a period (通报): how many came, were due, ended, ended in time; and beside the rates how long it
/// took, what was opened again, and what callers said. Of offices and of the whole; never of persons.
package struct OrderBulletin: Sendable {
    /// A line: the whole county, or an office.
    package struct Line: Sendable, Hashable {
        /// `nil` for all.
        package let department: String?
        package var counts: [OrderFilter.Figure: Int] = [:]
        /// From receipt to the end, in microseconds: the middle, and what nine in ten did not exceed.
        package var median: Int64?
        package var ninetieth: Int64?

        package subscript(figure: OrderFilter.Figure) -> Int { counts[figure] ?? 0 }

        /// A part of a whole in hundredths of a per cent, rounded half up; `nil` of nothing.
        package func share(_ part: OrderFilter.Figure, of whole: OrderFilter.Figure) -> Int? {
            let (part, whole) = (self[part], self[whole])
            return whole == 0 ? nil : (part * 20_000 + whole) / (2 * whole)
        }
    }

    package let from: Int64
    package let until: Int64
    /// Whether it is of all orders, or only of those that the viewer's office has to do with.
    package let isWhole: Bool
    package let all: Line
    /// The offices that had orders due, by code.
    package let offices: [Line]
}

extension OrderStore {
    /// The figures of a period, read at one moment.
    package func bulletin(
        kind: String, from: Int64, until: Int64, in scope: AccessScope
    ) async throws -> OrderBulletin {
        try await storage.snapshot(timeLimit: .seconds(20)) { reader in
            var lines: [String?: OrderBulletin.Line] = [nil: .init(department: nil)]
            let reach = OrderFilter.reach(scope)
            for figure in OrderFilter.Figure.allCases {
                let (condition, values) = OrderFilter.condition(figure, from: from, until: until)
                let sql = SQL(
                    """
                    SELECT department, COUNT(*) FROM work_order WHERE kind = ? AND \(condition) AND \(reach.sql)
                    GROUP BY department
                    """)
                let rows = try reader.rows(sql, [.text(kind)] + values + reach.values) { row in
                    (department: try row.optionalText(0), count: try row.int(1))
                }
                for row in rows {
                    lines[nil]?.counts[figure, default: 0] += row.count
                    guard let department = row.department else { continue }
                    lines[department, default: .init(department: department)].counts[figure, default: 0] += row.count
                }
            }
            let (ended, values) = OrderFilter.condition(.ended, from: from, until: until)
            let times = SQL(
                """
                SELECT department, finished_at - received_at FROM work_order
                WHERE kind = ? AND \(ended) AND \(reach.sql) ORDER BY finished_at - received_at
                """)
            var spans: [String?: [Int64]] = [:]
            try reader.each(times, [.text(kind)] + values + reach.values) { row in
                let span = try row.integer(1)
                spans[nil, default: []].append(span)
                if let department = try row.optionalText(0) { spans[department, default: []].append(span) }
                return true
            }
            for (department, sorted) in spans {
                lines[department]?.median = OrderStore.quantile(sorted, 50)
                lines[department]?.ninetieth = OrderStore.quantile(sorted, 90)
            }
            // Who sees some orders of another office does not see that office's rate.
            let isWhole = scope.may(.manageOrders) || scope.may(.readAllOrders)
            var own: String?
            if case .official(_, _, let department) = scope.viewer { own = department }
            return OrderBulletin(
                from: from, until: until, isWhole: isWhole, all: lines[nil] ?? .init(department: nil),
                offices: lines.values.filter {
                    $0.department != nil && $0[.due] + $0[.takenOn] > 0 && (isWhole || $0.department == own)
                }.sorted { ($0.department ?? "") < ($1.department ?? "") })
        }
    }

    /// The smallest value that so many per cent do not exceed (nearest rank).
    static func quantile(_ sorted: [Int64], _ percent: Int) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
}
