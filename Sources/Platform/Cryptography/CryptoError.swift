/// A failure of a cryptographic operation. Never carries keys, plaintext or personal data.
package struct CryptoError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What failed; the raw value is the stable code shown to operators.
    package enum Code: String, Sendable, Hashable {
        /// The library refused an operation that has no reason to fail.
        case unavailable = "crypto.unavailable"
        /// A sealed value names a key that the keyring does not hold.
        case unknownKey = "crypto.key.unknown"
        /// A sealed value was altered, moved to another place, or is not a sealed value.
        case notAuthentic = "crypto.sealed.not-authentic"
        /// A key file cannot be read as one.
        case malformedKey = "crypto.key.malformed"
        /// The key file is not there, and the database holds values that it has sealed.
        case missingKey = "crypto.key.missing"
        /// The key file is there and cannot be read.
        case unreadableKey = "crypto.key.unreadable"
    }

    /// What failed.
    package let code: Code

    /// Makes an error.
    package init(_ code: Code) { self.code = code }

    package var description: String { code.rawValue }
}
