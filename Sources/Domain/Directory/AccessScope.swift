/// Who reads, and how far they may see. Every read of a module takes one; there is no unscoped overload.
package struct AccessScope: Sendable, Hashable {
    /// How far a viewer sees.
    package enum Reach: Sendable, Hashable {
        /// All of the county.
        case county
        /// The territories under these division codes.
        case divisions([String])
        /// What concerns these people: the viewer, and those the viewer acts for.
        case people([SubjectKey])
    }

    /// Who reads, for receipts and the journal.
    package enum Viewer: Sendable, Hashable {
        case citizen(id: Int64)
        case official(id: Int64, post: String, department: String)
        /// The program itself; the reason is a stable word such as `seed` or `journal`.
        case program(String)
    }

    /// Who reads.
    package let viewer: Viewer
    /// How far.
    package let reach: Reach
    /// What the viewer may do.
    package let permissions: Set<Permission>

    /// Makes a scope.
    package init(viewer: Viewer, reach: Reach, permissions: Set<Permission>) {
        self.viewer = viewer
        self.reach = reach
        self.permissions = permissions
    }

    /// The program's own scope, for work that no person asked for.
    package static func program(_ reason: String) -> AccessScope {
        AccessScope(viewer: .program(reason), reach: .county, permissions: Set(Permission.allCases))
    }

    /// Whether the viewer holds a permission.
    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
