import Directory
import Services
import Web

extension ApplyRoutes {
    /// Who fills in: the citizen, or an official who enters for somebody.
    static func agent(_ request: WebRequest) throws -> Agent {
        switch request.session?.principal {
        case .citizen(let citizen): return .citizen(citizen)
        case .official(let official):
            guard official.permissions.contains(.enterForOthers) else { throw WebError.forbidden }
            return .official(official)
        case nil: throw WebError.signInNeeded(as: .citizen)
        }
    }

    /// The case that a page is about, for its applicant or for an official who enters for somebody.
    ///
    /// An official's right to what was entered for somebody ends with the delegation; and the citizen learns of each
    /// look at what has been handed in.
    static func `case`(_ request: WebRequest, services: PortalServices) async throws -> Case {
        let agent = try agent(request)
        let found = try await services.cases.find(number: try request.parameter("number"), in: agent.scope)
        if case .official(let official) = agent {
            let service = found.service
            let today = services.desk.today(request.now)
            if found.submittedAt == nil || official.scope.may(.readCases) == false,
                try await services.directory.delegation(
                    of: official.id, for: found.applicant, service: service, on: today) == nil
            {
                throw ServiceError(.notEntitled)
            }
            if found.submittedAt != nil {
                try await services.desk.noteViewed(found, by: official, now: request.now)
            }
        }
        return found
    }
}
