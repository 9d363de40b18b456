package import Diagnostics
package import Directory
package import JSONTree
package import Journal
package import Localisation
package import Notices
package import SchemaEngine
package import Services
package import Storage
package import Web
package import WorkOrders

/// The interface for programs under `/api/v1`, described by its own OpenAPI document.
package struct RESTInterface: Sendable {
    /// What it is given by the composition root.
    package struct Dependencies: Sendable {
        package var county: (code: String, name: Text, hotline: String, enquiries: String)
        package var hall: (name: Text, address: Text, hours: Text)
        package var desk: CaseDesk
        package var orders: OrderDesk
        package var cases: CaseStore
        package var directory: DirectoryStore
        package var sessions: SessionStore
        package var notices: NoticeDesk
        package var storage: any Storage
        package var journal: Journal
        package var words: any CaseWords
        package var zone: ZoneClock
        package var isDemo: Bool
        package var limits: SignInLimits
        package var divisionName: @Sendable (String) -> Text

        package init(
            county: (code: String, name: Text, hotline: String, enquiries: String),
            hall: (name: Text, address: Text, hours: Text), desk: CaseDesk, orders: OrderDesk, cases: CaseStore,
            directory: DirectoryStore, sessions: SessionStore, notices: NoticeDesk, storage: any Storage,
            journal: Journal, words: any CaseWords, zone: ZoneClock, isDemo: Bool, limits: SignInLimits,
            divisionName: @escaping @Sendable (String) -> Text
        ) {
            self.county = county
            self.hall = hall
            self.desk = desk
            self.orders = orders
            self.cases = cases
            self.directory = directory
            self.sessions = sessions
            self.notices = notices
            self.storage = storage
            self.journal = journal
            self.words = words
            self.zone = zone
            self.isDemo = isDemo
            self.limits = limits
            self.divisionName = divisionName
        }
    }

    package static let root = "/api/v1"
    /// The most that a program may send: answers to questions, no files.
    private static let limit = 256 << 10

    private let operations: [(operation: Operation, checks: OperationChecks)]
    private let county: Text

    /// - Throws: when a schema of ours does not compile.
    package init(_ dependencies: Dependencies) throws {
        let all =
            CountyOperations(dependencies).all + SessionOperations(dependencies).all
            + CitizenOperations(dependencies).all + OfficialOperations(dependencies).all
            + OrderOperations(dependencies).all
        operations = try all.map { ($0, try OperationChecks($0)) }
        county = dependencies.county.name
    }

    /// The document in a language.
    package func document(_ language: Language) -> JSON {
        OpenAPIDocument(operations: operations.map(\.operation), county: county, language: language).json
    }

    /// Adds the interface's routes.
    package func register(in table: inout RouteTable) {
        table.add(
            Route(.get, "\(RESTInterface.root)/openapi.json", access: .everyone, caller: .program) { request in
                .json(document(request.language))
            })
        for (operation, checks) in operations {
            table.add(
                Route(
                    operation.method, RESTInterface.root + operation.path, access: operation.access, caller: .program,
                    body: .upload(limit: RESTInterface.limit)
                ) { request in
                    try await operation.handler(try operation.call(request, checks: checks))
                })
        }
        // An address that the interface does not have is a problem too, not a page.
        for method in Route.Method.allCases {
            table.add(
                Route(method, "/api/**", access: .everyone, caller: .program) { _ in throw WebError.notFound })
        }
    }

    /// The schema of what an operation answers, for tests.
    package func answerSchema(_ id: String) throws -> Schema? {
        guard let name = operations.first(where: { $0.operation.id == id })?.operation.success.schema else {
            return nil
        }
        return try OperationChecks.compiled(Shape.reference(name))
    }
}
