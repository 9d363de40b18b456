/// A message to be sent; with a handler it is an invocation that is waited for.
struct MessageThrow: Sendable {
    let name: String
    let handler: String?
    let correlation: ProcessText?
}
