import Directory
import Storage
import TestSupport
import Testing

@Suite struct SessionTests {
    private func citizen(_ world: DirectoryWorld) async throws -> Citizen {
        try await world.directory.admit(
            VerifiedPerson(
                idNumber: TestPeople.number("19900314", 12), name: "赵一", phone: nil, assurance: .verified),
            provider: "counter", now: world.clock.now())
    }

    @Test(arguments: Backend.available)
    func `a session lasts while it is used and ends after half an hour without`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let token = try await world.sessions.open(.citizen(try await citizen(world)), now: world.clock.now())
            for _ in 0..<4 {
                world.clock.advance(seconds: 29 * 60)
                let value1 = try await world.sessions.session(token: token, now: world.clock.now())
                #expect(value1 != nil)
            }
            world.clock.advance(seconds: 30 * 60)
            let value2 = try await world.sessions.session(token: token, now: world.clock.now())
            #expect(value2 == nil)
        }
    }

    @Test(arguments: Backend.available)
    func `a session that is used all day ends after ten hours`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let token = try await world.sessions.open(.citizen(try await citizen(world)), now: world.clock.now())
            for _ in 0..<29 {
                world.clock.advance(seconds: 20 * 60)
                let value3 = try await world.sessions.session(token: token, now: world.clock.now())
                #expect(value3 != nil)
            }
            world.clock.advance(seconds: 20 * 60)
            let value4 = try await world.sessions.session(token: token, now: world.clock.now())
            #expect(value4 == nil)
        }
    }

    @Test(arguments: Backend.available)
    func `another node sees that a session is used, and its idle time counts from there`(
        backend: Backend
    ) async throws {
        try await withDirectory(backend) { world in
            let other = SessionStore(storage: world.storage, directory: world.directory)
            let token = try await world.sessions.open(.citizen(try await citizen(world)), now: world.clock.now())
            for _ in 0..<4 {
                world.clock.advance(seconds: 14 * 60)
                let value5 = try await world.sessions.session(token: token, now: world.clock.now())
                #expect(value5 != nil)
            }
            let value6 = try await other.session(token: token, now: world.clock.now())
            #expect(value6 != nil)
        }
    }

    @Test(arguments: Backend.available)
    func `a closed session is over at once, and elsewhere within fifteen seconds`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let other = SessionStore(storage: world.storage, directory: world.directory)
            let token = try await world.sessions.open(.citizen(try await citizen(world)), now: world.clock.now())
            let value7 = try await other.session(token: token, now: world.clock.now())
            #expect(value7 != nil)
            try await world.sessions.close(token: token)
            let value8 = try await world.sessions.session(token: token, now: world.clock.now())
            #expect(value8 == nil)
            world.clock.advance(seconds: 15)
            let value9 = try await other.session(token: token, now: world.clock.now())
            #expect(value9 == nil)
        }
    }

    @Test(arguments: Backend.available)
    func `closing all sessions of one person leaves the others`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            try await world.hire()
            let official = try await world.signIn()
            let citizen = try await citizen(world)
            let first = try await world.sessions.open(.citizen(citizen), now: world.clock.now())
            let second = try await world.sessions.open(.citizen(citizen), now: world.clock.now())
            let kept = try await world.sessions.open(.official(official), now: world.clock.now())
            try await world.sessions.closeAll(of: .citizen(citizen))
            let value10 = try await world.sessions.session(token: first, now: world.clock.now())
            #expect(value10 == nil)
            let value11 = try await world.sessions.session(token: second, now: world.clock.now())
            #expect(value11 == nil)
            let value12 = try await world.sessions.session(token: kept, now: world.clock.now())
            #expect(value12 != nil)
        }
    }

    @Test(arguments: Backend.available)
    func `an official who is switched off or moved to another post loses the old rights within fifteen seconds`(
        backend: Backend
    ) async throws {
        try await withDirectory(backend) { world in
            try await world.hire()
            let token = try await world.sessions.open(.official(try await world.signIn()), now: world.clock.now())
            try await world.storage.commit([
                Statement("UPDATE post SET permissions = 'case.read'", [], expect: .rows(1))
            ])
            world.clock.advance(seconds: 15)
            let session = try #require(try await world.sessions.session(token: token, now: world.clock.now()))
            guard case .official(let official) = session.principal else {
                Issue.record("not an official")
                return
            }
            #expect(official.permissions == [.readCases])
            try await world.storage.commit([Statement("UPDATE official SET is_active = 0", [], expect: .rows(1))])
            world.clock.advance(seconds: 15)
            let value13 = try await world.sessions.session(token: token, now: world.clock.now())
            #expect(value13 == nil)
        }
    }

    @Test func `tokens that were never given are no sessions`() async throws {
        try await withDirectory(.sqlite) { world in
            for token in ["", "short", String(repeating: "A", count: 32), String(repeating: "x", count: 100_000)] {
                let value14 = try await world.sessions.session(token: token, now: world.clock.now())
                #expect(value14 == nil)
            }
        }
    }

    @Test(arguments: Backend.available)
    func `the database holds a hash of the token, and purging removes what has ended`(backend: Backend) async throws {
        try await withDatabase(backend) { database in
            let storage = try await database.open()
            try await Migrations(DirectoryWorld.modules).apply(to: storage, now: 0)
            let world = try DirectoryWorld(storage: storage)
            let token = try await world.sessions.open(.citizen(try await citizen(world)), now: world.clock.now())
            let bytes = try await database.storedBytes(tables: ["session"], storage: storage)
            #expect(!Bytes.contain(token, in: bytes))
            try await world.sessions.purge(now: world.clock.now())
            let value15 = try await world.count("SELECT COUNT(*) FROM session")
            #expect(value15 == 1)
            world.clock.advance(seconds: 3600)
            try await world.sessions.purge(now: world.clock.now())
            let value16 = try await world.count("SELECT COUNT(*) FROM session")
            #expect(value16 == 0)
            await storage.close()
        }
    }

    @Test func `two sessions of one person have form keys of their own`() async throws {
        try await withDirectory(.sqlite) { world in
            let citizen = try await citizen(world)
            let now = world.clock.now()
            let first = try await world.sessions.open(.citizen(citizen), now: now)
            let second = try await world.sessions.open(.citizen(citizen), now: now)
            let keys = try await [first, second].asyncMap {
                try await world.sessions.session(token: $0, now: now)?.formKey
            }
            #expect(keys[0] != nil)
            #expect(keys[0] != keys[1])
        }
    }

    @Test(arguments: Backend.available)
    func `two first sign-ins of one person at once make one citizen`(backend: Backend) async throws {
        try await withDirectory(backend) { world in
            let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<4 { group.addTask { try await citizen(world).id } }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            let value17 = try await world.count("SELECT COUNT(*) FROM citizen")
            #expect(value17 == 1)
        }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
