import FEELEngine
package import JSONTree

/// The form in which a rehearsal is kept with the changed rule that it belongs to: numbers of cases, their answers, nobody's data.
extension Rehearsal {
    /// Of more cases only the first so many are kept, those that differ before the others; the figures count them all.
    package static let keptDifferences = 20_000

    package var keptForm: JSON {
        func shares(_ shares: [String: Share]) -> JSON {
            .object(
                shares.sorted { $0.key < $1.key }.map {
                    ($0.key, [.integer($0.value.cases), .integer($0.value.changed)])
                })
        }
        return [
            "days": .integer(days), "all": .bool(listsAll), "cases": .integer(cases), "changed": .integer(changed),
            "otherwise": .integer(otherwise), "unpriced": .integer(unpriced),
            "unreadable": .integer(unreadable),
            "turns": .array(
                turns.map { [.string($0.key.from.rawValue), .string($0.key.to.rawValue), .integer($0.value)] }),
            "categories": shares(categories), "towns": shares(towns),
            "unknown": .object(unknown.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }),
            "amounts": amounts.map { [.string($0.before.description), .string($0.after.description)] } ?? .null,
            "differences": .array(
                (differences.filter(\.isChanged) + differences.filter { !$0.isChanged }).prefix(Self.keptDifferences)
                    .map {
                        difference in
                        [
                            .string(difference.number), .string(difference.division), difference.before.keptForm,
                            difference.after.keptForm, .bool(difference.isChanged),
                            .array(difference.others.map { .string($0) }),
                        ]
                    }),
        ]
    }

    /// Reads the kept form; `nil` if it is none.
    package init?(keptForm json: JSON) {
        guard let days = json["days"]?.integer, let cases = json["cases"]?.integer,
            let changed = json["changed"]?.integer
        else { return nil }
        self.init(days: days, listsAll: json["all"] == true)
        self.cases = cases
        self.changed = changed
        otherwise = json["otherwise"]?.integer ?? 0
        unpriced = json["unpriced"]?.integer ?? 0
        unreadable = json["unreadable"]?.integer ?? 0
        for turn in json["turns"]?.elements.map({ Array($0.elements) }) ?? [] where turn.count == 3 {
            guard let from = turn[0].string.flatMap(CaseOutcome.init), let to = turn[1].string.flatMap(CaseOutcome.init)
            else { return nil }
            turns[Turn(from: from, to: to)] = turn[2].integer ?? 0
        }
        categories = Self.shares(json["categories"])
        towns = Self.shares(json["towns"])
        for (name, count) in json["unknown"]?.members ?? JSON.object([]).members { unknown[name] = count.integer ?? 0 }
        if let sums = json["amounts"].map({ Array($0.elements) }), sums.count == 2,
            let before = sums[0].string.flatMap({ FEELNumber($0) }),
            let after = sums[1].string.flatMap({ FEELNumber($0) })
        {
            amounts = (before, after)
        }
        for kept in json["differences"]?.elements.map({ Array($0.elements) }) ?? [] where kept.count == 6 {
            guard let before = Answer(keptForm: kept[2]), let after = Answer(keptForm: kept[3]) else { return nil }
            differences.append(
                Difference(
                    number: kept[0].string ?? "", division: kept[1].string ?? "", before: before, after: after,
                    isChanged: kept[4] == true, others: kept[5].elements.compactMap(\.string)))
        }
    }

    private static func shares(_ json: JSON?) -> [String: Share] {
        var shares: [String: Share] = [:]
        for (name, value) in json?.members ?? JSON.object([]).members {
            let counts = value.elements.map { $0.integer ?? 0 }
            guard counts.count == 2 else { continue }
            var share = Share()
            (share.cases, share.changed) = (counts[0], counts[1])
            shares[name] = share
        }
        return shares
    }
}

extension Rehearsal.Answer {
    fileprivate var keptForm: JSON {
        [
            .string(outcome.rawValue), category.map { .string($0) } ?? .null, .array(rules.map { .string($0) }),
            amount.map { .string($0.description) } ?? .null,
        ]
    }

    fileprivate init?(keptForm json: JSON) {
        let parts = Array(json.elements)
        guard parts.count == 4, let outcome = parts[0].string.flatMap(CaseOutcome.init) else { return nil }
        self.init(
            outcome: outcome, category: parts[1].string, rules: parts[2].elements.compactMap(\.string),
            amount: parts[3].string.flatMap { FEELNumber($0) })
    }
}
