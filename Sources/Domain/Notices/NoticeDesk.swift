package import Cryptography
import JSONTree
package import Storage

/// Sends notices through the outbox and keeps those that arrived in the app.
///
/// Only what has really been delivered counts as sent: the one adapter there is puts the notice into the recipient's
/// list. Nothing is claimed to have gone by SMS.
package final class NoticeDesk: Sendable {
    private let storage: any Storage
    private let keyring: Keyring
    private let outbox: Outbox
    private static let place = SealContext("notice.content")
    private static let outboxPlace = SealContext("outbox.payload")

    package static let adapter = "in-app"

    package init(storage: any Storage, keyring: Keyring, outbox: Outbox) {
        self.storage = storage
        self.keyring = keyring
        self.outbox = outbox
    }

    /// The statement that puts a notice into the outbox; the same key twice is one notice.
    package func sending(_ notice: Notice, key: String, now: Int64) throws -> Statement {
        var payload = JSONWriter(capacity: 1024)
        payload.beginObject()
        payload.member("recipient", Hexadecimal.encoded(notice.recipient))
        payload.member("case", notice.caseNumber)
        payload.member("code", notice.code)
        payload.name("content")
        notice.writeContent(to: &payload)
        payload.endObject()
        let sealed = try keyring.seal(payload.bytes, in: NoticeDesk.outboxPlace, row: 0)
        return outbox.send(adapter: NoticeDesk.adapter, key: key, payload: sealed, now: now)
    }

    private static let ofRecipient: SQL = """
        SELECT id, case_number, code, content, at, read_at FROM notice WHERE recipient = ? ORDER BY id DESC LIMIT 100
        """
    private static let unread: SQL = "SELECT COUNT(*) FROM notice WHERE recipient = ? AND read_at IS NULL"
    private static let markRead: SQL = "UPDATE notice SET read_at = ? WHERE recipient = ? AND read_at IS NULL"

    /// The notices of a person, the newest first. The key is the person's own: nobody else's can be asked for.
    package func notices(of recipient: [UInt8]) async throws -> [ReceivedNotice] {
        try await storage.few(NoticeDesk.ofRecipient, [.bytes(recipient)], limit: 100) { [keyring] row in
            let id = try row.integer(0)
            let content = try JSON(parsing: try keyring.open(try row.bytes(3), in: NoticeDesk.place, row: id))
            return ReceivedNotice(
                id: id,
                notice: Notice(
                    recipient: recipient, caseNumber: try row.text(1), code: try row.text(2), content: content),
                at: try row.integer(4), isRead: !row.isNull(5))
        }
    }

    /// How many notices a person has not seen.
    package func unreadCount(of recipient: [UInt8]) async throws -> Int {
        try await storage.point(NoticeDesk.unread, [.bytes(recipient)]) { try $0.int(0) } ?? 0
    }

    /// Notes that a person has seen their notices.
    package func markRead(of recipient: [UInt8], now: Int64) async throws {
        try await storage.commit(
            WriteSet([Statement(NoticeDesk.markRead, [.integer(now), .bytes(recipient)])]))
    }

    static func opened(_ message: OutboxMessage, keyring: Keyring) throws -> Notice {
        let json = try JSON(parsing: try keyring.open(message.payload, in: outboxPlace, row: 0))
        guard let recipient = Hexadecimal.decoded(json["recipient"]?.string ?? ""), recipient.count == 16 else {
            throw CryptoError(.notAuthentic)
        }
        return Notice(
            recipient: recipient, caseNumber: json["case"]?.string ?? "", code: json["code"]?.string ?? "",
            content: json["content"] ?? [:])
    }

    static func sealedContent(_ notice: Notice, id: Int64, keyring: Keyring) throws -> [UInt8] {
        var content = JSONWriter(capacity: 1024)
        notice.writeContent(to: &content)
        return try keyring.seal(content.bytes, in: place, row: id)
    }
}
