/// A message to be sent; with a handler it is an invocation that is waited for.
struct MessageThrow: Sendable {
    let name: String
    let handler: String?
    let correlation: ProcessText?
    /// How a call of the handler is tried again, as the model says it.
    let retry: String?
}
