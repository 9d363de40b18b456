package import Diagnostics

/// One of several answers to choose from.
package struct Option: Sendable {
    /// What is submitted.
    package let value: String
    /// What is read.
    package let label: Text
    /// A sentence that helps to decide.
    package let hint: Text?

    /// Makes one.
    package init(value: String, label: Text, hint: Text? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}
