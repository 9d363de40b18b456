import Foundation
import Synchronization

/// What was dispatched before, and to whom: from it follow the offices that an order probably belongs to, the words that
/// say so, and earlier orders like it. It lives in memory only; what callers said stays sealed in the database.
///
/// The offices are ranked by a multinomial naive Bayes over pairs of characters and the order's class, with Laplace
/// smoothing (McCallum and Nigam 1998). A correction, when an order went to another office in the end, moves it there.
final class OrderMemory: Sendable {
    /// One order as it is remembered.
    struct Entry: Sendable {
        let id: Int64
        let office: String
        let words: [UInt32]
        let day: Int64
    }

    /// An office that an order may belong to.
    struct Candidate: Sendable {
        let office: String
        /// How sure, from 0 to 1; of all offices together 1.
        let share: Double
        /// The words that speak most for it, the strongest first.
        let words: [String]
        /// Earlier orders of that office that are most like it.
        let like: [(id: Int64, likeness: Double)]
    }

    private struct State: Sendable {
        var entries: [Int64: Entry] = [:]
        var ids: [String: UInt32] = [:]
        var texts: [String] = []
        /// How often a word came, by office.
        var counts: [String: [UInt32: Int]] = [:]
        var totals: [String: Int] = [:]
        var orders: [String: Int] = [:]
        /// The versions that were looked at.
        var versions: [Int64: Int64] = [:]
        /// The moment of the latest change that is in here.
        var through: Int64 = 0
    }

    private let state = Mutex(State())
    /// Orders that are remembered at most; the oldest are forgotten first.
    let most: Int

    init(most: Int = 30_000) { self.most = most }

    var through: Int64 { state.withLock { $0.through } }

    /// The version of an order that was looked at last.
    func version(of id: Int64) -> Int64? { state.withLock { $0.versions[id] } }
    var count: Int { state.withLock { $0.entries.count } }

    /// The class counts as a word of its own, several times: it is the best single witness.
    private static let weightOfClass = 4

    private static func words(_ text: String, _ matterClass: String) -> [String] {
        let grams = TextGrams.of(text)
        guard !matterClass.isEmpty else { return grams }
        return grams + (0..<weightOfClass).map { "#\(matterClass)#\($0)" }
    }

    /// Remembers an order, or that it went to another office.
    func learn(_ id: Int64, version: Int64, text: String, matterClass: String, office: String, day: Int64) {
        let words = OrderMemory.words(text, matterClass)
        state.withLock { state in
            forget(id, &state)
            let known = words.map { word -> UInt32 in
                if let id = state.ids[word] { return id }
                let id = UInt32(state.texts.count)
                state.ids[word] = id
                state.texts.append(word)
                return id
            }
            state.versions[id] = version
            state.entries[id] = Entry(id: id, office: office, words: known.sorted(), day: day)
            for word in known { state.counts[office, default: [:]][word, default: 0] += 1 }
            state.totals[office, default: 0] += known.count
            state.orders[office, default: 0] += 1
            // The oldest tenth goes at once, so that each order costs the same.
            guard state.entries.count > most else { return }
            let old = state.entries.values.sorted { ($0.day, $0.id) < ($1.day, $1.id) }.prefix(max(1, most / 10))
            for entry in old {
                forget(entry.id, &state)
                state.versions[entry.id] = nil
            }
        }
    }

    /// Forgets an order that was no office's in the end.
    func forget(_ id: Int64, version: Int64) {
        state.withLock {
            forget(id, &$0)
            $0.versions[id] = version
        }
    }

    func caughtUp(through: Int64) { state.withLock { $0.through = max($0.through, through) } }

    private func forget(_ id: Int64, _ state: inout State) {
        guard let old = state.entries.removeValue(forKey: id) else { return }
        for word in old.words {
            if let count = state.counts[old.office]?[word], count > 1 {
                state.counts[old.office]?[word] = count - 1
            } else {
                state.counts[old.office]?[word] = nil
            }
        }
        state.totals[old.office, default: 0] -= old.words.count
        state.orders[old.office, default: 0] -= 1
        if state.orders[old.office] == 0 { state.orders[old.office] = nil }
    }

