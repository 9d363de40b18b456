/// What the web shell needs to know.
package struct WebConfiguration: Sendable, Hashable {
    /// The address browsers use, such as `https://www.example.gov.cn`; its origin may post forms.
    package var publicOrigin: String?
    /// Whether cookies are sent over TLS only.
    package var secureCookies = false
    /// Whether the last hop in front of us may tell the caller's address (`X-Forwarded-For`).
    package var trustsProxy = false
    /// Origins of counter devices on loopback that pages may connect to, such as `ws://127.0.0.1:30089`.
    package var deviceOrigins: [String] = []
    /// The secret of forms that are used before signing in.
    package var visitKey: [UInt8]

    package init(visitKey: [UInt8]) { self.visitKey = visitKey }

    /// The content security policy of all pages: nothing inline, nothing from elsewhere.
    var contentSecurityPolicy: String {
        let devices = deviceOrigins.map { " \($0)" }.joined()
        return """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
            connect-src 'self'\(devices); base-uri 'none'; form-action 'self'; frame-ancestors 'none'
            """
    }
}
