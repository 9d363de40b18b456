/// What a handler answers.
package struct WebResponse: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// What follows while the connection lasts, instead of a body.
    package var events: EventStream?

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page.
    package static func page(_ bytes: [UInt8], status: Int = 200) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", "text/html; charset=utf-8")], body: bytes)
    }

    /// After an act, the browser reads another page: reloading or going back does not repeat the act.
    package static func seeOther(_ location: String) -> WebResponse {
        WebResponse(status: 303, headers: [("location", location)])
    }

    /// Text for programs.
    package static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> WebResponse {
        WebResponse(status: 200, headers: [("content-type", type)], body: Array(text.utf8))
    }

    /// A file to keep.
    package static func download(_ bytes: [UInt8], type: String, name: String) -> WebResponse {
        let safe = name.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_.".unicodeScalars.contains(scalar))
                ? Character(scalar) : "_"
        }
        return WebResponse(
            status: 200,
            headers: [
                ("content-type", type), ("content-disposition", "attachment; filename=\"\(String(safe))\""),
                ("x-content-type-options", "nosniff"),
            ], body: bytes)
    }

    /// Events for a page that stays open.
    package static func events(_ stream: EventStream) -> WebResponse {
        var response = WebResponse(
            status: 200,
            headers: [
                ("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-store"),
                // A proxy that gathers bytes would keep what is meant to arrive at once.
                ("x-accel-buffering", "no"),
            ])
        response.events = stream
        return response
    }

    /// The same response with a header more.
    package func with(_ name: String, _ value: String) -> WebResponse {
        var response = self
        response.headers.append((name, value))
        return response
    }

    /// The same response that sets a cookie scripts cannot read and other sites cannot send.
    package func settingCookie(_ name: String, _ value: String, maxAge: Int? = nil, secure: Bool) -> WebResponse {
        var cookie = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { cookie += "; Max-Age=\(maxAge)" }
        if secure { cookie += "; Secure" }
        return with("set-cookie", cookie)
    }
}
