/// A citizen who has signed in at least once.
package struct Citizen: Sendable, Hashable {
    package let id: Int64
    package let key: SubjectKey
    package let idNumber: String
    package let name: String
    package let phone: String?
    package let assurance: IdentityAssurance

    package init(
        id: Int64, key: SubjectKey, idNumber: String, name: String, phone: String?, assurance: IdentityAssurance
    ) {
        self.id = id
        self.key = key
        self.idNumber = idNumber
        self.name = name
        self.phone = phone
        self.assurance = assurance
    }
}

/// How sure we are that a citizen is who they say.
package enum IdentityAssurance: Int, Sendable, Hashable, Comparable {
    /// Self-declared. Not enough to see any register.
    case declared = 1
    /// Checked against a document, at a counter or by the province.
    case verified = 2
    /// Checked with a biometric comparison by the province or the card's chip.
    case strong = 3

    package static func < (left: IdentityAssurance, right: IdentityAssurance) -> Bool {
        left.rawValue < right.rawValue
    }
}
