import Cryptography
import Diagnostics
import Directory
import Journal
import Storage
import TestSupport

/// A directory in a database, on a clock that the test moves.
struct DirectoryWorld {
    let storage: any Storage
    let clock: TestClock
    let keyring: Keyring
    let directory: DirectoryStore
    let sessions: SessionStore
    let journal: Journal

    init(storage: any Storage) throws {
        self.storage = storage
        let clock = TestClock()
        self.clock = clock
        let identifiers = IdentifierSource(clock: clock)
        keyring = try TestKeys.keyring()
        directory = DirectoryStore(storage: storage, keyring: keyring, identifiers: identifiers)
        sessions = SessionStore(storage: storage, directory: directory)
        journal = Journal(identifiers: identifiers)
    }

    static let password = "correct horse 电池"

    /// Installs a department, a post and an official who holds it.
    func hire(_ account: String = "li", post: String = "enrolment-clerk", divisions: [String] = []) async throws {
        try await directory.install(
            departments: [Department(code: "education", name: Text(zh: "教育体育局", en: "Education"), level: "county")],
            posts: [
                Post(
                    code: post, name: Text(zh: "招生岗", en: "Enrolment"), department: "education",
                    permissions: [.readCases, .reviewCases])
            ])
        try await directory.install(
            account: account, name: "李老师", department: "education", post: post, divisions: divisions,
            password: DirectoryWorld.password)
    }

    func signIn(_ account: String = "li", _ password: String = DirectoryWorld.password) async throws -> Official {
        try await directory.signIn(account: account, password: password, journal: journal, now: clock.now())
    }

    /// The code a sign-in is refused with.
    func refusal(_ account: String = "li", _ password: String = "wrong") async -> DirectoryError.Code? {
        do {
            _ = try await signIn(account, password)
            return nil
        } catch {
            return (error as? DirectoryError)?.code
        }
    }

    func count(_ sql: SQL) async throws -> Int { try await storage.point(sql) { try $0.int(0) } ?? 0 }
}

func withDirectory(_ backend: Backend, _ body: (DirectoryWorld) async throws -> Void) async throws {
    try await withStorage(backend, [Journal.migrations, DirectoryTables.migrations]) { storage in
        try await body(try DirectoryWorld(storage: storage))
    }
}

/// The code that an expression is refused with.
func directoryCode(_ body: () async throws -> Void) async -> DirectoryError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? DirectoryError)?.code
    }
}

extension DirectoryWorld {
    static var modules: [ModuleMigrations] { [Journal.migrations, DirectoryTables.migrations] }
}