    /// The offices that an order most probably belongs to, the likeliest first.
    ///
    /// - Parameter except: the order itself, which may be remembered already.
    func candidates(
        text: String, matterClass: String, limit: Int, except: Int64? = nil
    ) -> [Candidate] {
        let words = OrderMemory.words(text, matterClass)
        return state.withLock { state in
            let known = words.compactMap { state.ids[$0] }
            guard !known.isEmpty, !state.orders.isEmpty else { return [] }
            let own = except.flatMap { state.entries[$0] }
            let ownWords = Set(own?.words ?? [])
            let vocabulary = Double(state.texts.count + 1)
            let all = Double(state.orders.values.reduce(0, +))
            func weight(_ word: UInt32, _ office: String) -> Double {
                var count = state.counts[office]?[word] ?? 0
                var total = state.totals[office] ?? 0
                if let own, own.office == office {
                    if ownWords.contains(word) { count -= 1 }
                    total -= own.words.count
                }
                return log((Double(count) + 0.2) / (Double(total) + 0.2 * vocabulary))
            }
            var scores: [(office: String, score: Double)] = []
            for (office, count) in state.orders {
                let orders = Double(count - (own?.office == office ? 1 : 0))
                if orders <= 0 { continue }
                scores.append((office, known.reduce(log(orders / all)) { $0 + weight($1, office) }))
            }
            scores.sort { ($0.score, $1.office) > ($1.score, $0.office) }
            guard let best = scores.first?.score else { return [] }
            // Words of one text lean on one another, so that the bare product would always be sure: the exponent is
            // flattened by the number of words.
            let flat = max(1, Double(known.count) / 8)
            let shares = scores.map { exp(($0.score - best) / flat) }
            let sum = shares.reduce(0, +)
            let wanted = Set(known)
            return zip(scores, shares).prefix(limit).map { one, share in
                let others = scores.filter { $0.office != one.office }
                // A word that came once proves nothing.
                let spoken = known.filter { (state.counts[one.office]?[$0] ?? 0) > 1 }
                let strongest = spoken.map { word -> (UInt32, Double) in
                    let elsewhere = others.map { weight(word, $0.office) }.max() ?? weight(word, one.office)
                    return (word, weight(word, one.office) - elsewhere)
                }.filter { $0.1 > 0 && !state.texts[Int($0.0)].hasPrefix("#") }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
                return Candidate(
                    office: one.office, share: share / sum,
                    words: OrderMemory.joined(strongest.prefix(6).map { state.texts[Int($0.0)] }),
                    like: OrderMemory.like(wanted, office: one.office, except: except, state: state))
            }
        }
    }

    /// Pairs that overlap are read as the longer word they come from.
    private static func joined(_ grams: [String]) -> [String] {
        var words: [String] = []
        for gram in grams {
            if let index = words.firstIndex(where: { $0.hasSuffix(gram.prefix(1)) && $0.count < 5 }) {
                words[index] += gram.dropFirst()
            } else if let index = words.firstIndex(where: { $0.hasPrefix(gram.suffix(1)) && $0.count < 5 }) {
                words[index] = gram.dropLast() + words[index]
            } else if !words.contains(where: { $0.contains(gram) }) {
                words.append(gram)
            }
        }
        return Array(words.prefix(3))
    }

    /// The three earlier orders of an office that share most with this one (Jaccard).
    private static func like(
        _ wanted: Set<UInt32>, office: String, except: Int64?, state: State
    ) -> [(id: Int64, likeness: Double)] {
        var best: [(id: Int64, likeness: Double)] = []
        for entry in state.entries.values where entry.office == office && entry.id != except {
            var shared = 0
            for word in entry.words where wanted.contains(word) { shared += 1 }
            let likeness = Double(shared) / Double(max(1, wanted.count + entry.words.count - shared))
            if best.count < 3 || likeness > best[best.count - 1].likeness {
                best.append((entry.id, likeness))
                best.sort { ($0.likeness, $0.id) > ($1.likeness, $1.id) }
                if best.count > 3 { best.removeLast() }
            }
        }
        return best
    }
}
