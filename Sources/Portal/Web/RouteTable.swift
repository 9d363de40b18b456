/// All routes of the program, in the order they were added.
package struct RouteTable: Sendable {
    package private(set) var routes: [Route] = []

    package init() {}

    /// Adds any route.
    package mutating func add(_ route: Route) { routes.append(route) }

    /// Adds a page that is read.
    package mutating func get(_ path: String, _ access: Access, handler: @escaping Route.Handler) {
        routes.append(Route(.get, path, access: access, handler: handler))
    }

    /// Adds an act. The form's token is checked before the handler runs.
    package mutating func post(
        _ path: String, _ access: Access, body: Route.Body = .fields, handler: @escaping Route.Handler
    ) {
        routes.append(Route(.post, path, access: access, body: body, handler: handler))
    }
}
