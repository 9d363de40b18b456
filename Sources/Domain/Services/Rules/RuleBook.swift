package import DecisionEngine
import Synchronization
package import WorkCalendar

/// Which rule of a service is in force on a day, and all the rules that ever were, by the hash of their bytes: a case stays
/// on the one that it was handed in under.
///
/// The package's rule is in force until the county's first own one; of the county's, the one with the latest day of effect
/// counts, and of two with one day the one published later. What was withdrawn never counts.
package final class RuleBook: Sendable {
    /// A rule that the county published itself.
    package struct Version: Sendable, Hashable {
        /// The change that brought it.
        package let change: Int64
        package let hash: String
        /// The document's number (文号).
        package let number: String
        /// The first day on which it is in force.
        package let effective: CivilDate
        package let isWithdrawn: Bool

        package init(change: Int64, hash: String, number: String, effective: CivilDate, isWithdrawn: Bool) {
            self.change = change
            self.hash = hash
            self.number = number
            self.effective = effective
            self.isWithdrawn = isWithdrawn
        }
    }

    private struct Content {
        var sources: [String: [UInt8]]
        var versions: [String: [Version]] = [:]
        var compiled: [String: DecisionModel] = [:]
        var turns = 0
        var turn = 0
    }

    private let compile: @Sendable ([UInt8]) -> DecisionModel?
    private let content: Mutex<Content>

    package static let empty = RuleBook([:]) { _ in nil }

    /// - Parameters:
    ///   - sources: the bytes, by their hash in hexadecimal.
    ///   - compile: makes them a model, in the county's environment.
    package init(_ sources: [String: [UInt8]], compile: @escaping @Sendable ([UInt8]) -> DecisionModel?) {
        content = Mutex(Content(sources: sources))
        self.compile = compile
    }

    /// The rule of a hash; `nil` if it was never published here or cannot be read any more.
    package func model(_ hash: String) -> DecisionModel? {
        let (known, bytes) = content.withLock { ($0.compiled[hash], $0.sources[hash]) }
        if let known { return known }
        guard let bytes, let model = compile(bytes) else { return nil }
        content.withLock { $0.compiled[hash] = model }
        return model
    }

    /// The bytes of a rule.
    package func source(_ hash: String) -> [UInt8]? { content.withLock { $0.sources[hash] } }

    /// The rules that the county published for a service, in the order of their publication.
    package func versions(of service: String) -> [Version] { content.withLock { $0.versions[service] ?? [] } }

    /// The county's own rule for a service on a day; `nil` while the package's is in force.
    ///
    /// - Parameter change: reckons as if this change had never been published.
    package func inForce(_ service: String, on day: CivilDate, without change: Int64? = nil) -> Version? {
        let candidates = versions(of: service).filter {
            !$0.isWithdrawn && $0.effective <= day && $0.change != change
        }
        guard let latest = candidates.map(\.effective).max() else { return nil }
        return candidates.last { $0.effective == latest }
    }

    /// Whether nothing may be decided by a change's rule any more.
    package func isWithdrawn(_ change: Int64, of service: String) -> Bool {
        versions(of: service).contains { $0.change == change && $0.isWithdrawn }
    }

    /// The place of a reading of what is published among the others; taken before it begins.
    package func nextTurn() -> Int {
        content.withLock {
            $0.turns += 1
            return $0.turns
        }
    }

    /// Takes over what is published now, unless something read later was taken over before.
    ///
    /// - Parameters:
    ///   - versions: for each service in the order of publication.
    ///   - sources: bytes that may not be known yet, by hash.
    ///   - turn: when it was read (``nextTurn()``).
    package func set(_ versions: [String: [Version]], sources: [String: [UInt8]], turn: Int) {
        content.withLock {
            guard turn >= $0.turn else { return }
            $0.turn = turn
            $0.versions = versions
            $0.sources.merge(sources) { known, _ in known }
        }
    }
}
