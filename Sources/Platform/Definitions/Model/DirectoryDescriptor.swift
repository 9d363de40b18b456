package import Diagnostics

/// `directory.yaml`: the departments and posts that a package knows.
package struct DirectoryDescriptor: Sendable, Hashable {
    /// A department.
    package struct Department: Sendable, Hashable {
        package enum Level: String, Sendable, Hashable, CaseIterable {
            case county, town
        }

        package let id: String
        package let title: Text
        package let short: Text?
        package let level: Level
        package let phone: String?
    }

    /// A post (岗位).
    package struct Post: Sendable, Hashable {
        package let id: String
        package let title: Text
        /// The department; `nil` for a post that each town has.
        package let department: String?
        /// What its holder may do, in words.
        package let may: [Text]
    }

    package let departments: [Department]
    package let posts: [Post]

    /// Makes a descriptor.
    package init(departments: [Department], posts: [Post]) {
        self.departments = departments
        self.posts = posts
    }

    /// Reads the declaration.
    package init(_ reader: DescriptorReader) {
        reader.expectObject(keys: ["departments", "posts"])
        departments = (reader.child("departments")?.entries() ?? []).compactMap { id, part in
            guard part.expectObject(keys: ["title", "short", "level", "phone"]), let title = part.text("title") else {
                return nil
            }
            return Department(
                id: id, title: title, short: part.text("short", required: false),
                level: part.choice("level", required: false) ?? .county, phone: part.string("phone", required: false))
        }
        posts = (reader.child("posts")?.entries() ?? []).compactMap { id, part in
            guard part.expectObject(keys: ["title", "department", "may"]) else { return nil }
            guard let title = part.text("title"), let department = part.string("department") else { return nil }
            return Post(
                id: id, title: title, department: department == "*" ? nil : department,
                may: part.texts("may", required: false))
        }
    }
}
