package import JSONTree
import Localisation

extension WebResponse {
    /// JSON for programs.
    package static func json(_ value: JSON, status: Int = 200) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", "application/json")], body: value.bytes)
    }

    /// An error for programs: problem details with our stable code (RFC 9457).
    package static func problem(_ error: WebError, for request: WebRequest) -> WebResponse {
        var members: [(String, JSON)] = [
            ("type", .string("https://yiwang.org/errors/\(error.code)")),
            ("title", .string(error.title.in(request.language))), ("status", .integer(error.status)),
            ("detail", .string(error.detail.in(request.language))), ("code", .string(error.code)),
            ("instance", .string("urn:yiwang:request:\(request.id)")),
        ]
        if !error.parts.isEmpty {
            members.append(
                (
                    "errors",
                    .array(
                        error.parts.map { part in
                            [
                                "place": .string(part.place), "code": .string(part.code),
                                "detail": .string(part.message.in(request.language)),
                            ]
                        })
                ))
        }
        return WebResponse(
            status: error.status, headers: [("content-type", "application/problem+json")],
            body: JSON.object(members).bytes)
    }
}
