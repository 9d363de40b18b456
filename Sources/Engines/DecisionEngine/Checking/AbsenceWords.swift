/// The words by which tables of a place say that something is not known, and by which they say no.
public struct AbsenceWords: Sendable, Hashable {
    private let unknown: Set<String>
    private let refusals: Set<String>

    /// - Parameters:
    ///   - unknown: what stands for something that is not known, such as `unknown`.
    ///   - refusals: results that are a no, such as `ineligible`; `false` always is one.
    public init(unknown: Set<String>, refusals: Set<String>) {
        self.unknown = Set(unknown.map { $0.lowercased() })
        self.refusals = Set(refusals.map { $0.lowercased() })
    }

    /// No words.
    public static let none = AbsenceWords(unknown: [], refusals: [])

    func isUnknown(_ text: String) -> Bool { unknown.contains(text.lowercased()) }
    func isRefusal(_ text: String) -> Bool { refusals.contains(text.lowercased()) }
}
