/// The keys that seal fields of protection level 3 and 4, and the key of their blind indexes.
///
/// A sealed value is: suite (1 byte), key id (2 bytes), nonce (12 bytes), ciphertext, tag (16 bytes).
/// Keys live outside the database. Old keys stay in the ring to open what they sealed.
package final class Keyring: Sendable {
    /// One master key as the key file lists it.
    package struct Key: Sendable {
        let id: UInt16
        let suite: SealSuite
        let master: [UInt8]

        /// Makes a key from 32 secret bytes.
        package init(id: UInt16, suite: SealSuite, master: [UInt8]) {
            self.id = id
            self.suite = suite
            self.master = master
        }
    }

    private let ciphers: [UInt16: Cipher]
    private let current: UInt16
    private let index: KeyedHash
    private static let headerLength = 15

    /// Makes a ring; the last key seals, all of them open.
    package init(keys: [Key], indexMaster: [UInt8]) throws(CryptoError) {
        guard let last = keys.last, keys.allSatisfy({ $0.master.count == 32 }), indexMaster.count == 32 else {
            throw CryptoError(.malformedKey)
        }
        var ciphers: [UInt16: Cipher] = [:]
        for key in keys { ciphers[key.id] = Cipher(suite: key.suite, master: key.master) }
        self.ciphers = ciphers
        current = last.id
        index = KeyedHash(key: MessageAuthentication.derivedKey(from: indexMaster, label: "yiwang blind index"))
    }

    /// Seals a value for one place.
    package func seal(_ plaintext: [UInt8], in context: SealContext, row: Int64) throws(CryptoError) -> [UInt8] {
        guard let cipher = ciphers[current] else { throw CryptoError(.unknownKey) }
        let nonce = try SecureRandom.shared.bytes(12)
        let body = try cipher.encrypt(plaintext, nonce: nonce, additionalData: context.additionalData(row: row))
        var sealed: [UInt8] = []
        sealed.reserveCapacity(Keyring.headerLength + body.count)
        sealed.append(cipher.suite.rawValue)
        sealed.append(UInt8(current >> 8))
        sealed.append(UInt8(current & 255))
        sealed.append(contentsOf: nonce)
        sealed.append(contentsOf: body)
        return sealed
    }

    /// Opens a value sealed for this place.
    ///
    /// - Throws: `crypto.key.unknown`, or `crypto.sealed.not-authentic` when it was altered or moved.
    package func open(_ sealed: [UInt8], in context: SealContext, row: Int64) throws(CryptoError) -> [UInt8] {
        guard sealed.count >= Keyring.headerLength + 16 else { throw CryptoError(.notAuthentic) }
        let id = UInt16(sealed[1]) << 8 | UInt16(sealed[2])
        guard let cipher = ciphers[id], cipher.suite.rawValue == sealed[0] else { throw CryptoError(.unknownKey) }
        return try cipher.decrypt(
            sealed[Keyring.headerLength...], nonce: Array(sealed[3..<Keyring.headerLength]),
            additionalData: context.additionalData(row: row))
    }

    /// The blind index of a value: the first 16 bytes of a keyed hash, equal for equal values of one domain only.
    ///
    /// A domain names what the value is (a data element such as `id_number`), so that registers can be joined on it.
    package func blindIndex(_ value: String, domain: String) -> [UInt8] {
        index.short(domain, value)
    }
}
