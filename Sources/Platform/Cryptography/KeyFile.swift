/// The text form of a keyring: one key a line, `seal <id> <suite> <base64url>` or `index <base64url>`.
///
/// Kept outside the database, readable by the service's user only.
package enum KeyFile {
    /// A new file's text: one sealing key of the suite and an index key.
    package static func generate(suite: SealSuite) throws(CryptoError) -> String {
        let random = SecureRandom.shared
        return """
            # Yiwang sealing keys. Without this file sealed fields cannot be read. Keep a copy apart from backups.
            seal 1 \(suite.name) \(try random.token(32))
            index \(try random.token(32))

            """
    }

    /// The ring that a file's text describes.
    package static func keyring(from text: String) throws(CryptoError) -> Keyring {
        var keys: [Keyring.Key] = []
        var index: [UInt8]?
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ").map(String.init)
            switch parts.first {
            case "seal":
                guard parts.count == 4, let id = UInt16(parts[1]), let suite = SealSuite(name: parts[2]),
                    let master = Base64URL.decoded(parts[3])
                else { throw CryptoError(.malformedKey) }
                keys.append(Keyring.Key(id: id, suite: suite, master: master))
            case "index":
                guard parts.count == 2, index == nil, let master = Base64URL.decoded(parts[1]) else {
                    throw CryptoError(.malformedKey)
                }
                index = master
            default: throw CryptoError(.malformedKey)
            }
        }
        guard let index else { throw CryptoError(.malformedKey) }
        return try Keyring(keys: keys, indexMaster: index)
    }
}
