package import Diagnostics

/// An office of the county or of a town.
package struct Department: Sendable, Hashable {
    /// The permanent code, such as `education`.
    package let code: String
    package let name: Text
    /// `county` or `town`.
    package let level: String
    /// A town office's territory.
    package let division: String?
    package let phone: String?

    package init(code: String, name: Text, level: String, division: String? = nil, phone: String? = nil) {
        self.code = code
        self.name = name
        self.level = level
        self.division = division
        self.phone = phone
    }
}

/// A post: what whoever holds it may do. Permissions belong to posts, never to people.
package struct Post: Sendable, Hashable {
    package let code: String
    package let name: Text
    /// The department it belongs to, or `*` for one in every town.
    package let department: String
    package let permissions: Set<Permission>

    package init(code: String, name: Text, department: String, permissions: Set<Permission>) {
        self.code = code
        self.name = name
        self.department = department
        self.permissions = permissions
    }
}
