import Application
import CountySupport
import Diagnostics
import Directory
import HTTPTypes
import TestSupport
import Testing
import Web

/// The table of permissions: every route of the program against the list that people read and review.
@Suite struct PermissionTests {
    private static let path = "Tests/WebTests/permissions.txt"

    private func line(_ route: Route) -> String {
        "\(route.method.rawValue) \(route.path) \(route.access.name)"
    }

    private static var listed: [String] {
        Repository.text(path).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    @Test func `every route is in the list with who may use it, and nothing else is`() async throws {
        var routes: Set<String> = []
        try await withSite { site in routes = Set(site.table.routes.map(line)) }
        var withoutDemo: Set<String> = []
        try await withSite(demo: false) { site in withoutDemo = Set(site.table.routes.map(line)) }
        #expect(withoutDemo.isSubset(of: routes))
        let real = routes.map { withoutDemo.contains($0) ? $0 : "\($0) demo" }.sorted()
        let listed = Set(PermissionTests.listed)
        for line in real where !listed.contains(line) { Issue.record("add to \(PermissionTests.path): \(line)") }
        for line in listed.subtracting(real) { Issue.record("no such route any more: \(line)") }
    }

    @Test func `no two routes answer the same request`() async throws {
        try await withSite { site in
            let keys = site.table.routes.map { "\($0.method.rawValue) \($0.path)" }
            #expect(Set(keys).count == keys.count)
            // Only reading may be done with GET; every act is a POST with a token.
            for route in site.table.routes where route.method == .get {
                let last = route.path.split(separator: "/").last ?? ""
                #expect(!["delete", "submit", "sign-out"].contains(last), "\(route.path)")
            }
        }
    }

    private func address(_ route: Route) -> String {
        route.path.replacing("{number}", with: "2026-0000-0000").replacing("{service}", with: "new-pupil-enrolment")
            .replacing("{page}", with: "phone").replacing("{id}", with: "1").replacing("{task}", with: "1")
            .replacing("{file}", with: "1")
    }

    private func send(_ route: Route, as visitor: Visitor) async throws -> Answer {
        if route.caller == .program {
            let token = visitor.cookies[WebShell.sessionCookie]
            return try await visitor.site.send(
                HTTPRequest.Method(rawValue: route.method.rawValue) ?? .get, address(route),
                headers: token.map { [("authorization", "Bearer \($0)")] } ?? [])
        }
        return route.method == .get ? try await visitor.get(address(route)) : try await visitor.post(address(route))
    }

    /// Whether an answer keeps somebody out: to the sign-in, or told that the post does not allow it.
    private func isKeptOut(_ answer: Answer) -> Bool {
        if answer.status == 303 { return answer.location?.contains("sign-in?to=") == true }
        return answer.status == 401 || answer.status == 403
    }

    @Test func `each route that is not for everyone keeps out who is not signed in`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            for route in site.table.routes where route.access != .everyone {
                try await visitor.get("/sign-in")
                let answer = try await send(route, as: visitor)
                #expect(isKeptOut(answer), "\(line(route)) answered \(answer.status)")
                if route.method != .get { #expect(answer.status == 401, "\(line(route)) \(answer.status)") }
            }
        }
    }

    @Test func `each route keeps out the wrong kind of person and posts without the permission`() async throws {
        try await withSite { site in
            // A post that holds nothing at all, in the county's own tables.
            try await site.county.system.directory.install(
                departments: [],
                posts: [Post(code: "nobody", name: Text(zh: "无权岗", en: "Nobody"), department: "data", permissions: [])])
            try await site.county.system.directory.install(
                account: "nobody", name: "无权", department: "data", post: "nobody", divisions: [], password: "x")
            let citizen = Visitor(site)
            try await citizen.signIn("village")
            let official = Visitor(site)
            try await official.signIn(official: "nobody")
            for route in site.table.routes {
                switch route.access {
                case .everyone, .signedIn: continue
                case .citizen:
                    try await official.get("/staff/sign-in")
                    let answer = try await send(route, as: official)
                    #expect(isKeptOut(answer), "\(line(route)) let an official in: \(answer.status)")
                case .official:
                    try await citizen.get("/")
                    let answer = try await send(route, as: citizen)
                    #expect(isKeptOut(answer), "\(line(route)) let a citizen in: \(answer.status)")
                case .permission, .oneOf:
                    for visitor in [citizen, official] {
                        try await visitor.get("/sign-in")
                        let answer = try await send(route, as: visitor)
                        #expect(isKeptOut(answer), "\(line(route)) let somebody in: \(answer.status)")
                    }
                }
            }
        }
    }

    @Test func `a permission that a post holds is used by some route`() async throws {
        try await withSite { site in
            let used = Set(
                site.table.routes.flatMap { route -> [Permission] in
                    switch route.access {
                    case .permission(let permission): [permission]
                    case .oneOf(let permissions): permissions
                    default: []
                    }
                })
            // Held by posts already; the pages come with later work, or the act is the command line's.
            let later: Set<Permission> = [
                .readRegisters, .manageDirectory, .publishDefinitions, .audit,
                // Widens what lists show; opens no page by itself.
                .readAllOrders,
            ]
            for permission in Permission.allCases where !later.contains(permission) {
                #expect(used.contains(permission), "\(permission.rawValue)")
            }
        }
    }
}
