/// One route: what is asked, by whom, and what answers.
package struct Route: Sendable {
    /// The methods the product uses.
    package enum Method: String, Sendable, Hashable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// Who is at the other end.
    package enum Caller: Sendable, Hashable {
        /// A person with a browser: a session in a cookie, forms with a token, pages.
        case browser
        /// A program: a session in the `Authorization` header only (RFC 6750), so that no other site can send it along;
        /// JSON, and problems for errors (RFC 9457).
        case program
    }

    /// How much a request may bring.
    package enum Body: Sendable, Hashable {
        /// Ordinary form fields, 256 kB at most.
        case fields
        /// Files beside fields, up to this many bytes.
        case upload(limit: Int)
        /// A form with a table in it: a field for each cell, up to so many bytes and fields.
        case table(limit: Int, fields: Int)

        var limit: Int {
            switch self {
            case .fields: 256 << 10
            case .upload(let limit), .table(let limit, _): limit
            }
        }

        var maximumFields: Int {
            switch self {
            case .fields, .upload: FormFields.usualMaximum
            case .table(_, let fields): fields
            }
        }
    }

    package let method: Method
    /// The path with its parameters in braces: `/cases/{number}`.
    package let path: String
    package let access: Access
    package let caller: Caller
    package let body: Body
    package let handler: Handler

    package typealias Handler = @Sendable (WebRequest) async throws -> WebResponse

    package init(
        _ method: Method, _ path: String, access: Access, caller: Caller = .browser, body: Body = .fields,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.caller = caller
        self.body = body
        self.handler = handler
    }
}
