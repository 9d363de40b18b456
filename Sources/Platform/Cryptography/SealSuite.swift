/// How a field is sealed. The byte is stored with each value, so suites can live side by side.
package enum SealSuite: UInt8, Sendable, Hashable, CaseIterable {
    /// AES-256 in GCM (NIST SP 800-38D).
    case aes256GCM = 1
    /// SM4 in counter mode (GB/T 32907-2016, GB/T 17964-2021), then HMAC-SM3 cut to 16 bytes over all of it:
    /// the library at hand has no SM4-GCM.
    case sm4CTRWithHMACSM3 = 2

    /// The name used in configuration.
    package var name: String {
        switch self {
        case .aes256GCM: "aes-256-gcm"
        case .sm4CTRWithHMACSM3: "sm4-ctr-hmac-sm3"
        }
    }

    /// The suite of a configured name.
    package init?(name: String) {
        guard let suite = SealSuite.allCases.first(where: { $0.name == name }) else { return nil }
        self = suite
    }
}
