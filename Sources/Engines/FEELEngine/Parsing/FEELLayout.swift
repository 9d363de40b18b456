/// Hands out the places of local variables in one frame.
public final class FEELLayout {
    /// How many places were handed out.
    public private(set) var count = 0

    /// An empty layout.
    public init() {}

    /// The next place.
    public func next() -> Int {
        defer { count += 1 }
        return count
    }
}
