/// A person as an identity source vouches for them.
package struct VerifiedPerson: Sendable, Hashable {
    /// 18 characters, checked.
    package let idNumber: String
    package let name: String
    package let phone: String?
    package let assurance: IdentityAssurance

    package init(idNumber: String, name: String, phone: String?, assurance: IdentityAssurance) {
        self.idNumber = idNumber
        self.name = name
        self.phone = phone
        self.assurance = assurance
    }
}

/// A source that says who a citizen is: the province's sign-on, a code from a counter, the demo's.
package protocol IdentityProvider: Sendable {
    /// The source's name in sessions and logs.
    var name: String { get }

    /// Where the browser goes to sign in, if the source has pages of its own.
    func signInLocation(state: String) -> String?

    /// The person behind what the browser brought back.
    ///
    /// - Parameter answer: the parameters of the call back, such as `ticket`.
    func person(for answer: [String: String], now: Int64) async throws -> VerifiedPerson
}
