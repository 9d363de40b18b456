package import HTMLBuilder

/// A form that changes something: POST, a token against forged requests, a key against double submission.
package struct PostForm: Component {
    /// Where it is sent.
    package let action: String
    /// The session's token against forged requests.
    package let token: String
    /// The key under which this submission is answered once; `nil` where doing it twice does no harm.
    package let idempotencyKey: String?
    /// The form holds files.
    package let hasFiles: Bool
    /// Hidden fields that go along.
    package let hidden: [(name: String, value: String)]
    /// The fields and buttons.
    package let content: Slot

    /// Makes one.
    package init(
        action: String, token: String, idempotencyKey: String? = nil, hasFiles: Bool = false,
        hidden: [(name: String, value: String)] = [], content: @escaping Slot
    ) {
        self.action = action
        self.token = token
        self.idempotencyKey = idempotencyKey
        self.hasFiles = hasFiles
        self.hidden = hidden
        self.content = content
    }

    package func render(into html: inout HTML) {
        html.form(
            class: "form", .method(.post), .action(action), .enctype(hasFiles ? "multipart/form-data" : nil),
            .novalidate(), .data("once")
        ) { html in
            html.input(.type("hidden"), .name("csrf_token"), .value(token))
            if let idempotencyKey {
                html.input(.type("hidden"), .name("idempotency_key"), .value(idempotencyKey))
            }
            for field in hidden {
                html.input(.type("hidden"), .name(field.name), .value(field.value))
            }
            content(&html)
        }
    }
}
