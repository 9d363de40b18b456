import JSONTree
import Storage
package import WorkCalendar

/// A rehearsal of a changed rule, as it is kept with the change.
package struct RuleRehearsal: Sendable {
    package let id: Int64
    package let change: Int64
    /// The hash of the rule that was tried.
    package let hash: String
    /// The hash of the rule that it was compared with.
    package let base: String
    package let madeBy: Int64
    /// Microseconds since 1970, UTC.
    package let madeAt: Int64
    package let first: CivilDate
    package let last: CivilDate
    /// How long it took.
    package let microseconds: Int64
    package let rehearsal: Rehearsal

    static let byID: SQL = """
        SELECT id, change, hash, base, made_by, made_at, first_day, last_day, microseconds, figures
        FROM rule_rehearsal WHERE id = ?
        """
    private static let insert: SQL = """
        INSERT INTO rule_rehearsal (id, change, hash, base, made_by, made_at, first_day, last_day, microseconds, figures)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    init(
        id: Int64, change: Int64, hash: String, base: String, madeBy: Int64, madeAt: Int64, first: CivilDate,
        last: CivilDate, microseconds: Int64, rehearsal: Rehearsal
    ) {
        self.id = id
        self.change = change
        self.hash = hash
        self.base = base
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.first = first
        self.last = last
        self.microseconds = microseconds
        self.rehearsal = rehearsal
    }

    /// `nil` if what is kept cannot be read.
    init?(_ row: Row) throws {
        guard let rehearsal = Rehearsal(keptForm: try JSON(parsing: try row.text(9))),
            let first = CivilDate(iso: try row.text(6)), let last = CivilDate(iso: try row.text(7))
        else { return nil }
        self.init(
            id: try row.integer(0), change: try row.integer(1), hash: try row.text(2), base: try row.text(3),
            madeBy: try row.integer(4), madeAt: try row.integer(5), first: first, last: last,
            microseconds: try row.integer(8), rehearsal: rehearsal)
    }

    var inserting: Statement {
        Statement(
            RuleRehearsal.insert,
            [
                .integer(id), .integer(change), .text(hash), .text(base), .integer(madeBy), .integer(madeAt),
                .text(first.iso), .text(last.iso), .integer(microseconds), .text(rehearsal.keptForm.text),
            ], expect: .rows(1))
    }
}
