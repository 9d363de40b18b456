package import Directory

/// Somebody a case is for or about, as the case knows them.
package struct Person: Sendable, Hashable {
    package let idNumber: String
    package let name: String
    package let phone: String?

    package init(idNumber: String, name: String, phone: String? = nil) {
        self.idNumber = idNumber
        self.name = name
        self.phone = phone
    }
}

/// Who fills a case in: the applicant, or somebody who enters for the applicant.
package enum Agent: Sendable, Hashable {
    case citizen(Citizen)
    case official(Official)

    var kind: String {
        switch self {
        case .citizen: "citizen"
        case .official: "official"
        }
    }

    var id: Int64 {
        switch self {
        case .citizen(let citizen): citizen.id
        case .official(let official): official.id
        }
    }

    /// What the agent may see: a citizen the own cases, an official the cases they enter and those of their reach.
    package var scope: AccessScope {
        switch self {
        case .citizen(let citizen):
            AccessScope(viewer: .citizen(id: citizen.id), reach: .people([citizen.key]), permissions: [])
        case .official(let official): official.scope
        }
    }

    /// The word for the journal.
    var journalName: String { "\(kind):\(id)" }
}

/// By which way a case came.
package enum Channel: String, Sendable, Hashable, CaseIterable {
    case online
    case counter
    case village
    case paper
    case phone
}
