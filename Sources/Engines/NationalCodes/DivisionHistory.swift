public import WorkCalendar

/// How divisions changed over time: mergers, renumberings, splits.
public struct DivisionHistory: Sendable {
    private let periods: [DivisionCode: [DivisionPeriod]]

    /// Makes a history from rows in any order; a code may have several periods.
    ///
    /// - Throws: ``CodeError`` of kind `history` when a period runs backwards or succession runs in a circle.
    public init(_ rows: [DivisionPeriod]) throws(CodeError) {
        var grouped: [DivisionCode: [DivisionPeriod]] = [:]
        for row in rows {
            if let from = row.from, let through = row.through, through < from { throw CodeError(.division, .history) }
            grouped[row.code, default: []].append(row)
        }
        periods = grouped.mapValues { list in
            list.sorted {
                ($0.through ?? .latest, $0.from ?? .earliest) < ($1.through ?? .latest, $1.from ?? .earliest)
            }
        }
        try checkForCircles(rows)
    }

    /// Follows every period's successors to periods that end later; a chain longer than the rows is a circle.
    private func checkForCircles(_ rows: [DivisionPeriod]) throws(CodeError) {
        for row in rows {
            guard let through = row.through else { continue }
            for successor in row.successors {
                // A successor must still be in force after its predecessor ended, or succession would not advance.
                let ends = periods[successor]?.last?.through ?? .latest
                guard successor != row.code, ends > through else { throw CodeError(.division, .history) }
            }
        }
    }

    /// Whether the history knows the code at any time.
    public func knows(_ code: DivisionCode) -> Bool { periods[code] != nil }

    /// Whether the code was in force on a day.
    public func isValid(_ code: DivisionCode, on date: CivilDate) -> Bool {
        periods[code]?.contains { covers($0, date) } ?? false
    }

    /// The codes in force on a day that a code, old or new, stands for.
    ///
    /// Empty: not known, or ended without a successor, or not yet in force and without a predecessor's row.
    /// One: sure. Several: the division was split and the code alone cannot tell which part is meant. In order of code.
    public func current(_ code: DivisionCode, on date: CivilDate) -> [DivisionCode] {
        var found: Set<DivisionCode> = []
        var seen: Set<DivisionCode> = []
        var open = [code]
        while let next = open.popLast() {
            guard seen.insert(next).inserted, let list = periods[next] else { continue }
            if list.contains(where: { covers($0, date) }) {
                found.insert(next)
                continue
            }
            // The last period that ended before the day says who took over.
            guard let ended = list.last(where: { $0.through.map { $0 < date } ?? false }) else { continue }
            open.append(contentsOf: ended.successors)
        }
        return found.sorted()
    }

    /// The one code in force on a day that a code stands for; `nil` when there is none or several.
    public func only(_ code: DivisionCode, on date: CivilDate) -> DivisionCode? {
        let codes = current(code, on: date)
        return codes.count == 1 ? codes.first : nil
    }

    /// Whether a code, followed to a day, lies wholly in a division; `nil` when it can't be told.
    ///
    /// A split whose parts all lie in the division is in it; one whose parts lie on both sides can't be told.
    public func isWithin(_ code: DivisionCode, _ ancestor: DivisionCode, on date: CivilDate) -> Bool? {
        let codes = current(code, on: date)
        let areas = current(ancestor, on: date)
        guard !codes.isEmpty else { return nil }
        let targets = areas.isEmpty ? [ancestor] : areas
        let inside = codes.filter { part in targets.contains { $0.contains(part) } }
        if inside.count == codes.count { return targets.count == 1 ? true : nil }
        return inside.isEmpty ? false : nil
    }

    private func covers(_ period: DivisionPeriod, _ date: CivilDate) -> Bool {
        (period.from ?? .earliest) <= date && date <= (period.through ?? .latest)
    }
}
