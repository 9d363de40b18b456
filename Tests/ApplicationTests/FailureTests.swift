import Application
import CountySupport
import Cryptography
import Diagnostics
import Foundation
import Logging
import Registers
import Storage
import Telemetry
import TestSupport
import Testing

/// What commands say when they fail.
@Suite struct `Failed commands` {
    private static func hasChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    private static let known: [(error: any Error, code: String)] = [
        (StorageError.misconfigured("synchronous_commit is off"), "storage.misconfigured"),
        (StorageError.unavailable("cannot connect to PostgreSQL"), "storage.unavailable"),
        (StorageError.damaged("page 5"), "storage.damaged"),
        (StorageError.migrationRefused("jobs 99 is not known to this program"), "storage.migration-refused"),
        (LockFile.Failure.held(by: nil), "lock.held"),
        (LockFile.Failure.unreadable(path: "/data/yiwang.lock", errno: 13), "lock.unreadable"),
        (LocalSocketClient.Failure.unreachable, "command.unreachable"),
        (LocalSocketClient.Failure.broken, "command.broken-off"),
        (AddressFailure(.inUse, address: "127.0.0.1:80", number: 98), "listen.in-use"),
        (AddressFailure(.notHere, address: "10.0.0.1:80", number: 99), "listen.not-here"),
        (AddressFailure(.notPermitted, address: "127.0.0.1:80", number: 13), "listen.not-permitted"),
        (AddressFailure(.refused, address: "127.0.0.1:80", number: 24), "listen.refused"),
        (PathFailure(.missing, "/x"), "path.missing"),
        (PathFailure(errno: EACCES, path: "/x"), "path.not-permitted"),
        (PathFailure(errno: EEXIST, path: "/x"), "path.occupied"),
        (PathFailure(CocoaError(.fileWriteOutOfSpace)), "path.disk-full"),
        (CocoaError(.fileReadCorruptFile), "path.unreadable"),
        (CocoaError(.fileWriteUnknown), "path.unwritable"),
        (CryptoError(.missingKey), "crypto.key.missing"),
        (CancellationError(), "command.cancelled"),
        (SomethingElse(), "command.failed"), (RehearsalRefused(), "serve.rehearsal-needs-copy"),
        (
            RegisterStore.MigrationRefused(register: "person", reasons: ["name: text → number"]),
            "register.migration-refused"
        ),
        (SeedRefusal.profile, "county.profile-unknown"),
        (SeedRefusal.people, "county.people-out-of-range"),
        (SeedRefusal.notEmpty, "county.not-empty"),
    ]

    private struct SomethingElse: Error {}

    @Test func `each failure is one line in the language asked for, with its code`() {
        for (error, code) in Self.known {
            let chinese = CommandFailure.lines(error, isChinese: true)
            let english = CommandFailure.lines(error, isChinese: false)
            #expect(chinese.count == 1 && english.count == 1)
            #expect(chinese[0].hasSuffix(" [\(code)]"), "\(chinese)")
            #expect(english[0].hasSuffix(" [\(code)]"), "\(english)")
            #expect(Self.hasChinese(chinese[0]) && !Self.hasChinese(english[0]), "\(code)")
        }
    }

    @Test func `findings in files are one line each, with the place and the remedy`() {
        let finding = Diagnostic(
            .error, code: "county.unreadable", message: Text(zh: "不能用", en: "cannot be used"),
            hint: Text(zh: "检查设置", en: "check the setting"))
        let line = CommandFailure.line(finding.inFile("county.yaml"), isChinese: true)
        #expect(line.hasPrefix("county.yaml"))
        #expect(line.contains("不能用 [county.unreadable]") && line.hasSuffix("→ 检查设置"))
        let nowhere = FileManager.default.temporaryDirectory.appendingPathComponent("yw-none-\(UUID().uuidString)")
        let error = #expect(throws: CountyProfile.Unusable.self) { _ = try CountyProfile(folder: nowhere) }
        let lines = error.map { CommandFailure.lines($0, isChinese: false) } ?? []
        #expect(lines.contains { $0.contains("[county.unreadable]") }, "\(lines)")
    }

