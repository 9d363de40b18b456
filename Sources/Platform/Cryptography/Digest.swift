import COpenSSL

/// The hash functions of the product: SHA-256 (FIPS 180-4) for the journal, SM3 (GB/T 32905-2016) beside it.
package enum Digest: String, Sendable, CaseIterable {
    case sha256 = "SHA2-256"
    case sm3 = "SM3"

    /// The digest of the bytes: 32 bytes for both functions.
    package func hash(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// The digest of a buffer: 32 bytes for both functions.
    package func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { output, count in
            var written: UInt32 = 0
            EVP_Digest(bytes.baseAddress, bytes.count, output.baseAddress, &written, algorithm.pointer, nil)
            count = Int(written)
        }
    }

    var algorithm: FetchedAlgorithm {
        switch self {
        case .sha256: FetchedAlgorithm.sha256
        case .sm3: FetchedAlgorithm.sm3
        }
    }
}

/// A digest algorithm fetched once; fetching for each call costs as much as hashing a short input.
struct FetchedAlgorithm: @unchecked Sendable {
    // Immutable after the fetch and documented as shareable between threads.
    let pointer: OpaquePointer?

    static let sha256 = FetchedAlgorithm(pointer: EVP_MD_fetch(nil, "SHA2-256", nil))
    static let sm3 = FetchedAlgorithm(pointer: EVP_MD_fetch(nil, "SM3", nil))
}
