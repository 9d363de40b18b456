import Application
import CountySupport
import DemoCounty
import Directory
import Faces
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Portal
import Synchronization
import Telemetry
import TestSupport
import Web

/// The county's pages without a socket: requests go through the real router and shell.
struct Site: Sendable {
    let county: County
    let log: LogOutput
    let table: RouteTable
    let interface: RESTInterface
    private let responder: @Sendable (Request) async throws -> Response

    init(_ county: County) throws {
        self.county = county
        let log = LogOutput.memory()
        self.log = log
        let logger = Logger(label: "yiwang") { JSONLogHandler(label: $0, level: .debug, output: log) }
        let server = CountyServer(system: county.system, logger: logger)
        let portal = try server.portal()
        table = try server.routes(portal)
        interface = try server.interface(portal)
        let inner = try server.shell(portal).router(table).buildResponder()
        responder = { request in
            var logger = logger
            logger[metadataKey: "hb.request.id"] = .string(String(UInt64.random(in: 0...UInt64.max), radix: 16))
            let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger)
            return try await inner.respond(to: request, context: WebContext(source: source))
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [(String, String)] = [], body: [UInt8] = [],
        into collected: Collected = Collected()
    ) async throws -> Answer {
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        if !body.isEmpty { fields[.contentLength] = String(body.count) }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "songhe.example", path: path, headerFields: fields)
        let response = try await responder(Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))))
        try await response.body.write(CollectingWriter(collected))
        return Answer(
            status: Int(response.status.code),
            headers: response.headers.map { ($0.name.canonicalName, $0.value) }, body: collected.bytes)
    }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: [(String, String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
    var location: String? { header("location") }

    /// The token that the page's forms carry.
    var token: String? { value(after: "name=\"csrf_token\" value=\"") }

    func value(after mark: String) -> String? {
        guard let range = text.range(of: mark) else { return nil }
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }
}

/// The bytes of an answer as they were written.
final class Collected: Sendable {
    private let kept = Mutex<[UInt8]>([])
    var bytes: [UInt8] { kept.withLock { $0 } }
    func append(_ buffer: ByteBuffer) { kept.withLock { $0 += buffer.readableBytesView } }
}

struct CollectingWriter: ResponseBodyWriter {
    private let collected: Collected
    init(_ collected: Collected) { self.collected = collected }
    mutating func write(_ buffer: ByteBuffer) async throws { collected.append(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Somebody with a browser: keeps cookies, takes the token from the page last read.
final class Visitor {
    let site: Site
    var cookies: [String: String] = [:]
    var page: Answer?

    init(_ site: Site) { self.site = site }

    func headers(_ more: [(String, String)]) -> [(String, String)] {
        var all = more
        if !cookies.isEmpty {
            all.append(
                ("cookie", cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")))
        }
        return all
    }

    private func keep(_ answer: Answer) -> Answer {
        for (name, value) in answer.headers where name == "set-cookie" {
            let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
        }
        if answer.header("content-type")?.hasPrefix("text/html") == true { page = answer }
        return answer
    }

    @discardableResult
    func get(_ path: String, headers more: [(String, String)] = []) async throws -> Answer {
        keep(try await site.send(.get, path, headers: headers(more)))
    }

    /// Reads a page and whatever it leads to.
    @discardableResult
    func follow(_ answer: Answer) async throws -> Answer {
        var answer = answer
        for _ in 0..<10 {
            guard let location = answer.location, (300..<400).contains(answer.status) else { return answer }
            answer = try await get(location)
        }
        return answer
    }

    /// Posts fields with the token of the page last read.
    @discardableResult
    func post(
        _ path: String, _ fields: [(String, String)] = [], token: String?? = .none,
        headers more: [(String, String)] = []
    ) async throws -> Answer {
        var fields = fields
        let sent: String? = if case .some(let given) = token { given } else { page?.token }
        if let sent { fields.append(("csrf_token", sent)) }
        let body = fields.map { "\(Visitor.encoded($0.0))=\(Visitor.encoded($0.1))" }.joined(separator: "&")
        return keep(
            try await site.send(
                .post, path, headers: headers(more + [("content-type", "application/x-www-form-urlencoded")]),
                body: Array(body.utf8)))
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(
            withAllowedCharacters: CharacterSet.alphanumerics.intersection(
                .init(charactersIn: "a"..."z").union(.init(charactersIn: "A"..."Z")).union(
                    .init(charactersIn: "0"..."9")))) ?? ""
    }

    /// Signs in as the applicant of a story, by the demo's one click.
    func signIn(_ story: String) async throws {
        try await get("/sign-in")
        let answer = try await post("/sign-in/demo", [("person", try site.county.story(story).applicant)])
        guard answer.status == 303 else { throw Refused(status: answer.status) }
    }

    /// Signs in as an official, by the demo's one click.
    func signIn(official account: String) async throws {
        try await get("/staff/sign-in")
        let answer = try await post("/staff/sign-in/demo", [("account", account)])
        guard answer.status == 303 else { throw Refused(status: answer.status) }
    }

    struct Refused: Error { let status: Int }
}

/// Runs `body` with the pages of a seeded county.
func withSite(
    _ backend: Backend = .sqlite, demo: Bool = true, flags: [String: String] = [:], _ body: (Site) async throws -> Void
) async throws {
    try await withCounty(backend, demo: demo, flags: flags) { county in try await body(try Site(county)) }
}
