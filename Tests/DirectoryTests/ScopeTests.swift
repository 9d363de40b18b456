import Cryptography
import Directory
import Storage
import TestSupport
import Testing
import WorkCalendar

@Suite struct ScopeTests {
    private static let codes = [
        "990120999999", "990121000000", "990121101000", "990121101201", "990121101202", "990121102000", "990121102201",
        "990121999999", "990122000000", "",
    ]

    private func scope(_ reach: AccessScope.Reach) -> AccessScope {
        AccessScope(viewer: .citizen(id: 1), reach: reach, permissions: [])
    }

    /// The division codes of rows that a scope reaches.
    private func reached(_ reach: AccessScope.Reach, in storage: any Storage) async throws -> [String] {
        let (sql, values) = scope(reach).condition(division: "division", people: ["person", "helper"])
        return try await storage.few(SQL("SELECT division FROM matter WHERE \(sql) ORDER BY division"), values) {
            try $0.text(0)
        }
    }

    private func withMatters(_ backend: Backend, _ body: (any Storage) async throws -> Void) async throws {
        try await withStorage(backend, []) { storage in
            try await storage.alter([
                "CREATE TABLE matter (division TEXT NOT NULL PRIMARY KEY, person BYTES NOT NULL, helper BYTES)"
            ])
            for (index, code) in ScopeTests.codes.enumerated() {
                let helper: SQLValue = index == 3 ? .bytes([9]) : .null
                try await storage.commit([
                    Statement(
                        "INSERT INTO matter (division, person, helper) VALUES (?, ?, ?)",
                        [.text(code), .bytes([UInt8(index)]), helper], expect: .rows(1))
                ])
            }
            try await body(storage)
        }
    }

    @Test(arguments: Backend.available)
    func `no row outside the viewer's divisions is reached`(backend: Backend) async throws {
        try await withMatters(backend) { storage in
            let county = try await reached(.county, in: storage)
            #expect(county.count == ScopeTests.codes.count)
            let town = try await reached(.divisions(["990121101000"]), in: storage)
            #expect(town == ["990121101000", "990121101201", "990121101202"])
            let village = try await reached(.divisions(["990121101201"]), in: storage)
            #expect(village == ["990121101201"])
            let whole = try await reached(.divisions(["990121000000"]), in: storage)
            #expect(whole == ScopeTests.codes.filter { $0.hasPrefix("990121") })
            let two = try await reached(.divisions(["990121101201", "990121102000"]), in: storage)
            #expect(two == ["990121101201", "990121102000", "990121102201"])
            let none = try await reached(.divisions([]), in: storage)
            #expect(none == [])
        }
    }

    @Test(arguments: Backend.available)
    func `a citizen reaches what concerns the own people only`(backend: Backend) async throws {
        try await withMatters(backend) { storage in
            let value1 = try await reached(.people([SubjectKey(bytes: [2])]), in: storage)
            #expect(value1 == ["990121101000"])
            let value2 = try await reached(.people([SubjectKey(bytes: [9])]), in: storage)
            #expect(value2 == ["", "990121101201"])
            let value3 = try await reached(.people([]), in: storage)
            #expect(value3 == [])
            #expect(scope(.people([SubjectKey(bytes: [2])])).condition(division: "d", people: []).sql == "1 = 0")
        }
    }

    @Test func `an official who is switched off may do nothing`() {
        let official = Official(
            id: 1, account: "li", name: "李", department: "education", post: "clerk", divisions: [],
            permissions: [.readCases], isActive: false)
        #expect(official.scope.permissions.isEmpty)
    }

    @Test func `a list of officials shows one's own department unless one manages the directory`() async throws {
        try await withDirectory(.sqlite) { world in
            try await world.hire("li")
            try await world.directory.install(
                account: "wang", name: "王", department: "health", post: "clerk", divisions: [], password: "x")
            let own = AccessScope(
                viewer: .official(id: 1, post: "clerk", department: "health"), reach: .county, permissions: [])
            let value4 = try await world.directory.officials(in: own).map(\.account)
            #expect(value4 == ["wang"])
            let manager = AccessScope(
                viewer: .official(id: 1, post: "it", department: "data"), reach: .county,
                permissions: [.manageDirectory])
            let value5 = try await world.directory.officials(in: manager).map(\.account)
            #expect(value5 == ["li", "wang"])
            #expect(try await world.directory.officials(in: scope(.people([]))).isEmpty)
        }
    }
}

@Suite struct DelegationTests {
    @Test(arguments: Backend.available)
    func `a delegation holds from its first day to its last, for its service, until it is ended`(
        backend: Backend
    ) async throws {
        try await withDirectory(backend) { world in
            let from = try #require(CivilDate(iso: "2026-08-03"))
            let child = SubjectKey(bytes: Array(repeating: 3, count: 16))
            let (made, statement) = world.directory.granting(
                principal: child, agent: 42, kind: .relative, proof: .signedSheet, proofReference: "S-1",
                service: "new-pupil-enrolment", from: from, until: from.adding(days: 30))
            try await world.storage.commit([statement])
            func holds(_ days: Int, service: String = "new-pupil-enrolment", agent: Int64 = 42) async throws -> Bool {
                try await world.directory.delegation(
                    of: agent, for: child, service: service, on: from.adding(days: days)) != nil
            }
            #expect(try await !holds(-1))
            #expect(try await holds(0))
            #expect(try await holds(30))
            #expect(try await !holds(31))
            #expect(try await !holds(0, service: "another"))
            #expect(try await !holds(0, agent: 43))
            let value6 = try await world.directory.delegations(of: 42, on: from).map(\.id)
            #expect(value6 == [made.id])
            try await world.storage.commit([world.directory.ending(made.id, now: 1)])
            #expect(try await !holds(0))
            await #expect(throws: StorageError.self) {
                try await world.storage.commit([world.directory.ending(made.id, now: 2)])
            }
        }
    }

    @Test func `a guardian's right is for every service`() async throws {
        try await withDirectory(.sqlite) { world in
            let from = try #require(CivilDate(iso: "2026-08-03"))
            let child = SubjectKey(bytes: Array(repeating: 3, count: 16))
            let (made, statement) = world.directory.granting(
                principal: child, agent: 42, kind: .guardian, proof: .register, proofReference: "r", service: nil,
                from: from, until: from.adding(years: 12))
            try await world.storage.commit([statement])
            let found = try await world.directory.delegation(of: 42, for: child, service: "anything", on: from)
            #expect(found == made)
        }
    }
}
