/// A person who works for the county: one account a person, one post at a time.
package struct Official: Sendable, Hashable {
    package let id: Int64
    /// The name typed at sign-in.
    package let account: String
    package let name: String
    package let department: String
    package let post: String
    /// The territories the post covers; empty means all of the county.
    package let divisions: [String]
    package let permissions: Set<Permission>
    package let isActive: Bool
    /// Those who are away today and for whom this official stands in; known of who has signed in.
    package var standsFor: [Represented] = []

    package init(
        id: Int64, account: String, name: String, department: String, post: String, divisions: [String],
        permissions: Set<Permission>, isActive: Bool
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.department = department
        self.post = post
        self.divisions = divisions
        self.permissions = permissions
        self.isActive = isActive
    }

    /// What this official may see.
    package var scope: AccessScope {
        AccessScope(
            viewer: .official(id: id, post: post, department: department),
            reach: divisions.isEmpty ? .county : .divisions(divisions),
            permissions: isActive ? permissions : [])
    }
}
