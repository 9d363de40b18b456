/// Why a token stopped.
public enum IncidentCode: Sendable, Hashable, CustomStringConvertible {
    /// No condition of the outgoing flows holds and there is no default.
    case noFlow
    /// A condition gave neither true nor false: something that it needs is not known.
    case unknownCondition
    /// An expression that has to give a text or a number gave neither.
    case unusableValue
    /// A handler or somebody reported an error of this code, which the model does not catch.
    case failed(String)

    /// The stored form.
    public var description: String {
        switch self {
        case .noFlow: "no-flow"
        case .unknownCondition: "unknown-condition"
        case .unusableValue: "unusable-value"
        case .failed(let code): "failed:\(code)"
        }
    }
}
