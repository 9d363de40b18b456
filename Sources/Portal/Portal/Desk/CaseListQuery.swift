import Directory
import Services
import Web

/// The narrowing of a list of cases as the address says it: what a figure counts is what its address lists.
struct CaseListQuery {
    private let query: FormFields
    private let services: PortalServices
    private let now: Int64
    /// The services that the viewer has to do with.
    let known: [ServiceRuntime]

    init(_ request: WebRequest, services: PortalServices) {
        query = request.query
        self.services = services
        now = request.now
        known = (try? request.official()).map { services.desk.services(for: $0.scope) } ?? []
    }

    /// The seasons that the list can be of, the running one first.
    var seasons: [String] { services.desk.seasons(of: service, now: now) }

    /// The service that is listed; never one that is other departments' alone.
    var service: String {
        let named = known.first { $0.service.id == query["service"] }
        return (named ?? known.first)?.service.id ?? ""
    }

    /// The filter, and the same narrowing as the beginning of a query.
    func filter(in scope: AccessScope) async throws -> (filter: CaseFilter, query: String) {
        var filter = CaseFilter(service: service)
        var text = ""
        func take(_ name: String) -> String? {
            guard let value = query[name], !value.isEmpty, value.count <= 60 else { return nil }
            text += "\(name)=\(PortalServices.encoded(value))&"
            return value
        }
        if query["service"] != nil { text += "service=\(PortalServices.encoded(service))&" }
        filter.season = take("season")
        if filter.season == nil {
            filter.season = try await services.desk.listedSeason(of: service, in: scope, now: now)
        }
        filter.state = take("state").flatMap(CaseState.init)
        filter.outcome = take("outcome").flatMap(CaseOutcome.init)
        filter.category = take("category")
        filter.place = take("place")
        filter.owedBy = take("owed_by")
        filter.avoidedPapers = take("papers") == "avoided"
        filter.isException = take("exceptions") == "yes"
        filter.isDecided = take("decided") == "yes"
        return (filter, text)
    }

    /// The address of the rows behind a figure.
    static func address(_ filter: CaseFilter, base: String, service: String? = nil) -> String {
        var parts: [String] = []
        func add(_ name: String, _ value: String?) {
            if let value { parts.append("\(name)=\(PortalServices.encoded(value))") }
        }
        if let service { add("service", service) }
        add("season", filter.season)
        add("state", filter.state?.rawValue)
        add("outcome", filter.outcome?.rawValue)
        add("category", filter.category)
        add("place", filter.place)
        add("owed_by", filter.owedBy)
        if filter.avoidedPapers { parts.append("papers=avoided") }
        if filter.isException { parts.append("exceptions=yes") }
        if filter.isDecided { parts.append("decided=yes") }
        return parts.isEmpty ? base : "\(base)?\(parts.joined(separator: "&"))"
    }
}
