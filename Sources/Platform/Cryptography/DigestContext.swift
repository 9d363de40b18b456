import COpenSSL

/// A hash function made ready once, for many short messages of one caller after another.
package final class DigestContext {
    private let context: OpaquePointer?
    private let digest: Digest

    /// Makes a context of its own; not for use from two threads at a time.
    package init(_ digest: Digest = .sha256) {
        self.digest = digest
        let context = EVP_MD_CTX_new()
        if EVP_DigestInit_ex(context, digest.algorithm.pointer, nil) == 1 {
            self.context = context
        } else {
            EVP_MD_CTX_free(context)
            self.context = nil
        }
    }

    deinit { EVP_MD_CTX_free(context) }

    /// The digest of the bytes, 32 of them, in memory that is lent to `body`.
    package func withHash<Result>(
        of bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { output in
            var written: UInt32 = 0
            let good =
                context != nil && EVP_DigestInit_ex(context, nil, nil) == 1
                && EVP_DigestUpdate(context, bytes, bytes.count) == 1
                && EVP_DigestFinal_ex(context, output.baseAddress, &written) == 1 && written == 32
            if !good {
                _ = output.initialize(fromContentsOf: digest.hash(bytes))
            }
            return body(UnsafeBufferPointer(output))
        }
    }

    /// The digest of the bytes.
    package func hash(_ bytes: [UInt8]) -> [UInt8] { withHash(of: bytes) { Array($0) } }
}
