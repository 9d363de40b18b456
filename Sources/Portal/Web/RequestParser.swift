import DesignSystem
import Directory
import Foundation
import HTTPTypes
import Hummingbird
import Localisation
import NIOCore

/// Reads a request into what pages see.
enum RequestParser {
    private static let keptHeaders: [String] = [
        "host", "origin", "sec-fetch-site", "content-type", "idempotency-key", "user-agent", "accept-language",
        "hx-request", "if-none-match", "accept",
    ]

    /// The request without its body and session, for the page of an early failure.
    static func bare(_ request: Request, context: WebContext, route: Route, shell: WebShell) -> WebRequest {
        let cookies = self.cookies(request)
        return assembled(
            request, context: context, route: route, shell: shell, cookies: cookies, session: nil,
            query: FormFields(), fields: FormFields(), files: [])
    }

    /// The request with everything. Who asks is looked at before the body is read: nobody stores a file in our memory who may
    /// not.
    ///
    /// - Parameter admit: throws when whoever asks may not.
    static func whole(
        _ request: Request, context: WebContext, route: Route, shell: WebShell,
        admit: (WebRequest) throws -> Void
    ) async throws -> WebRequest {
        let cookies = self.cookies(request)
        var session: Session?
        if let token = token(request, route, cookies) {
            session = try await shell.services.session(token, shell.services.now())
        }
        let query = try FormFields(urlEncoded: (request.uri.query ?? "").utf8)
        guard !query.hasNUL else { throw WebError.malformed }
        let head = assembled(
            request, context: context, route: route, shell: shell, cookies: cookies, session: session, query: query,
            fields: FormFields(), files: [])
        guard !head.parameters.values.contains(where: { $0.utf8.contains(0) }) else { throw WebError.notFound }
        try admit(head)
        guard route.method != .get else { return head }
        if route.caller == .program {
            return assembled(
                request, context: context, route: route, shell: shell, cookies: cookies, session: session, query: query,
                fields: FormFields(), files: [], body: try await collect(request, limit: route.body.limit))
        }
        var fields = FormFields()
        var files: [UploadedFile] = []
        let body = try await collect(request, limit: route.body.limit)
        let contentType = request.headers[.contentType] ?? ""
        if let boundary = MultipartForm.boundary(of: contentType) {
            let form = try MultipartForm(body: body, boundary: boundary)
            fields = form.fields
            files = form.files
        } else {
            fields = try FormFields(urlEncoded: body, maximum: route.body.maximumFields)
        }
        guard !fields.hasNUL else { throw WebError.malformed }
        return assembled(
            request, context: context, route: route, shell: shell, cookies: cookies, session: session, query: query,
            fields: fields, files: files)
    }

    private static func assembled(
        _ request: Request, context: WebContext, route: Route, shell: WebShell, cookies: [String: String],
        session: Session?, query: FormFields, fields: FormFields, files: [UploadedFile], body: [UInt8] = []
    ) -> WebRequest {
        var headers: [String: String] = [:]
        for field in request.headers where keptHeaders.contains(field.name.canonicalName) {
            headers[field.name.canonicalName] = field.value
        }
        if headers["host"] == nil { headers["host"] = request.head.authority }
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = String(value).removingPercentEncoding }
        let chosen = query["lang"] ?? cookies[WebShell.languageCookie]
        let language = Language(tag: chosen ?? "") ?? Language.negotiated(from: headers["accept-language"])
        let theme = Theme(rawValue: query["theme"] ?? cookies[WebShell.themeCookie] ?? "") ?? .standard
        return WebRequest(
            method: route.method, path: request.uri.path, parameters: parameters, query: query, fields: fields,
            files: files, body: body, caller: route.caller, cookies: cookies, headers: headers,
            remoteAddress: address(request, context, shell), id: context.id, now: shell.services.now(),
            session: session, sessionToken: token(request, route, cookies), language: language, theme: theme,
            tokenSource: FormGuard.TokenSource(
                sessionKey: session?.formKey, visit: cookies[WebShell.visitCookie], configuration: shell.configuration))
    }

    private static func token(_ request: Request, _ route: Route, _ cookies: [String: String]) -> String? {
        route.caller == .program ? bearer(request) : cookies[WebShell.sessionCookie]
    }

    /// The token of `Authorization: Bearer …` (RFC 6750, section 2.1).
    private static func bearer(_ request: Request) -> String? {
        let parts = request.headers[.authorization]?.split(separator: " ", maxSplits: 1) ?? []
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    private static func address(_ request: Request, _ context: WebContext, _ shell: WebShell) -> String {
        guard shell.configuration.trustsProxy, let name = HTTPField.Name("x-forwarded-for"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return context.remoteAddress }
        return last.filter { $0 != " " }
    }

    private static func cookies(_ request: Request) -> [String: String] {
        var cookies: [String: String] = [:]
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, cookies.count < 50 else { continue }
                cookies[parts[0].filter { $0 != " " }] = String(parts[1])
            }
        }
        return cookies
    }

    private static func collect(_ request: Request, limit: Int) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw WebError.tooLarge
        }
        do {
            let buffer = try await request.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw WebError.tooLarge
        } catch let error as CancellationError {
            throw error
        } catch {
            // The other side broke off, or what it sent is no body: its fault, and no alarm of ours.
            throw WebError.malformed
        }
    }
}
