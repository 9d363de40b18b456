/// A message to the world outside that was claimed for delivery.
package struct OutboxMessage: Sendable, Hashable {
    package let id: Int64
    /// The same for every attempt: the receiver knows a repetition by it.
    package let key: String
    package let adapter: String
    package let payload: [UInt8]
    package let attempt: Int
    package let lease: Int64
}

/// How a message stands.
package enum OutboxState: Int64, Sendable, Hashable {
    case queued = 0
    case sent = 1
    /// The last attempt failed, another will follow.
    case failed = 2
    /// It won't be tried again unless a person says so.
    case dead = 3
}

/// Why a message couldn't be delivered.
package struct DeliveryError: Error, Sendable, Hashable {
    /// A stable code without personal data; it's stored with the message.
    package let code: String
    package let isPermanent: Bool

    package init(code: String, isPermanent: Bool = false) {
        self.code = code
        self.isPermanent = isPermanent
    }
}

/// Brings messages of one kind out: a notice in the app, another department's interface.
package protocol OutboxAdapter: Sendable {
    /// The name that messages are addressed with.
    var kind: String { get }

    /// Delivers, or knows by the key that it has; the result commits together with the mark that it was sent.
    func deliver(_ message: OutboxMessage) async throws(DeliveryError) -> WriteSet
}
