import Synchronization

/// The handlers outside of the database, by the name that models use.
package final class ExternalHandlers: Sendable {
    private let handlers = Mutex<[String: any ExternalHandler]>([:])

    package init() {}

    /// Names a handler.
    package func register(_ name: String, _ handler: any ExternalHandler) {
        handlers.withLock { $0[name] = handler }
    }

    package subscript(name: String) -> (any ExternalHandler)? { handlers.withLock { $0[name] } }

    /// The names.
    package var names: [String] { handlers.withLock { $0.keys.sorted() } }
}
