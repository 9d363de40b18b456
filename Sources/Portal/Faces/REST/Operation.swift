import Diagnostics
import JSONTree
import SchemaEngine
import Web

/// One operation of the interface (OpenAPI 3.1, section 4.8.10): what the document says of it is what its requests are
/// checked against, and what tests hold its answers against.
struct Operation: Sendable {
    /// A value outside the body.
    struct Parameter: Sendable {
        enum Place: String, Sendable {
            case path, query, header
        }

        let name: String
        let place: Place
        let schema: JSON
        let description: Text
        let isRequired: Bool
    }

    /// An answer that is no problem.
    struct Success: Sendable {
        let status: Int
        let description: Text
        /// The name of the body's schema; `nil` for an answer without one.
        let schema: String?
    }

    /// What a handler is given: the request, its parameters and its body as their schemas want them.
    struct Call: Sendable {
        let request: WebRequest
        let body: JSON
        fileprivate let values: [String: JSON]

        func text(_ name: String) -> String { values[name]?.string ?? "" }
        func optionalText(_ name: String) -> String? { values[name]?.string }
        func integer(_ name: String) -> Int? { values[name]?.integer }
    }

    /// The name by which clients made from the document call it.
    let id: String
    let method: Route.Method
    /// The path below `/api/v1`.
    let path: String
    let group: Group
    let summary: Text
    let detail: Text?
    let access: Access
    var parameters: [Parameter] = []
    /// The name of the schema of the body that is sent.
    var body: String?
    let success: Success
    /// The statuses of problems beside those that every operation may answer.
    var problems: [Int] = []
    let handler: @Sendable (Call) async throws -> WebResponse

    /// For whom an operation is.
    enum Group: String, Sendable, CaseIterable {
        case county, session, citizen, official

        var title: Text {
            switch self {
            case .county: Text(zh: "公开信息", en: "Public")
            case .session: Text(zh: "登录", en: "Sessions")
            case .citizen: Text(zh: "群众", en: "Citizens")
            case .official: Text(zh: "工作人员", en: "Officials")
            }
        }
    }

    /// The statuses of all problems, in order.
    var allProblems: [Int] {
        var all: Set<Int> = Set(problems).union([400, 500, 503])
        if method != .get { all.insert(413) }
        if body != nil { all.formUnion([415, 422]) }
        // Whoever is signed in leaves something: a look is recorded, a session is kept alive; somebody may be first.
        if access != .everyone || method != .get { all.formUnion([409, 507]) }
        if parameters.contains(where: { $0.place != .path }) { all.formUnion([422]) }
        if parameters.contains(where: { $0.place == .path }) { all.insert(404) }
        if access != .everyone { all.insert(401) }
        switch access {
        case .everyone, .signedIn: break
        case .citizen, .official, .permission, .oneOf: all.insert(403)
        }
        return all.sorted()
    }

    /// Reads a request by the declaration.
    ///
    /// - Throws: `request.invalid` naming each place that does not fit, `request.media-type`, `request.not-json`.
    func call(_ request: WebRequest, checks: OperationChecks) throws(WebError) -> Call {
        var values: [String: JSON] = [:]
        var parts: [WebError.Part] = []
        for parameter in parameters {
            guard let text = sent(parameter, request) else {
                if parameter.isRequired {
                    parts.append(
                        WebError.Part(
                            place: parameter.name, code: "schema.required",
                            message: Text(zh: "缺少 \(parameter.name)", en: "\(parameter.name) is missing")))
                }
                continue
            }
            let value = parameter.schema["type"]?.string == "integer" ? JSON.number(text: text) : .string(text)
            let found = checks.violations(of: value ?? .string(text), parameter: parameter.name)
            // An address with a parameter that cannot be is an address that does not exist.
            if parameter.place == .path, !found.isEmpty { throw .notFound }
            parts += found.map { WebError.Part(place: parameter.name, code: $0.code, message: $0.message) }
            values[parameter.name] = value
        }
        var body: JSON = .null
        if self.body != nil {
            guard Operation.isJSON(request.headers["content-type"]) else { throw .mediaType }
            do { body = try JSON(parsing: request.body) } catch { throw .notJSON }
            parts += checks.violations(of: body).map {
                WebError.Part(place: $0.instanceLocation.description, code: $0.code, message: $0.message)
            }
        }
        guard parts.isEmpty else { throw .invalid(parts) }
        return Call(request: request, body: body, values: values)
    }

    private func sent(_ parameter: Parameter, _ request: WebRequest) -> String? {
        switch parameter.place {
        case .path: request.parameters[parameter.name]
        case .query: request.query[parameter.name]
        case .header: request.headers[parameter.name.lowercased()]
        }
    }

    private static func isJSON(_ type: String?) -> Bool {
        let essence = (type ?? "").split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
        return essence == "application/json"
    }
}
