/// Sex as the citizen identity number records it (GB/T 2261.1's 1 and 2, written `M` and `F`).
public enum Sex: String, Sendable, Hashable {
    /// Male, an odd sequence number.
    case male = "M"
    /// Female, an even sequence number.
    case female = "F"
}
