package import Diagnostics

/// One value of a chart.
package struct ChartPoint: Sendable {
    /// What the value is of.
    package let label: Text
    /// The value; a count.
    package let value: Int
    /// The records behind it.
    package let href: String?

    /// Makes one.
    package init(label: Text, value: Int, href: String? = nil) {
        self.label = label
        self.value = value
        self.href = href
    }
}
