/// Memory that holds the texts and bytes of one statement's values while it runs, used again for the next.
struct BindScratch: ~Copyable {
    private(set) var start: UnsafeMutableRawPointer
    private var capacity: Int

    init() {
        capacity = 16_384
        start = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { start.deallocate() }

    /// Makes room for `count` bytes; what was there before is gone.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        start.deallocate()
        capacity = count + count / 2
        start = .allocate(byteCount: capacity, alignment: 16)
    }

    /// Gives memory back that one large value took.
    mutating func trim() {
        guard capacity > 1_048_576 else { return }
        start.deallocate()
        capacity = 16_384
        start = .allocate(byteCount: capacity, alignment: 16)
    }
}
