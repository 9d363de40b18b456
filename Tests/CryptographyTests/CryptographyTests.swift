import Cryptography
import Testing

@Suite struct `Cryptography` {
    static func ring(_ suite: SealSuite, id: UInt16 = 1, fill: UInt8 = 7) throws -> Keyring {
        try Keyring(
            keys: [Keyring.Key(id: id, suite: suite, master: [UInt8](repeating: fill, count: 32))],
            indexMaster: [UInt8](repeating: 9, count: 32))
    }

    @Test func `the digests give the standards' values for abc`() {
        #expect(
            Hexadecimal.encoded(Digest.sha256.hash(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hexadecimal.encoded(Digest.sm3.hash(Array("abc".utf8)))
                == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    }

    @Test(arguments: Digest.allCases) func `a context gives what single calls give, however often it is used`(
        digest: Digest
    ) {
        let context = DigestContext(digest)
        for length in [0, 1, 55, 56, 63, 64, 65, 1_000, 3] {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(context.hash(bytes) == digest.hash(bytes))
        }
    }

    @Test func `a blind index is the keyed hash of domain and value`() async throws {
        let ring = try Self.ring(.aes256GCM)
        let key = MessageAuthentication.derivedKey(
            from: [UInt8](repeating: 9, count: 32), label: "yiwang blind index")
        func expected(_ value: String, _ domain: String) -> [UInt8] {
            Array(MessageAuthentication.code(key: key, Array(domain.utf8), [0], Array(value.utf8)).prefix(16))
        }
        await withTaskGroup(of: Void.self) { group in
            for lane in 0..<8 {
                group.addTask {
                    for index in 0..<200 {
                        let value = index == 0 ? "" : String(repeating: "松", count: index % 40) + "\(lane)-\(index)"
                        #expect(ring.blindIndex(value, domain: "id_number") == expected(value, "id_number"))
                        #expect(ring.blindIndex(value, domain: "") == expected(value, ""))
                    }
                }
            }
        }
    }

    @Test(arguments: SealSuite.allCases) func `a sealed value opens where it was sealed`(suite: SealSuite) throws {
        let ring = try Self.ring(suite)
        let place = SealContext("reg_base_person.name")
        for length in [0, 1, 15, 16, 17, 300] {
            let plaintext = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
            let sealed = try ring.seal(plaintext, in: place, row: 42)
            #expect(try ring.open(sealed, in: place, row: 42) == plaintext)
            #expect(try ring.seal(plaintext, in: place, row: 42) != sealed, "a nonce is never used twice")
        }
    }

    @Test(arguments: SealSuite.allCases) func `a value moved to another row or column does not open`(
        suite: SealSuite
    ) throws {
        let ring = try Self.ring(suite)
        let sealed = try ring.seal(Array("张三".utf8), in: SealContext("a.name"), row: 1)
        #expect(throws: CryptoError(.notAuthentic)) { try ring.open(sealed, in: SealContext("a.name"), row: 2) }
        #expect(throws: CryptoError(.notAuthentic)) { try ring.open(sealed, in: SealContext("a.phone"), row: 1) }
    }

    @Test(arguments: SealSuite.allCases) func `every altered byte is noticed`(suite: SealSuite) throws {
        let ring = try Self.ring(suite)
        let place = SealContext("a.b")
        let sealed = try ring.seal(Array("零零柒".utf8), in: place, row: 1)
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 1
            #expect(throws: CryptoError.self) { try ring.open(altered, in: place, row: 1) }
        }
        for length in sealed.indices {
            #expect(throws: CryptoError.self) { try ring.open(Array(sealed.prefix(length)), in: place, row: 1) }
        }
    }

    @Test func `a value sealed by an older key opens after the key has changed`() throws {
        let old = try Self.ring(.aes256GCM)
        let sealed = try old.seal([1, 2, 3], in: SealContext("a.b"), row: 5)
        let both = try Keyring(
            keys: [
                .init(id: 1, suite: .aes256GCM, master: [UInt8](repeating: 7, count: 32)),
                .init(id: 2, suite: .sm4CTRWithHMACSM3, master: [UInt8](repeating: 8, count: 32)),
            ], indexMaster: [UInt8](repeating: 9, count: 32))
        #expect(try both.open(sealed, in: SealContext("a.b"), row: 5) == [1, 2, 3])
        #expect(throws: CryptoError(.unknownKey)) {
            try old.open(try both.seal([1], in: SealContext("a.b"), row: 1), in: SealContext("a.b"), row: 1)
        }
    }

    @Test func `a blind index is equal within a domain only`() throws {
        let ring = try Self.ring(.aes256GCM)
        #expect(ring.blindIndex("990121", domain: "id") == ring.blindIndex("990121", domain: "id"))
        #expect(ring.blindIndex("990121", domain: "id") != ring.blindIndex("990121", domain: "phone"))
        #expect(ring.blindIndex("990121", domain: "id").count == 16)
    }

    @Test func `a generated key file makes a ring and a damaged one is refused`() throws {
        let text = try KeyFile.generate(suite: .sm4CTRWithHMACSM3)
        let ring = try KeyFile.keyring(from: text)
        #expect(try ring.open(ring.seal([1], in: SealContext("a"), row: 0), in: SealContext("a"), row: 0) == [1])
        for damaged in ["", "seal 1 none AAAA", "index AA", text + "index AAAA\n", text + "hello\n"] {
            #expect(throws: CryptoError(.malformedKey)) { try KeyFile.keyring(from: damaged) }
        }
    }

    @Test func `a password matches itself alone`() throws {
        let hash = try PasswordHash(hashing: "松禾-2026", costExponent: 10)
        #expect(hash.matches("松禾-2026"))
        #expect(!hash.matches("松禾-2025"))
        #expect(!PasswordHash(stored: "scrypt$99$8$1$AA$AA").matches("松禾-2026"), "a hostile cost is refused")
    }

    @Test func `base64url and hexadecimal come back`() throws {
        for length in 0..<40 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Base64URL.decoded(Base64URL.encoded(bytes)) == bytes)
            #expect(Hexadecimal.decoded(Hexadecimal.encoded(bytes)) == bytes)
        }
        #expect(Base64URL.decoded("a+b") == nil)
    }

    @Test func `readable codes use the alphabet without look-alikes`() throws {
        let code = try SecureRandom.shared.readableCode(200)
        #expect(code.count == 200)
        #expect(!code.contains { "ILOU".contains($0) })
    }
}
