package import DecisionEngine
import Synchronization

/// The rules that were ever published, by the hash of their bytes: a case stays on the one that it was handed in under.
/// Compiled when a case first asks.
package final class DecisionArchive: Sendable {
    private let sources: [String: [UInt8]]
    private let compile: @Sendable ([UInt8]) -> DecisionModel?
    private let compiled = Mutex<[String: DecisionModel]>([:])

    package static let empty = DecisionArchive([:]) { _ in nil }

    /// - Parameters:
    ///   - sources: the bytes, by their hash in hexadecimal.
    ///   - compile: makes them a model, in the county's environment.
    package init(_ sources: [String: [UInt8]], compile: @escaping @Sendable ([UInt8]) -> DecisionModel?) {
        self.sources = sources
        self.compile = compile
    }

    /// The rule of a hash; `nil` if it was never published here or cannot be read any more.
    package func model(_ hash: String) -> DecisionModel? {
        if let known = compiled.withLock({ $0[hash] }) { return known }
        guard let bytes = sources[hash], let model = compile(bytes) else { return nil }
        compiled.withLock { $0[hash] = model }
        return model
    }
}
