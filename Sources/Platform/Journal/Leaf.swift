package import Cryptography
package import JSONTree

/// Leaf v1 of the journal: canonical JSON (RFC 8785) of at most 2 kB, for ever in this form.
///
/// In clear: version, type, department, time to the second. Everything else is one commitment a field:
/// base64url(SHA-256(salt ‖ name ‖ 0x00 ‖ value)) with a salt of 16 random bytes of its own. `subject` commits to the
/// subject key and the number of the event in that person's chain, so that an omission shows as a gap.
package struct Leaf: Sendable, Hashable {
    /// The canonical bytes.
    package let body: [UInt8]

    /// The largest leaf.
    package static let maximumSize = 2048
    static let saltLength = 16

    /// The RFC 6962 leaf hash: SHA-256(0x00 ‖ body).
    package var hash: [UInt8] { hash(DigestContext()) }

    func hash(_ context: DigestContext) -> [UInt8] {
        var prefixed: [UInt8] = [0]
        prefixed.reserveCapacity(body.count + 1)
        prefixed.append(contentsOf: body)
        return context.hash(prefixed)
    }

    /// Reads stored bytes.
    package init(stored body: [UInt8]) { self.body = body }

    /// Builds a leaf.
    ///
    /// - Parameters:
    ///   - second: seconds since 1970, UTC.
    ///   - sequence: the number of this event in the subject's chain, from 1.
    ///   - salts: 16 bytes for each committed name, in the order of `committedNames(of:)`.
    ///   - context: SHA-256, where many leaves are built one after another.
    package init(
        _ event: JournalEvent, second: Int64, sequence: Int64, salts: [UInt8], context: DigestContext = DigestContext()
    ) {
        let details = Leaf.details(of: event, sequence: sequence)
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("at", UTCSecond.text(second))
        writer.member("dept", event.department)
        writer.name("fields")
        writer.beginObject()
        for (index, detail) in details.enumerated() {
            let salt = salts[index * Leaf.saltLength..<(index + 1) * Leaf.saltLength]
            writer.member(
                detail.name, Leaf.commitment(name: detail.name, value: detail.value, salt: salt, context: context))
        }
        writer.endObject()
        writer.member("type", event.type.name)
        writer.member("v", 1)
        writer.endObject()
        body = writer.bytes
    }

    /// The committed names and values of an event, sorted by name as the canonical form wants.
    package static func details(of event: JournalEvent, sequence: Int64) -> [(name: String, value: String)] {
        let fields = event.type.fields
        let order = event.type.order(withSubject: event.subject != nil)
        return order.map { place in
            place < fields.count
                ? (name: fields[place], value: event.values[place])
                : (name: EventType.subjectName, value: "\(Hexadecimal.encoded(event.subject ?? []))#\(sequence)")
        }
    }

    /// The commitment to one value.
    package static func commitment(
        name: String, value: String, salt: some Sequence<UInt8>, context: DigestContext = DigestContext()
    ) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(128)
        message.append(contentsOf: salt)
        message.append(contentsOf: name.utf8)
        message.append(0)
        message.append(contentsOf: value.utf8)
        return context.withHash(of: message) { digest in
            String(unsafeUninitializedCapacity: 43) { Base64URL.encode(digest, into: $0) }
        }
    }

    /// What the leaf says, for verification.
    package func parsed() throws(JSONError) -> JSON { try JSON(parsing: body) }
}
