package import Cryptography
package import Storage

/// Delivers notices into the recipient's list in the app, exactly once by the message's key.
package struct InAppAdapter: OutboxAdapter {
    package let kind = NoticeDesk.adapter
    private let keyring: Keyring
    private let identifiers: IdentifierSource
    private let clock: any WallClock

    private static let insert: SQL = """
        INSERT INTO notice (id, message_key, recipient, case_number, code, content, at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (message_key) DO NOTHING
        """

    package init(keyring: Keyring, identifiers: IdentifierSource, clock: any WallClock) {
        self.keyring = keyring
        self.identifiers = identifiers
        self.clock = clock
    }

    package func deliver(_ message: OutboxMessage) async throws(DeliveryError) -> WriteSet {
        do {
            let notice = try NoticeDesk.opened(message, keyring: keyring)
            let id = identifiers.next()
            let content = try NoticeDesk.sealedContent(notice, id: id, keyring: keyring)
            return WriteSet([
                Statement(
                    InAppAdapter.insert,
                    [
                        .integer(id), .text(message.key), .bytes(notice.recipient), .text(notice.caseNumber),
                        .text(notice.code), .bytes(content), .integer(clock.now()),
                    ])
            ])
        } catch {
            throw DeliveryError(code: "notice.unreadable", isPermanent: true)
        }
    }
}
