package import WorkCalendar

/// Why somebody may act for somebody else, with its proof and its end.
package struct Delegation: Sendable, Hashable {
    /// In which capacity the agent acts.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A parent or other guardian, for a minor (Civil Code, arts. 27 and 34).
        case guardian
        /// A relative or friend with the person's authorisation (亲友代办).
        case relative
        /// A village helper, a school or a clerk who enters for somebody present or on paper (帮办代办).
        case helper
    }

    /// What the right rests on.
    package enum Proof: String, Sendable, Hashable, CaseIterable {
        /// A row of the guardianship register.
        case register
        /// A signed sheet, photographed and kept with the case.
        case signedSheet = "signed-sheet"
        /// The person was present and showed a document.
        case presence
        /// The person confirmed in their own session.
        case confirmation
    }

    package let id: Int64
    /// The person acted for.
    package let principal: SubjectKey
    /// The citizen or official who acts.
    package let agent: Int64
    package let kind: Kind
    package let proof: Proof
    /// What the proof is, such as a receipt's or a document's number.
    package let proofReference: String
    /// The service it is for; `nil` for a guardian, whose right is not for one matter only.
    package let service: String?
    package let from: CivilDate
    /// The last day; a delegation without an end is not possible.
    package let until: CivilDate

    package init(
        id: Int64, principal: SubjectKey, agent: Int64, kind: Kind, proof: Proof, proofReference: String,
        service: String?, from: CivilDate, until: CivilDate
    ) {
        self.id = id
        self.principal = principal
        self.agent = agent
        self.kind = kind
        self.proof = proof
        self.proofReference = proofReference
        self.service = service
        self.from = from
        self.until = until
    }

    /// Whether it holds on a day for a service.
    package func isValid(on date: CivilDate, for service: String) -> Bool {
        from <= date && date <= until && (self.service == nil || self.service == service)
    }
}
