/// The versions that satisfy a need: comparisons joined by spaces, all of which must hold (`>=1.0.0 <2.0.0`).
package struct VersionRange: Sendable, Hashable {
    /// One comparison.
    package enum Comparison: Sendable, Hashable {
        case equal(SemanticVersion)
        case atLeast(SemanticVersion)
        case above(SemanticVersion)
        case atMost(SemanticVersion)
        case below(SemanticVersion)
    }

    /// All of these hold for a version in the range.
    package let comparisons: [Comparison]

    /// Reads a range; `nil` when it is not one.
    package init?(_ text: String) {
        var comparisons: [Comparison] = []
        for part in text.split(separator: " ") {
            if part.hasPrefix(">="), let version = SemanticVersion(String(part.dropFirst(2))) {
                comparisons.append(.atLeast(version))
            } else if part.hasPrefix("<="), let version = SemanticVersion(String(part.dropFirst(2))) {
                comparisons.append(.atMost(version))
            } else if part.hasPrefix(">"), let version = SemanticVersion(String(part.dropFirst())) {
                comparisons.append(.above(version))
            } else if part.hasPrefix("<"), let version = SemanticVersion(String(part.dropFirst())) {
                comparisons.append(.below(version))
            } else if let version = SemanticVersion(String(part.drop(while: { $0 == "=" }))) {
                comparisons.append(.equal(version))
            } else {
                return nil
            }
        }
        guard !comparisons.isEmpty else { return nil }
        self.comparisons = comparisons
    }

    /// Whether a version satisfies every comparison.
    package func contains(_ version: SemanticVersion) -> Bool {
        comparisons.allSatisfy { comparison in
            switch comparison {
            case .equal(let bound): version == bound
            case .atLeast(let bound): version >= bound
            case .above(let bound): version > bound
            case .atMost(let bound): version <= bound
            case .below(let bound): version < bound
            }
        }
    }
}
