import ServiceLifecycle

/// Events that a page is sent while it is looked at (Server-Sent Events, HTML Standard, section 9.2).
package struct EventStream: Sendable {
    /// Sends pieces of text until it returns; what `send` throws says that the reader has gone.
    package let run: @Sendable (_ send: (String) async throws -> Void) async throws -> Void

    package init(_ run: @escaping @Sendable (_ send: (String) async throws -> Void) async throws -> Void) {
        self.run = run
    }

    /// Whether the program is ending: a stream then ends as well, and the page comes back to whoever goes on.
    package static var isEnding: Bool { Task.isShuttingDownGracefully }

    /// An event by its name.
    package static func event(_ name: String, data: String) -> String { "event: \(name)\ndata: \(data)\n\n" }

    /// How long a reader waits before it comes back, in milliseconds.
    package static func retry(_ milliseconds: Int) -> String { "retry: \(milliseconds)\n\n" }

    /// A line that says nothing, so that a connection that is dead is noticed.
    package static let heartbeat = ": \n\n"
}
