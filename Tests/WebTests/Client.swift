import CountySupport
import Faces
import HTTPTypes
import JSONTree
import SchemaEngine
import Testing
import Web

/// A program with a token; every answer is held against the document.
struct Client {
    let site: Site
    var token: String?

    struct Unexpected: Error { let answer: Answer }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, headers more: [(String, String)] = []
    ) async throws -> Answer {
        var headers = more
        if let token { headers.append(("authorization", "Bearer \(token)")) }
        if body != nil { headers.append(("content-type", "application/json")) }
        return try await site.send(method, "/api/v1\(path)", headers: headers, body: body?.bytes ?? [])
    }

    /// Calls an operation that has to succeed, and gives its answer, which is as the document says.
    @discardableResult
    func call(
        _ id: String, _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil,
        headers: [(String, String)] = [], status: Int = 200
    ) async throws -> JSON {
        let answer = try await send(method, path, body, headers: headers)
        guard answer.status == status else { throw Unexpected(answer: answer) }
        guard let schema = try site.interface.answerSchema(id) else { return .null }
        let json = try JSON(parsing: answer.body)
        let output = schema.validate(json)
        #expect(output.isValid, "\(id): \(output.violations.map { "\($0.instanceLocation) \($0.keyword)" })")
        return json
    }

    /// The problem of a call that is refused.
    func problem(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, headers: [(String, String)] = []
    ) async throws -> (status: Int, json: JSON) {
        let answer = try await send(method, path, body, headers: headers)
        #expect(answer.header("content-type") == "application/problem+json")
        return (answer.status, try JSON(parsing: answer.body))
    }

    /// The token of a citizen or an official who signed in with a browser.
    static func of(_ site: Site, _ signIn: (Visitor) async throws -> Void) async throws -> Client {
        let visitor = Visitor(site)
        try await signIn(visitor)
        return Client(site: site, token: visitor.cookies[WebShell.sessionCookie])
    }

    /// Answers page after page as the journey asks; a choice gets its first option.
    @discardableResult
    func fill(_ number: String) async throws -> JSON {
        var found = try await call("getCase", .get, "/cases/\(number)")
        for _ in 0..<20 {
            let journey = found["journey"] ?? .null
            guard let next = journey["next"]?.string else { return found }
            let page = journey["pages"]?.elements.first { $0["id"]?.string == next } ?? .null
            var answers: [(String, JSON)] = []
            for field in page["fields"]?.elements.map({ $0 }) ?? [] where field["is_known"]?.bool == false {
                let name = field["name"]?.string ?? ""
                switch field["type"]?.string {
                case "choice", "school": answers.append((name, field["options"]?[0]?["value"] ?? .null))
                case "boolean": answers.append((name, false))
                case "phone": answers.append((name, "13900000000"))
                default: break
                }
            }
            found = try await call(
                "answerPage", .put, "/cases/\(number)/answers/\(next)",
                ["answers": .object(answers.filter { !$0.1.isNull })])
        }
        return found
    }
}
