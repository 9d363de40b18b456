import Cryptography
import Directory
import Storage
import TestSupport
import Testing

@Suite struct SignInTests {
    @Test(arguments: Backend.available)
    func `an official signs in with the post's permissions and the journal says so`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            try await world.hire(divisions: ["990121101000"])
            let official = try await world.signIn()
            #expect(official.permissions == [.readCases, .reviewCases])
            #expect(official.divisions == ["990121101000"])
            #expect(try await world.count("SELECT COUNT(*) FROM receipt WHERE type = 'official.signed-in'") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `five wrong passwords lock the account, and time opens it again`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            try await world.hire()
            for _ in 1...4 { #expect(await world.refusal() == .wrongCredentials) }
            #expect(await world.refusal() == .locked)
            // The right password does not help now, and the lock is in the journal once.
            #expect(await world.refusal("li", DirectoryWorld.password) == .locked)
            #expect(try await world.count("SELECT COUNT(*) FROM receipt WHERE type = 'official.locked'") == 1)
            world.clock.advance(seconds: 15 * 60 - 1)
            #expect(await world.refusal("li", DirectoryWorld.password) == .locked)
            world.clock.advance(seconds: 2)
            _ = try await world.signIn()
            // A success forgets the wrong tries.
            #expect(await world.refusal() == .wrongCredentials)
        }
    }

    @Test(arguments: Backend.available)
    func `wrong tries of one account do not lock another`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            try await world.hire("li")
            try await world.hire("wang")
            for _ in 1...5 { _ = await world.refusal("li") }
            #expect(try await world.signIn("wang").account == "wang")
        }
    }

    @Test func `an unknown account takes a hash too and is refused in the same words`() async throws {
        try await withDirectory(.sqlite) { world in
            try await world.hire()
            let clock = ContinuousClock()
            let known = await clock.measure { #expect(await world.refusal("li") == .wrongCredentials) }
            let unknown = await clock.measure { #expect(await world.refusal("nobody") == .wrongCredentials) }
            // Without the decoy an unknown account is answered a hundred times faster.
            #expect(unknown > known / 8, "\(unknown) against \(known)")
        }
    }

    @Test(arguments: Backend.available)
    func `an account that was switched off is refused, with the right password too`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            try await world.hire()
            try await world.storage.commit([Statement("UPDATE official SET is_active = 0", [], expect: .rows(1))])
            #expect(await world.refusal("li", DirectoryWorld.password) == .inactive)
            // Whoever does not know the password is not told that the account exists.
            #expect(await world.refusal("li", "wrong") == .wrongCredentials)
        }
    }

    @Test func `installing an account again keeps its password and changes its post`() async throws {
        try await withDirectory(.sqlite) { world in
            try await world.hire()
            try await world.directory.install(
                account: "li", name: "李老师", department: "health", post: "clerk", divisions: [], password: "another")
            #expect(try await world.signIn().department == "health")
            #expect(await world.refusal("li", "another") == .wrongCredentials)
        }
    }

    @Test func `a stored password is not the password`() async throws {
        try await withDirectory(.sqlite) { world in
            try await world.hire()
            let stored = try await world.storage.point("SELECT password FROM official") { try $0.text(0) } ?? ""
            #expect(stored.hasPrefix("scrypt$"))
            #expect(!stored.contains("horse"))
        }
    }
}
