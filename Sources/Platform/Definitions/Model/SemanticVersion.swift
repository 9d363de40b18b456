/// A version of three numbers, as Semantic Versioning 2.0.0 orders them (pre-release tags are not used by packages).
package struct SemanticVersion: Sendable, Hashable, Comparable {
    /// Breaking changes.
    package let major: Int
    /// Additions.
    package let minor: Int
    /// Corrections.
    package let patch: Int

    /// Makes a version.
    package init(_ major: Int, _ minor: Int, _ patch: Int) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads `1.2.3`; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var numbers: [Int] = []
        for part in parts {
            guard !part.isEmpty, part.utf8.count <= 9, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                part == "0" || part.utf8.first != 0x30, let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        self.init(numbers[0], numbers[1], numbers[2])
    }

    /// Orders by the numbers.
    package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension SemanticVersion: CustomStringConvertible {
    package var description: String { "\(major).\(minor).\(patch)" }
}
