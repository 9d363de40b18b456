import COpenSSL

/// Keyed hashes (HMAC, FIPS 198-1) and what is built on them.
package enum MessageAuthentication {
    /// The 32-byte HMAC of a message that comes in parts.
    package static func code(_ digest: Digest = .sha256, key: [UInt8], _ parts: [UInt8]...) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { message.append(contentsOf: part) }
        return [UInt8](unsafeUninitializedCapacity: 32) { output, count in
            var written: UInt32 = 0
            HMAC(
                digest.algorithm.pointer, key, Int32(key.count), message, message.count, output.baseAddress, &written)
            count = Int(written)
        }
    }

    /// A key derived for one use: KDF in counter mode with one block (NIST SP 800-108, section 4.1).
    package static func derivedKey(from master: [UInt8], label: String) -> [UInt8] {
        code(key: master, [0, 0, 0, 1], Array(label.utf8), [0], [0, 0, 1, 0])
    }

    /// Whether two byte strings are equal, in a time that depends on their length only.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
