/// The local variables of one function call or expression: a handle, good as long as its run has lent it.
public struct FEELFrame {
    /// The run it belongs to.
    public let run: FEELRun
    private let slots: UnsafeMutablePointer<FEELValue>

    /// How many variables there are, and how many of them were used, stands before the first.
    private static var header: Int { MemoryLayout<FEELValue>.alignment * 2 }

    init(capacity: Int, run: FEELRun) {
        self.run = run
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: Self.header + capacity * MemoryLayout<FEELValue>.stride, alignment: Self.header)
        bytes.storeBytes(of: capacity, as: Int.self)
        bytes.storeBytes(of: 0, toByteOffset: MemoryLayout<Int>.stride, as: Int.self)
        slots = (bytes + Self.header).bindMemory(to: FEELValue.self, capacity: capacity)
        slots.initialize(repeating: .null, count: capacity)
    }

    var capacity: Int { (UnsafeMutableRawPointer(slots) - Self.header).load(as: Int.self) }

    /// How many of the first variables may hold something.
    var used: Int {
        get {
            (UnsafeMutableRawPointer(slots) - Self.header).load(
                fromByteOffset: MemoryLayout<Int>.stride, as: Int.self)
        }
        nonmutating set {
            (UnsafeMutableRawPointer(slots) - Self.header).storeBytes(
                of: newValue, toByteOffset: MemoryLayout<Int>.stride, as: Int.self)
        }
    }

    /// Makes what was used `null` again.
    func clear() {
        slots.update(repeating: .null, count: used)
        used = 0
    }

    func free() {
        // Of the others each is `null`, which holds nothing.
        slots.deinitialize(count: used)
        (UnsafeMutableRawPointer(slots) - Self.header).deallocate()
    }

    /// A variable. Places come from ``FEELLayout`` and are below the count of the layout the frame was lent for.
    public subscript(place: Int) -> FEELValue {
        @inline(__always) get { slots[place] }
        @inline(__always) nonmutating set { slots[place] = newValue }
    }
}