    @Test(arguments: [
        (["serve"], "zh_CN.UTF-8", true), (["serve"], "C", false), (["serve", "--lang", "zh"], "C", true),
        (["serve", "--lang=zh"], "C", true), (["serve", "--lang", "en"], "zh_CN.UTF-8", false),
        (["--lang"], "C", false),
    ])
    func `the language is the option's, else the environment's`(
        arguments: [String], environment: String, isChinese: Bool
    ) {
        #expect(
            CommandLanguage.isChinese(arguments: arguments, environment: ["LANG": environment]) == isChinese)
    }

    // MARK: Files

    private func configuration(data: URL) throws -> Configuration {
        let empty = FileManager.default.temporaryDirectory.appendingPathComponent("yw-empty-\(UUID().uuidString).yaml")
        try Data().write(to: empty)
        defer { try? FileManager.default.removeItem(at: empty) }
        return Configuration.load(
            file: empty.path, environment: [:], flags: ["data": data.path, "share": Repository.root.path]
        ).configuration
    }

    private func line(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return CommandFailure.lines(error, isChinese: true).joined()
        }
    }

    @Test func `a file or folder that cannot be used is named, with the reason`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yw-path-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("file")
        try Data("x".utf8).write(to: file)
        let missing = folder.appendingPathComponent("rule.dmn")
        let unread = line { _ = try Data(contentsOf: missing) }
        #expect(unread.contains(missing.path) && unread.hasSuffix("[path.missing]"), "\(unread)")
        let unreadable = line { _ = try Data(contentsOf: folder) }
        #expect(unreadable.hasSuffix("[path.unreadable]"), "\(unreadable)")
        let taken = try configuration(data: file)
        let occupied = line { try StorageOpening.makeDataFolder(taken) }
        #expect(occupied.contains(file.path) && occupied.hasSuffix("[path.occupied]"), "\(occupied)")
        let below = try configuration(data: file.appendingPathComponent("data"))
        let unwritable = line { try StorageOpening.makeDataFolder(below) }
        #expect(unwritable.hasSuffix("[path.unwritable]"), "\(unwritable)")
        let nowhere = try configuration(data: folder.appendingPathComponent("mistyped"))
        await #expect(throws: PathFailure.self) { _ = try await StorageOpening.openExisting(nowhere) }
        let uncopied = line { _ = try Backup(configuration: nowhere).run(into: missing, withKeys: false, now: 0) }
        #expect(uncopied.hasSuffix("[backup.nothing-there]"), "\(uncopied)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
    }

    // MARK: The address

    @Test func `an address that is taken is said, and what is broken off then counts as no failure`() async throws {
        try await withCounty { county in
            let taken = try TakenPort()
            defer { taken.end() }
            await county.system.storage.close()
            let system = try await CountySystem.open(
                try County.configuration(county.database, flags: ["listen": "127.0.0.1:\(taken.port)"]))
            let log = LogOutput.memory()
            let server = CountyServer(
                system: system,
                logger: Logger(label: "yiwang") { JSONLogHandler(label: $0, level: .debug, output: log) })
            let error = await #expect(throws: AddressFailure.self) { try await server.run { _ in } }
            await system.storage.close()
            #expect(error?.code == .inUse)
            #expect(error?.address == "127.0.0.1:\(taken.port)")
            #expect(!log.lines.contains { $0.contains("background work failed") }, "\(log.lines)")
        }
    }

    // MARK: Background work

    @Test func `a query that was broken off with its task is no failure; any other is counted and tried again`() async {
        let metrics = MetricRegistry()
        let log = LogOutput.memory()
        let rounds = Rounds(
            metrics: metrics, logger: Logger(label: "test") { JSONLogHandler(label: $0, level: .debug, output: log) })
        let count = Shared(0)
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let task = Task {
            await rounds.every(.zero, "imports") {
                let round = count.change { count in
                    count += 1
                    return count
                }
                if round == 1 { throw StorageError.full }
                // The server gave up by itself: nobody has cancelled anything.
                if round == 2 { throw StorageError.cancelled }
                if round == 3 { throw CancellationError() }
                beginning.yield()
                while !Task.isCancelled { await Task.yield() }
                throw StorageError.cancelled
            }
        }
        for await _ in began { break }
        task.cancel()
        await task.value
        #expect(metrics.exposition().contains("yiwang_background_failures_total{kind=\"imports\"} 3"))
        #expect(log.lines.count == 3)
    }

    @Test func `the time of a line is UTC and says so`() throws {
        let log = LogOutput.memory()
        Logger(label: "test") { JSONLogHandler(label: $0, level: .debug, output: log) }.info("hello")
        let line = try #require(log.lines.first)
        #expect(line.firstMatch(of: /"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/) != nil, "\(line)")
    }
}

/// A port of loopback that somebody listens on.
private struct TakenPort {
    let port: UInt16
    private let descriptor: Int32

    struct NoSocket: Error {}

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, size) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, pointer, &size) == 0
            }
        }
        guard listener >= 0, bound else { throw NoSocket() }
        descriptor = listener
        port = UInt16(bigEndian: address.sin_port)
    }

    func end() { close(descriptor) }
}
