package import Directory

/// Who may use a route. Every route names it; the table of all routes is checked against a list that people read.
package enum Access: Sendable, Hashable {
    /// Anybody, signed in or not.
    case everyone
    /// A citizen who is signed in; what they see is limited to themselves and those they act for.
    case citizen
    /// An official who is signed in, whatever the post.
    case official
    /// An official whose post holds the permission.
    case permission(Permission)
    /// An official whose post holds one of these.
    case oneOf([Permission])
    /// Anybody who is signed in.
    case signedIn

    /// The word used in the table of permissions.
    package var name: String {
        switch self {
        case .everyone: "everyone"
        case .citizen: "citizen"
        case .official: "official"
        case .signedIn: "signed-in"
        case .permission(let permission): permission.rawValue
        case .oneOf(let permissions): permissions.map(\.rawValue).joined(separator: "|")
        }
    }
}
