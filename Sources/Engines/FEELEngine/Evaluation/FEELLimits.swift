/// What one evaluation may use at most, so that a hostile expression or input ends early.
public struct FEELLimits: Sendable {
    /// Steps of loops, filters and calls.
    public var steps: Int
    /// Nesting of calls, in levels of expression trees.
    public var depth: Int
    /// Size of all values made, in bytes (24 for an element of a list).
    public var size: Int
    /// Length of an expression's source in Unicode scalars.
    public var source: Int
    /// Nesting of an expression's source.
    public var nesting: Int

    /// Makes limits.
    public init(
        steps: Int = 1_000_000, depth: Int = 3_000, size: Int = 64_000_000, source: Int = 200_000, nesting: Int = 120
    ) {
        self.steps = steps
        self.depth = depth
        self.size = size
        self.source = source
        self.nesting = nesting
    }

    /// Enough for any rule book and little for an attacker.
    public static let standard = FEELLimits()
}
