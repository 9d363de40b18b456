/// A child whose turn it is, and who applies for it.
package struct PupilApplicant: Sendable, Hashable {
    /// What kind of place the family lives in.
    package enum Situation: String, Sendable, Hashable {
        /// Registered in a village.
        case village
        /// Registered in a village, owning a home in the county town.
        case villageWithTownHome = "village-with-town-home"
        /// Registered in a compound of the county town.
        case compound
        /// Come from another county.
        case migrant
    }

    /// A datum that the rules ask for and no register holds.
    package enum Datum: String, Sendable, Hashable {
        /// The child is not in the population register.
        case child
        /// The applicant is not recorded as the child's guardian.
        case guardian
        /// No statement, deed or permit leads from child or applicant to a home.
        case home
        /// The birth is not recorded.
        case birth
    }

    /// The child's number.
    package let child: String
    /// The applicant's number.
    package let applicant: String
    /// What the applicant is to the child: father, mother, grandfather, grandmother.
    package let relation: String
    /// The other parent, when alive and not divorced.
    package let spouse: String?
    /// Where the family lives.
    package let situation: Situation
    /// The code of the school whose area the home lies in.
    package let school: String
    /// What is not found; the truth behind the tests, not for the screen.
    package let notFound: [Datum]
}
