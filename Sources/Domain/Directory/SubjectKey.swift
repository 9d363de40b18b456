package import Cryptography

/// The opaque key of a natural person: the blind index of the identity number.
///
/// It joins registers, cases and receipts without an identity number in clear, and cannot be reversed without the key
/// that lives outside the database.
package struct SubjectKey: Sendable, Hashable {
    /// Sixteen bytes.
    package let bytes: [UInt8]

    /// The domain of the blind index, which is the data element's name, so that registers join on the same bytes.
    package static let domain = "id_number"

    /// A stored key.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// The key of an identity number in its 18-character form.
    package init(idNumber: String, keyring: Keyring) {
        bytes = keyring.blindIndex(idNumber, domain: SubjectKey.domain)
    }
}
