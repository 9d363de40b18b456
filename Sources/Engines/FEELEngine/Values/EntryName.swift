import Synchronization

/// The name of a context's entry as an expression reads it: hashed once, with the place where it was found last.
///
/// The remembered place is only a hint that belongs to one shape's number, so it may be read and written by any thread.
public final class EntryName: Sendable {
    /// The name.
    public let name: String
    private let hash: UInt64
    private let hint = Atomic<UInt64>(0)

    /// Makes one.
    public init(_ name: String) {
        self.name = name
        hash = FEELShape.hash(name)
    }

    /// The value of this name in a context; `nil` if there is no such entry.
    @inline(__always)
    public func value(in context: FEELContext) -> FEELValue? {
        let known = hint.load(ordering: .relaxed)
        if UInt32(truncatingIfNeeded: known >> 32) == context.shape.id {
            let place = Int(UInt32(truncatingIfNeeded: known))
            return place == Self.absent ? nil : context.values[place]
        }
        return search(context)
    }

    private static let absent = Int(UInt32.max)

    private func search(_ context: FEELContext) -> FEELValue? {
        let place = context.shape.place(of: name, hash: hash)
        hint.store(UInt64(context.shape.id) << 32 | UInt64(place ?? Self.absent), ordering: .relaxed)
        return place.map { context.values[$0] }
    }
}
