import DecisionEngine
package import FEELEngine

/// What a changed rule would have done with the cases of a past period: nothing of it is written anywhere.
package struct Rehearsal: Sendable {
    /// What a rule says of one case.
    package struct Answer: Sendable, Hashable {
        package let outcome: CaseOutcome
        package let category: String?
        package let rules: [String]
        /// What it costs or gives, where the outcome carries an `amount`.
        package let amount: FEELNumber?
        /// Whether there is an `amount` that is no number, such as a text: it is in no sum.
        package let hasUnreadableAmount: Bool
        /// What it would have to know and does not.
        package let missing: [String]
        /// All else that it gives, such as the schools; not the rules it names. It may hold people's data and is never kept.
        let rest: [Entry]

        /// One of these.
        struct Entry: Sendable, Hashable {
            let name: String
            let value: FEELValue
        }

        /// The entries of an answer that are spoken of by name, or say why.
        private static let spokenOf: Set<String> = [
            "outcome", "category", "amount", "rules", "missing", "categories", "reasons",
        ]

        init(
            outcome: CaseOutcome, category: String?, rules: [String], amount: FEELNumber?,
            hasUnreadableAmount: Bool = false, missing: [String] = [], rest: [Entry] = []
        ) {
            self.outcome = outcome
            self.category = category
            self.rules = rules
            self.amount = amount
            self.hasUnreadableAmount = hasUnreadableAmount
            self.missing = missing
            self.rest = rest
        }

        init(_ result: DecisionResult) {
            let summary = DecisionSummary(result)
            let amount = result.value["amount"]
            let isUnreadable = amount.number == nil && !amount.isNull
            self.init(
                outcome: summary.outcome, category: summary.category, rules: summary.rules, amount: amount.number,
                hasUnreadableAmount: isUnreadable, missing: summary.missing + result.missing.map(\.path),
                rest: (result.value.context?.entries ?? []).compactMap { name, value in
                    // An amount that cannot be reckoned with still differs from another.
                    let isSpokenOf = Answer.spokenOf.contains(name) && !(isUnreadable && name == "amount")
                    return isSpokenOf ? nil : Entry(name: name, value: value)
                })
        }

        /// Rules of other names that come to the same are the same.
        package func isSame(as other: Answer) -> Bool {
            outcome == other.outcome && category == other.category && amount == other.amount && rest == other.rest
        }

        /// The names of what else differs.
        func others(than other: Answer) -> [String] {
            let names = rest.map(\.name)
            let more = other.rest.map(\.name).filter { !names.contains($0) }
            return (names + more).filter { name in value(of: name) != other.value(of: name) }
        }

        private func value(of name: String) -> FEELValue? {
            rest.first { $0.name == name }?.value
        }
    }

    /// A case that would be decided differently.
    package struct Difference: Sendable, Hashable {
        package let number: String
        /// The code of the township.
        package let division: String
        package let before: Answer
        package let after: Answer
        /// Whether the answers differ.
        package let isChanged: Bool
        /// The names of what differs besides outcome, category and amount.
        package let others: [String]
    }

    /// How many went one way and would go another.
    package struct Turn: Hashable, Sendable {
        package let from: CaseOutcome
        package let to: CaseOutcome

        package init(from: CaseOutcome, to: CaseOutcome) {
            self.from = from
            self.to = to
        }
    }

    /// How many there are, and of how many the answer changes.
    package struct Share: Sendable, Hashable {
        package internal(set) var cases = 0
        package internal(set) var changed = 0
    }

    package internal(set) var cases = 0
    package internal(set) var turns: [Turn: Int] = [:]
    /// By the category that the present rule gives; empty for none.
    package internal(set) var categories: [String: Share] = [:]
    /// By the code of the township.
    package internal(set) var towns: [String: Share] = [:]
    /// The differences in the order of the cases; all of the cases where ``listsAll``.
    package internal(set) var differences: [Difference] = []
    /// What the present rule's amounts come to, and the changed one's; `nil` where neither carries any.
    package internal(set) var amounts: (before: FEELNumber, after: FEELNumber)?
    /// Cases of the same outcome, category and amount that would come to something else, such as another school.
    package internal(set) var otherwise = 0
    /// Cases with an amount now and none by the changed rule, which does not refuse them: they are in neither sum.
    package internal(set) var unpriced = 0
    /// Cases whose amount by either rule is no number, such as a text with its unit: they are in neither sum.
    package internal(set) var unreadable = 0
    /// What the changed rule asks and nobody had looked up, with how often.
    package internal(set) var unknown: [String: Int] = [:]
    /// Days of the period, for what it comes to in a year.
    package let days: Int

    /// Whether cases are listed that would be decided the same, too.
    package let listsAll: Bool

    init(days: Int, listsAll: Bool = false) {
        self.days = max(1, days)
        self.listsAll = listsAll
    }

    /// Of how many the answer changes.
    package internal(set) var changed = 0

    /// The fewest days from which a year can be told: seasons are within them.
    package static let longEnough = 300

    /// Whether the period is too short to tell what a year costs.
    package var isShort: Bool { days < Rehearsal.longEnough }

    /// A sum of the period as it would be in a year.
    package func yearly(_ sum: FEELNumber) -> FEELNumber? {
        sum.multiplied(by: FEELNumber(365))?.divided(by: FEELNumber(days))
    }

    mutating func add(_ found: Case, _ before: Answer, _ after: Answer) {
        cases += 1
        let isChanged = !before.isSame(as: after)
        let town = String(found.division.prefix(9)) + "000"
        categories[before.category ?? "", default: Share()].add(isChanged)
        towns[town, default: Share()].add(isChanged)
        if before.outcome != after.outcome { turns[Turn(from: before.outcome, to: after.outcome), default: 0] += 1 }
        if isChanged, before.outcome == after.outcome, before.category == after.category, before.amount == after.amount
        {
            otherwise += 1
        }
        if before.hasUnreadableAmount || after.hasUnreadableAmount {
            unreadable += 1
        } else if before.amount != nil, after.amount == nil, after.outcome != .ineligible {
            unpriced += 1
        } else if before.amount != nil || after.amount != nil {
            let sums = amounts ?? (0, 0)
            amounts = (
                sums.before.adding(before.amount ?? 0) ?? sums.before,
                sums.after.adding(after.amount ?? 0) ?? sums.after
            )
        }
        for name in Set(after.missing).subtracting(before.missing) { unknown[name, default: 0] += 1 }
        if isChanged { changed += 1 }
        if isChanged || listsAll {
            differences.append(
                Difference(
                    number: found.number, division: town, before: before, after: after, isChanged: isChanged,
                    others: before.others(than: after)))
        }
    }

    mutating func add(_ other: Rehearsal) {
        cases += other.cases
        turns.merge(other.turns, uniquingKeysWith: +)
        categories.merge(other.categories) { $0.adding($1) }
        towns.merge(other.towns) { $0.adding($1) }
        changed += other.changed
        differences += other.differences
        otherwise += other.otherwise
        unpriced += other.unpriced
        unreadable += other.unreadable
        unknown.merge(other.unknown, uniquingKeysWith: +)
        if let more = other.amounts {
            let sums = amounts ?? (0, 0)
            amounts = (sums.before.adding(more.before) ?? sums.before, sums.after.adding(more.after) ?? sums.after)
        }
    }
}

extension Rehearsal.Share {
    fileprivate mutating func add(_ isChanged: Bool) {
        cases += 1
        if isChanged { changed += 1 }
    }

    fileprivate func adding(_ other: Rehearsal.Share) -> Rehearsal.Share {
        var sum = self
        sum.cases += other.cases
        sum.changed += other.changed
        return sum
    }
}
