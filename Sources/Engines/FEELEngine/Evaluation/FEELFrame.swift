/// The local variables of one function call or expression. A frame must not outlive its run.
public final class FEELFrame {
    /// The run it belongs to.
    ///
    /// Unowned, since the run keeps frames to use them again; unchecked, since every node reads it.
    public unowned(unsafe) let run: FEELRun
    private let slots: UnsafeMutablePointer<FEELValue>
    /// How many variables there are.
    let count: Int

    /// A frame with `count` variables, all `null`.
    public init(count: Int, run: FEELRun) {
        self.run = run
        self.count = count
        slots = UnsafeMutablePointer<FEELValue>.allocate(capacity: max(count, 1))
        slots.initialize(repeating: .null, count: count)
    }

    /// Makes the first variables `null` again.
    func clear(_ used: Int) {
        slots.update(repeating: .null, count: min(used, count))
    }

    deinit {
        slots.deinitialize(count: count)
        slots.deallocate()
    }

    /// A variable. Places come from ``FEELLayout`` and are below the count of the layout the frame was made for.
    public subscript(place: Int) -> FEELValue {
        @inline(__always) get { slots[place] }
        @inline(__always) set { slots[place] = newValue }
    }
}
