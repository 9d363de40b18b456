/// Why a text is no geometry.
public struct GeoError: Error, Sendable, Hashable {
    /// The kinds of failure.
    public enum Kind: String, Sendable, Hashable {
        /// The text is longer than 1 MiB, or has over 100 000 points.
        case size = "geometry.size"
        /// A word or sign stands where another was needed.
        case syntax = "geometry.syntax"
        /// A geometry of another type than point or polygon.
        case type = "geometry.type"
        /// A coordinate that is no number or lies outside the earth.
        case coordinate = "geometry.coordinate"
        /// A ring that is open or has fewer than four points.
        case ring = "geometry.ring"
    }

    /// What is wrong.
    public let kind: Kind
    /// Where, as a byte offset into the text; 0 when it is not a place.
    public let position: Int

    init(_ kind: Kind, position: Int) {
        self.kind = kind
        self.position = position
    }

    /// The stable code.
    public var code: String { kind.rawValue }
}
