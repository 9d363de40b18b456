package import Diagnostics
package import JSONTree

/// A declaration as JSON, with a way back to the place in the author's file.
package struct DescriptorSource: Sendable {
    /// Finds the place of the value at an RFC 6901 pointer (`""` is the whole document).
    package typealias Locator = @Sendable (_ pointer: String) -> SourceLocation?

    /// The declaration.
    package let json: JSON
    /// Where its parts stand in the file; gives `nil` when the declaration comes from storage.
    package let locate: Locator

    /// A declaration with places.
    package init(json: JSON, locate: @escaping Locator) {
        self.json = json
        self.locate = locate
    }

    /// A declaration without places, such as one loaded from the database.
    package init(json: JSON) { self.init(json: json, locate: { _ in nil }) }
}
