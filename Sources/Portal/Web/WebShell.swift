package import Directory
import Foundation
import HTTPTypes
package import Hummingbird
import Localisation
import Logging
import NIOCore

/// Turns routes into a responder: who asks, may they, is the form theirs, and what they see when it fails.
package struct WebShell: Sendable {
    /// What the composition root provides.
    package struct Services: Sendable {
        package var session: @Sendable (_ token: String, _ now: Int64) async throws -> Session?
        package var now: @Sendable () -> Int64
        /// The page for an error, in the look of the audience.
        package var errorPage: @Sendable (WebError, WebRequest) -> WebResponse
        /// The web error of an error of another module; `nil` for one nobody expects.
        package var explain: @Sendable (any Error) -> WebError?
        package var observe: @Sendable (WebObservation) -> Void

        package init(
            session: @escaping @Sendable (String, Int64) async throws -> Session?,
            now: @escaping @Sendable () -> Int64,
            errorPage: @escaping @Sendable (WebError, WebRequest) -> WebResponse,
            explain: @escaping @Sendable (any Error) -> WebError?,
            observe: @escaping @Sendable (WebObservation) -> Void
        ) {
            self.session = session
            self.now = now
            self.errorPage = errorPage
            self.explain = explain
            self.observe = observe
        }
    }

    package static let sessionCookie = "yw_session"
    package static let visitCookie = "yw_visit"
    package static let languageCookie = "yw_lang"
    package static let themeCookie = "yw_theme"

    let configuration: WebConfiguration
    let services: Services

    package init(configuration: WebConfiguration, services: Services) {
        self.configuration = configuration
        self.services = services
    }

    /// The router with every route of the table.
    package func router(_ table: RouteTable) -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        for route in table.routes {
            router.on(RouterPath(route.path), method: WebShell.method(route.method)) { request, context in
                await respond(to: request, context: context, route: route)
            }
        }
        let pages: [HTTPRequest.Method] = [.get, .head, .post]
        for (path, caller, allowed) in addresses(table) + [("**", .program, pages)] {
            for method in WebShell.methods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method) { request, context in
                    await respond(
                        to: request, context: context, route: .notAllowed(path, caller, allowed: allowed))
                }
            }
        }
        router.on("**", method: .get) { request, context in
            await respond(to: request, context: context, route: .missing(.get))
        }
        router.on("**", method: .post) { request, context in
            await respond(to: request, context: context, route: .missing(.post))
        }
        return router
    }

    /// Answers one request; every failure becomes a page with a stable code.
    func respond(to request: Request, context: WebContext, route: Route) async -> Response {
        let start = ContinuousClock.now
        var asked = RequestParser.bare(request, context: context, route: route, shell: self)
        var response: WebResponse
        var failure: WebError?
        do {
            // First who asks: a form sent after the session has ended is told to sign in, not that the page was old.
            asked = try await RequestParser.whole(request, context: context, route: route, shell: self) { head in
                asked = head
                try admit(head, route)
            }
            if route.method != .get, route.caller == .browser {
                try FormGuard.check(asked, configuration: configuration)
            }
            response = try await route.handler(asked)
        } catch {
            // A connection that was closed meanwhile cancels what was being done for it: no alarm.
            let explained = error is CancellationError ? .malformed : (error as? WebError) ?? services.explain(error)
            if explained == nil {
                context.logger.error("unexpected", metadata: ["kind": "\(type(of: error))", "error": "\(error)"])
            }
            let shown = explained ?? .unexpected
            failure = shown
            response = services.errorPage(shown, asked)
            if let wait = shown.retryAfter { response.headers.append(("retry-after", String(wait))) }
            if route.caller == .program, shown.status == 401 {
                response.headers.append(("www-authenticate", "Bearer realm=\"yiwang\""))
            }
            if let allowed = shown.allowed { response.headers.append(("allow", allowed)) }
        }
        services.observe(
            WebObservation(
                method: route.method.rawValue, path: route.path, status: response.status,
                duration: ContinuousClock.now - start, code: failure?.code, requestID: asked.id))
        return finished(response, asked: asked)
    }

    private func admit(_ request: WebRequest, _ route: Route) throws(WebError) {
        switch route.access {
        case .everyone: return
        case .signedIn:
            if request.session == nil { throw .signInNeeded(as: .citizen) }
        case .citizen: _ = try request.citizen()
        case .official: _ = try request.official()
        case .permission(let permission):
            if !(try request.official().scope.may(permission)) { throw .forbidden }
        case .oneOf(let permissions):
            let scope = try request.official().scope
            if !permissions.contains(where: { scope.may($0) }) { throw .forbidden }
        }
    }

    private func finished(_ response: WebResponse, asked: WebRequest) -> Response {
        var headers = HTTPFields()
        for (name, value) in response.headers {
            guard let field = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: field, value: value))
        }
        let isAsset = response.headers.contains { $0.name == "cache-control" }
        if !isAsset { headers[.cacheControl] = "no-store" }
        headers[.contentSecurityPolicy] = configuration.contentSecurityPolicy
        headers[.xContentTypeOptions] = "nosniff"
        headers[HTTPField.Name("referrer-policy") ?? .referer] = "same-origin"
        headers[HTTPField.Name("x-request-id") ?? .from] = asked.id
        if configuration.secureCookies { headers[.strictTransportSecurity] = "max-age=31536000" }
        // A first visit gets the cookie that the forms before signing in are tied to.
        if asked.caller == .browser, asked.session == nil, asked.cookies[WebShell.visitCookie] == nil, !isAsset,
            let visit = FormGuard.newVisit()
        {
            let cookie = WebResponse(status: 200).settingCookie(
                WebShell.visitCookie, visit, secure: configuration.secureCookies)
            // The page was rendered with the token of the empty visit; it is accepted for as long as the cookie lives.
            for header in cookie.headers { headers.append(HTTPField(name: .setCookie, value: header.value)) }
        }
        let status = HTTPResponse.Status(code: response.status)
        guard let events = response.events else {
            return Response(
                status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody { writer in
                try await events.run { text in try await writer.write(ByteBuffer(string: text)) }
                try await writer.finish(nil)
            })
    }
}

