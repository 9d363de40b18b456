package import Diagnostics

/// What is filled into a wording.
package struct NoticePlaceholder: Sendable, Hashable {
    package let name: String
    package let title: Text
    /// The protection level of what is filled in.
    package let level: Int

    /// Makes a placeholder.
    package init(name: String, title: Text, level: Int) {
        self.name = name
        self.title = title
        self.level = level
    }
}
