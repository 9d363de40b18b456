public import JSONTree

/// A call to something outside of the process.
public struct Invocation: Sendable, Hashable {
    /// What the answer has to name.
    public let activation: Int
    /// The element's id.
    public let element: String
    /// The handler, decision or process.
    public let handler: String
    /// The mapped inputs; an object.
    public let inputs: JSON
    /// How to try again, as the model says it, such as `R3/PT1M`.
    public let retry: String?

    /// Makes an invocation.
    public init(activation: Int, element: String, handler: String, inputs: JSON, retry: String? = nil) {
        self.activation = activation
        self.element = element
        self.handler = handler
        self.inputs = inputs
        self.retry = retry
    }
}
