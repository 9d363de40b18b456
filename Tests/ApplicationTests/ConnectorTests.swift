import Application
import CountySupport
import Diagnostics
import Foundation
import JSONTree
import Logging
import Portal
import Storage
import Synchronization
import TestSupport
import Testing
import Workflow

/// Interfaces of other systems that processes may call.
@Suite struct `Connectors to other systems` {
    @Test func `a file says where they are, and what cannot be used is named`() throws {
        let text = """
            connectors:
              cases: {url: "https://example.gov.cn/api/cases", secret: CASES_TOKEN}
              local: {url: "http://127.0.0.1:9/x"}
              plain: {url: "http://example.gov.cn/x"}
              nowhere: {url: "not an address"}
              silent: {url: "https://example.gov.cn/x", secret: MISSING}
            """
        let (handlers, diagnostics) = Connectors.read(
            Array(text.utf8), file: "connectors.yaml", environment: ["CASES_TOKEN": "s3cret"])
        #expect(handlers.map(\.name) == ["connector.cases", "connector.local"])
        #expect(diagnostics.map(\.code) == ["connector.url", "connector.url", "connector.secret"])
        for finding in diagnostics {
            #expect(!finding.message.zh.isEmpty && finding.hint != nil && !finding.message.en.contains("s3cret"))
        }
        #expect(!Connectors.read(Array("connectors: [".utf8), file: "c", environment: [:]).diagnostics.isEmpty)
    }

    @Test func `a call goes out as JSON with its key and its secret, and the answer comes back`() async throws {
        let server = try OneShotServer(["HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"])
        let connector = Connector(location: server.url, secret: "s3cret")
        let answer = try await connector.call(["number": "2026-1"], key: "call:7:3")
        #expect(answer == ["ok": true])
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /hook HTTP/1.1"))
        #expect(request.contains("Bearer s3cret") && request.lowercased().contains("idempotency-key: call:7:3"))
        #expect(request.hasSuffix("{\"number\":\"2026-1\"}"))
    }

    @Test(arguments: [
        ("503 Busy", "", "connector.status-503", false), ("429 Slow", "", "connector.status-429", false),
        ("400 Bad", "", "connector.status-400", true), ("302 Found", "", "connector.status-302", true),
        ("200 OK", "<html>", "connector.answer-malformed", true),
    ])
    func `what may pass is tried again, what will not is for good`(
        status: String, body: String, code: String, isPermanent: Bool
    ) async throws {
        let server = try OneShotServer([
            "HTTP/1.1 \(status)\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        ])
        let connector = Connector(location: server.url, secret: nil)
        await #expect(throws: JobFailure(code: code, isPermanent: isPermanent)) {
            _ = try await connector.call([:], key: "k")
        }
    }

    @Test func `an answer that is too long is not read to its end`() async throws {
        // Eight megabytes of one JSON text, of which one is read.
        let server = try OneShotServer([
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\"" + String(repeating: "x", count: 8 << 20) + "\""
        ])
        let connector = Connector(location: server.url, secret: nil)
        await #expect(throws: JobFailure(code: "connector.answer-malformed", isPermanent: true)) {
            _ = try await connector.call([:], key: "k")
        }
    }

    @Test func `in a rehearsal nothing works in the background and nothing leaves`() async throws {
        try await withCounty { county in
            let server = try OneShotServer(["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"])
            let file = county.database.folder.appendingPathComponent("connectors.yaml")
            try Data("connectors: {cases: {url: \"\(server.url.absoluteString)\"}}".utf8).write(to: file)
            let configuration = try County.configuration(
                county.database, flags: ["connectors": file.path, "province.sign-in": "https://province.example/in"])
            await county.system.storage.close()
            for isRehearsal in [true, false] {
                let system = try await CountySystem.open(configuration, clock: county.clock, isRehearsal: isRehearsal)
                #expect(system.external.names == ["connector.cases"])
                let handler = try #require(system.external["connector.cases"])
                if isRehearsal {
                    await #expect(throws: JobFailure(code: "connector.rehearsal")) {
                        _ = try await handler.call([:], key: "k")
                    }
                    #expect(server.requests.isEmpty)
                } else {
                    _ = try await handler.call([:], key: "k")
                    #expect(server.requests.count == 1)
                }
                let serving = CountyServer(system: system, logger: Logger(label: "test"))
                #expect(serving.worksInBackground == !isRehearsal)
                // Pages are there all the same, but nobody signs in through another system.
                let portal = try serving.portal()
                #expect((portal.province == nil) == isRehearsal)
                await system.storage.close()
            }
        }
    }

    @Test func `no answer may pass`() async throws {
        let url = try #require(URL(string: "http://127.0.0.1:9/nobody"))
        await #expect(throws: JobFailure(code: "connector.unreachable")) {
            _ = try await Connector(location: url, secret: nil).call([:], key: "k")
        }
    }
}

/// A server on loopback that gives each answer once and keeps what was asked.
private final class OneShotServer: Sendable {
    let url: URL
    private let seen = Mutex<[String]>([])
    var requests: [String] { seen.withLock { $0 } }

    struct NoSocket: Error {}

    init(_ answers: [String]) throws {
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
        guard listener >= 0, bound,
            let url = URL(string: "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/hook")
        else { throw NoSocket() }
        self.url = url
        Thread.detachNewThread { [self] in
            for answer in answers {
                let connection = accept(listener, nil, nil)
                var bytes: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 4096)
                while !OneShotServer.isWhole(bytes) {
                    let count = recv(connection, &buffer, buffer.count, 0)
                    if count <= 0 { break }
                    bytes += buffer[0..<count]
                }
                seen.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
                _ = answer.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
                close(connection)
            }
            close(listener)
        }
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return false }
        let length = text.lowercased().components(separatedBy: "content-length: ").dropFirst().first
            .flatMap { Int($0.prefix { $0.isNumber }) }
        return text[end.upperBound...].utf8.count >= (length ?? 0)
    }
}
