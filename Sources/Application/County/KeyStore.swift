import Cryptography
import Foundation

/// The key file beside the database, never in it.
package enum KeyStore {
    /// The path of the key file.
    package static func path(_ configuration: Configuration) -> String {
        configuration.data.appendingPathComponent("keys").appendingPathComponent("sealing.keys").path
    }

    /// The keyring, made when there is none yet.
    ///
    /// - Throws: `crypto.key.malformed` for a damaged file; it is never replaced by a new one.
    static func open(_ configuration: Configuration) throws -> Keyring {
        let path = path(configuration)
        if let data = FileManager.default.contents(atPath: path) {
            return try KeyFile.keyring(from: String(decoding: data, as: UTF8.self))
        }
        let suite = SealSuite(name: configuration.value("seal.suite")) ?? .aes256GCM
        let text = try KeyFile.generate(suite: suite)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw CryptoError(.malformedKey) }
        return try KeyFile.keyring(from: text)
    }
}
