import Directory
import Storage
import TestSupport
import Testing

@Suite struct ActivationTests {
    private let number = TestPeople.number("19900314", 12)

    private func issue(_ world: DirectoryWorld, to number: String? = nil) async throws -> String {
        try await world.hire()
        let clerk = try await world.signIn()
        return try await world.directory.issueActivationCode(
            idNumber: number ?? self.number, name: "赵一", phone: "19900000001", by: clerk, journal: world.journal,
            now: world.clock.now())
    }

    private func redeem(_ world: DirectoryWorld, _ code: String, number: String? = nil) async -> DirectoryError.Code? {
        await directoryCode {
            _ = try await world.directory.redeemActivationCode(
                idNumber: number ?? self.number, code: code, now: world.clock.now())
        }
    }

    @Test(arguments: Backend.available)
    func `a code works once and gives the person whom the clerk checked`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let code = try await issue(world)
            #expect(code.count == 8)
            let person = try await world.directory.redeemActivationCode(
                idNumber: number.lowercased(), code: code, now: world.clock.now())
            #expect(person.idNumber == number)
            #expect(person.name == "赵一")
            #expect(person.phone == "19900000001")
            #expect(person.assurance == .verified)
            #expect(await redeem(world, code) == .wrongActivationCode)
            #expect(try await world.count("SELECT COUNT(*) FROM receipt WHERE type = 'activation.issued'") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `a code used twice at the same moment works once`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let code = try await issue(world)
            let outcomes = await withTaskGroup(of: DirectoryError.Code?.self) { group in
                for _ in 0..<4 { group.addTask { await redeem(world, code) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .wrongActivationCode } == 3)
        }
    }

    @Test(arguments: Backend.available)
    func `a code is good for seventy-two hours`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let code = try await issue(world)
            world.clock.advance(seconds: 72 * 3600)
            #expect(await redeem(world, code) == .wrongActivationCode)
            world.clock.advance(seconds: -1)
            #expect(await redeem(world, code) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func `five wrong tries use a code up, the right one too`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let code = try await issue(world)
            let wrong = code == "00000000" ? "11111111" : "00000000"
            for _ in 1...5 { #expect(await redeem(world, wrong) == .wrongActivationCode) }
            #expect(await redeem(world, code) == .wrongActivationCode)
        }
    }

    @Test func `four wrong tries leave the code usable`() async throws {
        try await withDirectory(.sqlite) { world in
            let code = try await issue(world)
            let wrong = code == "00000000" ? "11111111" : "00000000"
            for _ in 1...4 { _ = await redeem(world, wrong) }
            #expect(await redeem(world, code) == nil)
        }
    }

    @Test func `letters that look like digits, small letters, spaces and hyphens are read as meant`() async throws {
        try await withDirectory(.sqlite) { world in
            let code = try await issue(world)
            #expect(!code.contains { "ILOU".contains($0) })
            let typed = code.replacing("0", with: "O").replacing("1", with: "l").lowercased()
            #expect(await redeem(world, " \(typed.prefix(4))-\(typed.suffix(4))　") == nil)
        }
    }

    @Test func `a code belongs to one person only`() async throws {
        try await withDirectory(.sqlite) { world in
            let code = try await issue(world)
            let other = TestPeople.number("19880202", 7)
            #expect(await redeem(world, code, number: other) == .wrongActivationCode)
            #expect(await redeem(world, code, number: TestPeople.broken(number)) == .malformedIdentity)
            #expect(await redeem(world, code) == nil)
        }
    }

    @Test func `a newer code takes the place of an older one`() async throws {
        try await withDirectory(.sqlite) { world in
            let first = try await issue(world)
            let second = try await issue(world)
            #expect(await redeem(world, first) == .wrongActivationCode)
            #expect(await redeem(world, second) == nil)
        }
    }

    @Test func `no code is made for a number whose check character is wrong`() async throws {
        try await withDirectory(.sqlite) { world in
            let code = await directoryCode { _ = try await issue(world, to: TestPeople.broken(number)) }
            #expect(code == .malformedIdentity)
        }
    }

    @Test(arguments: Backend.available)
    func `neither code, name, number nor phone lies in the database in clear`(backend: Backend) async throws {
        try await withDatabase(backend) { database in
            let storage = try await database.open()
            try await Migrations(DirectoryWorld.modules).apply(to: storage, now: 0)
            let world = try DirectoryWorld(storage: storage)
            let code = try await issue(world)
            _ = try await world.directory.admit(
                VerifiedPerson(idNumber: number, name: "赵一一", phone: "19900000001", assurance: .verified),
                provider: "counter", now: world.clock.now())
            let bytes = try await database.storedBytes(
                tables: ["activation_code", "citizen", "receipt", "journal_leaf", "official"], storage: storage)
            #expect(Bytes.contain("enrolment-clerk", in: bytes), "the search itself works")
            for planted in [code, number, "赵一", "19900000001"] { #expect(!Bytes.contain(planted, in: bytes)) }
            await storage.close()
        }
    }
}
