/// What metrics and logs may know of a request: no address, no query, no person.
package struct WebObservation: Sendable {
    package let method: String
    /// The route's pattern, never the path as asked.
    package let path: String
    package let status: Int
    package let duration: Duration
    package let code: String?
    package let requestID: String
}
