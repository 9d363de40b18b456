import DecisionEngine
import Diagnostics

/// What differs in definitions besides the rows of their tables.
extension RuleDifference {
    /// - Parameter shown: definitions of which something is shown with the rows of a table.
    static func definitions(
        from before: DecisionModel, to after: DecisionModel, shown: Set<String>, _ words: RuleWords
    ) -> [Definition] {
        let known = Set(before.formulas.keys).union(after.formulas.keys)
        // In the order in which people meet them: decisions, then what they use.
        let decisions = after.decisions.map(\.name) + before.decisions.map(\.name)
        var seen: Set<String> = []
        let names = (decisions + known.sorted()).filter { known.contains($0) && seen.insert($0).inserted }
        return names.compactMap { name in
            guard before.formulas[name] != after.formulas[name] else { return nil }
            return definition(name, from: before, to: after, isShown: shown.contains(name), words)
        }
    }

    /// - Returns: `nil` where everything that differs is shown with the rows.
    private static func definition(
        _ name: String, from before: DecisionModel, to after: DecisionModel, isShown: Bool, _ words: RuleWords
    ) -> Definition? {
        let old = RuleDefinition(name, in: before, words)
        let new = RuleDefinition(name, in: after, words)
        guard let either = new ?? old else { return nil }
        var parts = differing(old?.facts ?? [], new?.facts ?? [])
        if parts.isEmpty {
            if isShown { return nil }
            // Nothing with words of its own: at least what is written is shown.
            parts = [
                shortened(
                    Part(
                        what: RuleFact.wording, before: plain(before.formulas[name]),
                        after: plain(after.formulas[name]), isFormula: true))
            ]
        }
        let kind: Kind = old == nil ? .added : new == nil ? .removed : .changed
        return Definition(name: name, title: either.title, sort: either.sort, kind: kind, parts: parts)
    }

    /// What a definition says, without the names of its elements.
    private static func plain(_ written: String?) -> Text? {
        written.map { written in
            let lines = WrittenElement.all(in: written)?.flatMap(\.plain)
            return Text(verbatim: lines?.joined(separator: "\n") ?? written)
        }
    }

    private static func differing(_ old: [RuleFact], _ new: [RuleFact]) -> [Part] {
        let before = Dictionary(old.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let keys = new.map(\.key) + old.map(\.key).filter { after[$0] == nil }
        return keys.compactMap { key in
            let (was, will) = (before[key], after[key])
            guard let fact = will ?? was, was?.written != will?.written else { return nil }
            // Another order is one only of the same.
            if fact.order != nil, was?.order?.sorted() != will?.order?.sorted() { return nil }
            // What has the same words is shown as it is written.
            let isSaid = was?.value != will?.value
            func text(_ fact: RuleFact?) -> Text? { fact.map { isSaid ? $0.value : Text(verbatim: $0.written) } }
            return shortened(
                Part(what: fact.what, before: text(was), after: text(will), isFormula: fact.isFormula))
        }
    }

    /// A long formula without the lines at its beginning and its end that are the same.
    private static func shortened(_ part: Part) -> Part {
        guard part.isFormula, let before = part.before?.zh, let after = part.after?.zh else { return part }
        let (old, new) = (lines(before), lines(after))
        let first = zip(old, new).prefix { $0 == $1 }.count
        let most = min(old.count, new.count) - first
        let last = min(most, zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
        // One line of what surrounds it tells where it is.
        let (head, tail) = (max(0, first - 1), max(0, last - 1))
        func middle(_ lines: [Substring]) -> Text {
            let kept = lines.dropFirst(head).dropLast(tail).map(String.init)
            return Text(
                verbatim: ((head > 0 ? ["…"] : []) + kept + (tail > 0 ? ["…"] : [])).joined(separator: "\n"))
        }
        return Part(what: part.what, before: middle(old), after: middle(new), isFormula: true)
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