extension HTTPRequest.Method {
    fileprivate static let query = Self("QUERY") ?? .get
}

extension WebShell {
    /// Every method that somebody may try (RFC 9110, section 9; RFC 5789; QUERY).
    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .patch, .options, .trace, .query,
    ]

    private static func method(_ method: Route.Method) -> HTTPRequest.Method {
        switch method {
        case .get: .get
        case .post: .post
        case .put: .put
        case .delete: .delete
        }
    }

    /// All addresses, each with who uses it and the methods that it answers.
    private func addresses(
        _ table: RouteTable
    ) -> [(path: String, caller: Route.Caller, allowed: [HTTPRequest.Method])] {
        var places: [String: Int] = [:]
        var addresses: [(path: String, caller: Route.Caller, allowed: [HTTPRequest.Method])] = []
        for route in table.routes {
            let methods = route.method == .get ? [.get, .head] : [WebShell.method(route.method)]
            if let place = places[route.path] {
                addresses[place].allowed += methods
            } else {
                places[route.path] = addresses.count
                addresses.append((route.path, route.caller, methods))
            }
        }
        return addresses
    }
}

extension Route {
    /// What answers who uses a method that the address does not have (RFC 9110, section 15.5.6).
    static func notAllowed(_ path: String, _ caller: Caller, allowed: [HTTPRequest.Method]) -> Route {
        Route(.get, path, access: .everyone, caller: caller) { _ in
            let names = allowed.map(\.rawValue).joined(separator: ", ")
            throw caller == .browser ? WebError.notToBeOpened(names) : WebError.methodNotAllowed(names)
        }
    }

    static func missing(_ method: Method) -> Route {
        Route(method, "**", access: .everyone) { _ in throw WebError.notFound }
    }
}
