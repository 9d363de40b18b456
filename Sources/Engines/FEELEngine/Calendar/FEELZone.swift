/// Which zone a time belongs to (DMN 1.5, 10.3.2.3.4–5).
public enum FEELZone: Sendable, Hashable {
    /// None was given: a local time.
    case local
    /// A fixed distance from UTC in seconds, positive to the east.
    case offset(Int)
    /// A named zone of the IANA database and its distance from UTC at this time, in seconds.
    case named(String, offset: Int)

    /// The distance from UTC in seconds, if there is one.
    public var offset: Int? {
        switch self {
        case .local: nil
        case .offset(let seconds), .named(_, let seconds): seconds
        }
    }
}
