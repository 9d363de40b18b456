import COpenSSL
import Synchronization

/// One key ready to encrypt and decrypt: contexts keep their key schedule and are lent to one caller at a time.
final class Cipher: Sendable {
    let suite: SealSuite
    private let encryptionKey: [UInt8]
    private let authenticationKey: [UInt8]
    // Contexts are only touched by the caller that took them out of the list.
    private struct Contexts: @unchecked Sendable { var idle: [OpaquePointer] = [] }
    private let encryptors = Mutex(Contexts())
    private let decryptors = Mutex(Contexts())

    init(suite: SealSuite, master: [UInt8]) {
        self.suite = suite
        let key = MessageAuthentication.derivedKey(from: master, label: "yiwang seal \(suite.name)")
        encryptionKey = suite == .aes256GCM ? key : Array(key.prefix(16))
        authenticationKey = MessageAuthentication.derivedKey(from: master, label: "yiwang seal mac \(suite.name)")
    }

    deinit {
        for context in encryptors.withLock({ $0.idle }) { EVP_CIPHER_CTX_free(context) }
        for context in decryptors.withLock({ $0.idle }) { EVP_CIPHER_CTX_free(context) }
    }

    func encrypt(_ plaintext: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(CryptoError) -> [UInt8] {
        let context = try take(from: encryptors, encrypting: true)
        defer { encryptors.withLock { $0.idle.append(context) } }
        var good = EVP_CipherInit_ex(context, nil, nil, nil, initialVector(nonce), 1) == 1
        var length: Int32 = 0
        if suite == .aes256GCM {
            good = good && EVP_CipherUpdate(context, nil, &length, additionalData, Int32(additionalData.count)) == 1
        }
        var sealed = [UInt8](unsafeUninitializedCapacity: plaintext.count + 16) { output, count in
            let updated = EVP_CipherUpdate(context, output.baseAddress, &length, plaintext, Int32(plaintext.count))
            good = good && updated == 1
            var last: Int32 = 0
            good = good && EVP_CipherFinal_ex(context, output.baseAddress?.advanced(by: Int(length)), &last) == 1
            count = plaintext.count
            if suite == .aes256GCM {
                let tag = output.baseAddress?.advanced(by: plaintext.count)
                good = good && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag) == 1
                count += 16
            }
        }
        guard good else { throw CryptoError(.unavailable) }
        if suite == .sm4CTRWithHMACSM3 {
            sealed.append(contentsOf: tag(nonce: nonce, additionalData: additionalData, ciphertext: sealed))
        }
        return sealed
    }

    func decrypt(_ sealed: ArraySlice<UInt8>, nonce: [UInt8], additionalData: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard sealed.count >= 16 else { throw CryptoError(.notAuthentic) }
        let ciphertext = Array(sealed.dropLast(16))
        var tag = Array(sealed.suffix(16))
        if suite == .sm4CTRWithHMACSM3 {
            let expected = self.tag(nonce: nonce, additionalData: additionalData, ciphertext: ciphertext)
            guard MessageAuthentication.areEqual(tag, expected) else { throw CryptoError(.notAuthentic) }
        }
        let context = try take(from: decryptors, encrypting: false)
        defer { decryptors.withLock { $0.idle.append(context) } }
        var good = EVP_CipherInit_ex(context, nil, nil, nil, initialVector(nonce), 0) == 1
        var length: Int32 = 0
        if suite == .aes256GCM {
            good = good && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, &tag) == 1
            good = good && EVP_CipherUpdate(context, nil, &length, additionalData, Int32(additionalData.count)) == 1
        }
        let plaintext = [UInt8](unsafeUninitializedCapacity: ciphertext.count + 16) { output, count in
            let updated = EVP_CipherUpdate(context, output.baseAddress, &length, ciphertext, Int32(ciphertext.count))
            good = good && updated == 1
            var last: Int32 = 0
            good = good && EVP_CipherFinal_ex(context, output.baseAddress?.advanced(by: Int(length)), &last) == 1
            count = ciphertext.count
        }
        guard good else { throw CryptoError(.notAuthentic) }
        return plaintext
    }

    private func initialVector(_ nonce: [UInt8]) -> [UInt8] {
        suite == .aes256GCM ? nonce : nonce + [0, 0, 0, 0]
    }

    private func tag(nonce: [UInt8], additionalData: [UInt8], ciphertext: [UInt8]) -> [UInt8] {
        let length = UInt32(additionalData.count)
        let prefix = [
            UInt8(length >> 24 & 255), UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255),
        ]
        return Array(
            MessageAuthentication.code(.sm3, key: authenticationKey, nonce, prefix, additionalData, ciphertext)
                .prefix(16))
    }

    private func take(from contexts: borrowing Mutex<Contexts>, encrypting: Bool) throws(CryptoError) -> OpaquePointer {
        if let context = contexts.withLock({ contexts in
            contexts.idle.popLast().map { Lent(pointer: $0) }
        }) {
            return context.pointer
        }
        guard let context = EVP_CIPHER_CTX_new() else { throw CryptoError(.unavailable) }
        let algorithm = suite == .aes256GCM ? EVP_aes_256_gcm() : EVP_sm4_ctr()
        guard EVP_CipherInit_ex(context, algorithm, nil, encryptionKey, nil, encrypting ? 1 : 0) == 1 else {
            EVP_CIPHER_CTX_free(context)
            throw CryptoError(.unavailable)
        }
        return context
    }

    private struct Lent: @unchecked Sendable { let pointer: OpaquePointer }
}
