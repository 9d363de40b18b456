import Cryptography
package import Directory

/// Keeps other sites from posting in somebody's name.
///
/// A form carries a token made from the session, or before signing in from a random visit cookie; and the browser's
/// `Origin` and `Sec-Fetch-Site` must name this site where the browser sends them.
package enum FormGuard {
    /// The name of the hidden field.
    package static let field = "csrf_token"

    /// What the token of forms on a page is made of; most pages have no form, so it is made when one is drawn.
    package struct TokenSource: Sendable {
        fileprivate let key: [UInt8]
        fileprivate let context: String

        init(sessionKey: [UInt8]?, visit: String?, configuration: WebConfiguration) {
            key = sessionKey ?? configuration.visitKey
            context = sessionKey == nil ? "visit \(visit ?? "")" : "session"
        }
    }

    static func token(of source: TokenSource) -> String { token(key: source.key, context: source.context) }

    /// The token of the forms that somebody sees who has signed in.
    package static func token(of session: Session) -> String { token(key: session.formKey, context: "session") }

    private static func token(key: [UInt8], context: String) -> String {
        Base64URL.encoded(Array(MessageAuthentication.code(key: key, Array(context.utf8)).prefix(18)))
    }

    static func newVisit() -> String? { try? SecureRandom.shared.token(12) }

    static func check(_ request: WebRequest, configuration: WebConfiguration) throws(WebError) {
        if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" {
            throw .formExpired
        }
        if let origin = request.headers["origin"], origin != "null" {
            let host = request.headers["host"] ?? ""
            let own = ["http://\(host)", "https://\(host)"] + (configuration.publicOrigin.map { [$0] } ?? [])
            guard own.contains(origin) else { throw .formExpired }
        }
        guard let sent = request.fields[field] else { throw .formExpired }
        let sentBytes = Array(sent.utf8)
        if MessageAuthentication.areEqual(sentBytes, Array(request.formToken.utf8)) { return }
        // The very first page of a visit was rendered before its cookie existed.
        if request.session == nil {
            let first = token(of: TokenSource(sessionKey: nil, visit: nil, configuration: configuration))
            if MessageAuthentication.areEqual(sentBytes, Array(first.utf8)) { return }
        }
        throw .formExpired
    }
}
