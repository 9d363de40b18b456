/// An input that an evaluation read and that was `null` or absent.
public struct FEELMissingInput: Sendable, Hashable {
    /// Its path: the input's name and the entries below it, joined by points, down to what was missing.
    public let path: String
    /// The element of a model that read it, if any.
    public let element: String?
}
