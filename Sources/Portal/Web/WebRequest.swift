package import DesignSystem
package import Directory
package import Localisation

/// A request as pages see it: parsed, and with the person who makes it.
package struct WebRequest: Sendable {
    package let method: Route.Method
    /// The path as asked, without the query.
    package let path: String
    /// The values of the path's parameters.
    package let parameters: [String: String]
    package let query: FormFields
    package let fields: FormFields
    package let files: [UploadedFile]
    /// What a program sent; empty for pages.
    package let body: [UInt8]
    package let caller: Route.Caller
    package let cookies: [String: String]
    package let headers: [String: String]
    /// The caller's address, for rate limits; never stored with a person.
    package let remoteAddress: String
    /// The id that log lines and error pages share.
    package let id: String
    /// Microseconds since 1970, UTC.
    package let now: Int64
    package let session: Session?
    /// The token by which the session was found.
    package let sessionToken: String?
    package let language: Language
    package let theme: Theme
    /// The token that forms on the answered page carry.
    package var formToken: String { FormGuard.token(of: tokenSource) }
    private let tokenSource: FormGuard.TokenSource

    package init(
        method: Route.Method, path: String, parameters: [String: String], query: FormFields, fields: FormFields,
        files: [UploadedFile], body: [UInt8] = [], caller: Route.Caller = .browser, cookies: [String: String],
        headers: [String: String], remoteAddress: String, id: String, now: Int64, session: Session?,
        sessionToken: String? = nil, language: Language, theme: Theme, tokenSource: FormGuard.TokenSource
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.fields = fields
        self.files = files
        self.body = body
        self.caller = caller
        self.cookies = cookies
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.id = id
        self.now = now
        self.session = session
        self.sessionToken = sessionToken
        self.language = language
        self.theme = theme
        self.tokenSource = tokenSource
    }

    /// A path parameter; its absence means that no such page exists.
    package func parameter(_ name: String) throws(WebError) -> String {
        guard let value = parameters[name] else { throw .notFound }
        return value
    }

    /// The signed-in citizen.
    package func citizen() throws(WebError) -> Citizen {
        guard case .citizen(let citizen) = session?.principal else { throw .signInNeeded(as: .citizen) }
        return citizen
    }

    /// The signed-in official.
    package func official() throws(WebError) -> Official {
        guard case .official(let official) = session?.principal else { throw .signInNeeded(as: .official) }
        return official
    }
}
