import Cryptography
import Foundation

/// The key file beside the database, never in it.
package enum KeyStore {
    /// The path of the key file.
    package static func path(_ configuration: Configuration) -> String {
        configuration.data.appendingPathComponent("keys").appendingPathComponent("sealing.keys").path
    }

    /// The keyring. A new one is made for a new database only: with another key everything sealed would be lost.
    ///
    /// - Parameter isNew: whether the database has never been used.
    /// - Throws: `crypto.key.missing`, `crypto.key.unreadable`, `crypto.key.malformed`; what is there is never replaced.
    static func open(_ configuration: Configuration, isNew: Bool) throws -> Keyring {
        if let keyring = try existing(configuration) { return keyring }
        guard isNew else { throw CryptoError(.missingKey) }
        let path = path(configuration)
        let folder = (path as NSString).deletingLastPathComponent
        let suite = SealSuite(name: configuration.value("seal.suite")) ?? .aes256GCM
        let text = try KeyFile.generate(suite: suite)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try write(Array(text.utf8), to: path, in: folder)
        return try KeyFile.keyring(from: text)
    }

    /// The keyring that is there; `nil` when there is none.
    static func existing(_ configuration: Configuration) throws -> Keyring? {
        let path = path(configuration)
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            // Any other failure says nothing about whether a key is there.
            guard errno == ENOENT else { throw CryptoError(.unreadableKey) }
            return nil
        }
        defer { close(descriptor) }
        guard let data = try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() else {
            throw CryptoError(.unreadableKey)
        }
        return try KeyFile.keyring(from: String(decoding: data, as: UTF8.self))
    }

    /// Writes a new file to the disk, and its name too; one that is there already is left alone.
    private static func write(_ bytes: [UInt8], to path: String, in folder: String) throws(CryptoError) {
        let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CryptoError(.unreadableKey) }
        let written = Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard written else {
            unlink(path)
            throw CryptoError(.unavailable)
        }
        let directory = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }
}
