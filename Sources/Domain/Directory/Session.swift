import Cryptography

/// Somebody who is signed in.
package struct Session: Sendable, Hashable {
    package enum Principal: Sendable, Hashable {
        case citizen(Citizen)
        case official(Official)
    }

    package let principal: Principal
    /// What forms of this session are signed with.
    package let formKey: [UInt8]

    package init(principal: Principal, formKey: [UInt8]) {
        self.principal = principal
        self.formKey = formKey
    }
}
