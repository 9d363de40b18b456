import Directory
import Foundation
import Storage

/// What a list of orders is narrowed to; the same for a count and for the rows behind it.
package struct OrderFilter: Sendable, Hashable {
    /// The lists that people ask for.
    package enum View: String, Sendable, Hashable, CaseIterable {
        case open, late, soon, received, reopened, unresolved, closed, all
    }

    /// What of a bulletin's figures the rows are behind.
    package enum Figure: String, Sendable, Hashable, CaseIterable {
        /// Received in the period.
        case received
        /// Taken on: neither merged, returned, told another door nor taken back.
        case takenOn = "taken-on"
        /// Taken on and due in the period.
        case due
        /// Of these, ended by the period's end.
        case ended
        /// Of these, ended by their limit.
        case inTime = "in-time"
        case contacted, solved, satisfied, reopened, asked, rated
    }

    package var kind: String
    package var view: View = .all
    package var department: String?
    /// What the number holds, as the viewer has typed it: a whole number or its last digits.
    package var number: String?
    package var figure: Figure?
    /// The period of a figure: instants, the end not included.
    package var from: Int64 = 0
    package var until: Int64 = 0

    package init(kind: String) { self.kind = kind }

    static let openStates = WorkOrder.State.allCases.filter(\.isOpen).map(\.rawValue)
    private static let open = "state IN (\(openStates.map { "'\($0)'" }.joined(separator: ", ")))"
    private static let notTakenOn = WorkOrder.State.allCases.filter { !$0.isTakenOn }.map { "'\($0.rawValue)'" }
    private static let takenOn = "state NOT IN (\(notTakenOn.joined(separator: ", ")))"

    /// What still has to be answered: merged ones with the order that they were merged into.
    private static let unanswered = "(\(open) OR (state = 'merged' AND finished_at IS NULL))"

    /// How long before the limit an order counts as due soon: a day.
    static let soon: Int64 = 86_400_000_000

    func condition(at now: Int64, in scope: AccessScope) -> (sql: String, values: [SQLValue]) {
        var tests = ["kind = ?"]
        var values: [SQLValue] = [.text(kind)]
        switch view {
        case .all: break
        case .open: tests.append(Self.open)
        case .received: tests.append("state = 'received'")
        case .late:
            tests.append("\(Self.unanswered) AND upper_due_at < ?")
            values.append(.integer(now))
        case .soon:
            tests.append("\(Self.unanswered) AND upper_due_at >= ? AND upper_due_at < ?")
            values += [.integer(now), .integer(now + Self.soon)]
        case .reopened: tests.append("reopened > 0 AND \(Self.open)")
        case .unresolved: tests.append("state = 'unresolved'")
        case .closed: tests.append("state = 'closed'")
        }
        if let figure {
            let (sql, more) = Self.condition(figure, from: from, until: until)
            tests.append(sql)
            values += more
        }
        if let department {
            tests.append("department = ?")
            values.append(.text(department))
        }
        if let number {
            tests.append("lower(number) LIKE ?")
            values.append(.text("%\(Self.typed(number).lowercased())%"))
        }
        let reach = Self.reach(scope)
        return ((tests + [reach.sql]).joined(separator: " AND "), values + reach.values)
    }

    /// A number as it was typed: full-width digits as digits, and nothing that a number does not have.
    package static func typed(_ number: String) -> String {
        number.precomposedStringWithCompatibilityMapping.filter { $0.isLetter || $0.isNumber || "-/.".contains($0) }
    }

    /// A figure's rows. An order is ended when its answer has gone back, whatever the caller says of it: whether it was
    /// solved and whether they are satisfied are figures of their own.
    static func condition(_ figure: Figure, from: Int64, until: Int64) -> (sql: String, values: [SQLValue]) {
        let period: [SQLValue] = [.integer(from), .integer(until)]
        let due = "\(takenOn) AND upper_due_at >= ? AND upper_due_at < ?"
        let ended = "\(due) AND finished_at IS NOT NULL AND finished_at < ?"
        let done = period + [.integer(until)]
        switch figure {
        case .received: return ("received_at >= ? AND received_at < ?", period)
        case .takenOn: return ("received_at >= ? AND received_at < ? AND \(takenOn)", period)
        case .due: return (due, period)
        case .ended: return (ended, done)
        case .inTime: return ("\(ended) AND finished_at <= upper_due_at", done)
        case .contacted: return ("\(ended) AND contacted = 1", done)
        case .asked: return ("\(ended) AND solved IS NOT NULL", done)
        case .solved: return ("\(ended) AND solved = 1", done)
        case .rated: return ("\(ended) AND satisfied IN ('satisfied', 'fair', 'dissatisfied')", done)
        case .satisfied: return ("\(ended) AND satisfied IN ('satisfied', 'fair')", done)
        case .reopened: return ("\(ended) AND reopened > 0", done)
        }
    }

    /// Whose orders a viewer may see: all, or those that their office leads or helps with, or that they have set.
    static func reach(_ scope: AccessScope) -> (sql: String, values: [SQLValue]) {
        if scope.may(.manageOrders) || scope.may(.readAllOrders) { return ("1 = 1", []) }
        guard case .official(let id, _, let department) = scope.viewer,
            scope.may(.handleOrders) || scope.may(.overseeOrders)
        else { return ("1 = 0", []) }
        return (
            "(department = ? OR ',' || assisting || ',' LIKE ? OR founder = ?)",
            [.text(department), .text("%,\(department),%"), .integer(id)]
        )
    }
}
