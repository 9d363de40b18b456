import COpenSSL

/// A password stored as scrypt (RFC 7914) with its parameters beside it.
///
/// The text form is `scrypt$log2N$r$p$salt$hash`, so that parameters can rise without breaking old accounts.
package struct PasswordHash: Sendable, Hashable {
    /// The text form kept in the database.
    package let text: String

    /// Cost of one hash: N = 2^15, r = 8 takes 32 MiB and some 60 ms of one core.
    package static let costExponent = 15

    /// Reads a stored text form.
    package init(stored text: String) { self.text = text }

    /// Hashes a password. Slow on purpose; belongs on the password lane.
    package init(hashing password: String, costExponent: Int = PasswordHash.costExponent) throws(CryptoError) {
        let salt = try SecureRandom.shared.bytes(16)
        let hash = try PasswordHash.derive(password, salt: salt, exponent: costExponent, r: 8, p: 1)
        text = "scrypt$\(costExponent)$8$1$\(Base64URL.encoded(salt))$\(Base64URL.encoded(hash))"
    }

    /// Whether this is the password. Slow on purpose.
    package func matches(_ password: String) -> Bool {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let exponent = Int(parts[1]), let r = UInt64(parts[2]),
            let p = UInt64(parts[3]), (10...20).contains(exponent), (1...16).contains(r), (1...4).contains(p),
            let salt = Base64URL.decoded(String(parts[4])), let expected = Base64URL.decoded(String(parts[5])),
            let hash = try? PasswordHash.derive(password, salt: salt, exponent: exponent, r: r, p: p)
        else { return false }
        return MessageAuthentication.areEqual(hash, expected)
    }

    private static func derive(
        _ password: String, salt: [UInt8], exponent: Int, r: UInt64, p: UInt64
    ) throws(CryptoError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: 32)
        let secret = Array(password.utf8CString)
        let result = EVP_PBE_scrypt(
            secret, secret.count - 1, salt, salt.count, 1 << UInt64(exponent), r, p, 128 << 20, &key, key.count)
        guard result == 1 else { throw CryptoError(.unavailable) }
        return key
    }
}
