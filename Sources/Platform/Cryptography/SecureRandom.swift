import COpenSSL
import Synchronization

/// Unpredictable bytes from the library's generator, drawn in blocks because a draw costs more than its bytes.
package final class SecureRandom: Sendable {
    /// The generator of this process.
    package static let shared = SecureRandom()

    private struct Pool {
        var bytes: [UInt8] = []
        var next = 0
    }

    private let pool = Mutex(Pool())
    private static let blockSize = 4096

    /// `count` unpredictable bytes.
    ///
    /// - Throws: `crypto.unavailable` when the system gives no randomness.
    package func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        if count > SecureRandom.blockSize / 4 { return try SecureRandom.draw(count) }
        let drawn = pool.withLock { pool -> [UInt8]? in
            if pool.next + count > pool.bytes.count {
                guard let fresh = try? SecureRandom.draw(SecureRandom.blockSize) else { return nil }
                pool.bytes = fresh
                pool.next = 0
            }
            defer { pool.next += count }
            return Array(pool.bytes[pool.next..<pool.next + count])
        }
        guard let drawn else { throw CryptoError(.unavailable) }
        return drawn
    }

    private static func draw(_ count: Int) throws(CryptoError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { output, written in
            failed = RAND_bytes(output.baseAddress, Int32(count)) != 1
            written = failed ? 0 : count
        }
        if failed { throw CryptoError(.unavailable) }
        return bytes
    }

    /// A token of `count` random bytes in base64url without padding.
    package func token(_ count: Int = 24) throws(CryptoError) -> String {
        Base64URL.encoded(try bytes(count))
    }

    /// A number people can read out: `count` characters of Crockford's alphabet, which has no I, L, O or U.
    package func readableCode(_ count: Int) throws(CryptoError) -> String {
        SecureRandom.readable(try bytes(count))
    }

    /// One character of Crockford's alphabet for each byte, of which five bits count.
    package static func readable(_ bytes: some Sequence<UInt8>) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        return String(decoding: bytes.map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }
}
