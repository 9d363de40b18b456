/// The rows of one kind, in the order of their numbers, with a memory of what changed since it was last asked.
///
/// Numbers only grow, so appending keeps the order; a look-up is a binary search; removing marks the slot, and dead
/// slots are cleared away together.
struct RowTable<Row: ProcessRow>: Sendable {
    private enum Status: UInt8 {
        case clean
        case created
        case changed
        /// Removed, but stored outside.
        case removed
        /// Created and removed since the changes were last taken.
        case gone
        /// Removed, and told.
        case dead
    }

    private struct Slot: Sendable {
        var row: Row
        var status: Status
        var reason: RemovalReason = .done
        var isLive: Bool { status.rawValue < Status.removed.rawValue }
    }

    private var slots: [Slot] = []
    private var touched: [Int] = []
    private var dead = 0
    private(set) var count = 0

    init() {}

    init(_ rows: some Sequence<Row>) {
        slots = rows.map { Slot(row: $0, status: .clean) }.sorted { $0.row.id < $1.row.id }
        count = slots.count
    }

    var isEmpty: Bool { count == 0 }

    var rows: [Row] { slots.filter(\.isLive).map(\.row) }

    private func position(_ id: Int) -> Int? {
        // Most instances hold a handful of rows, and the newest are asked for most.
        if slots.count <= 8 {
            var at = slots.count - 1
            while at >= 0 {
                if slots[at].row.id == id { return at }
                at -= 1
            }
            return nil
        }
        var (low, high) = (0, slots.count)
        while low < high {
            let middle = (low + high) / 2
            if slots[middle].row.id < id { low = middle + 1 } else { high = middle }
        }
        return low < slots.count && slots[low].row.id == id ? low : nil
    }

    subscript(id: Int) -> Row? {
        guard let at = position(id), slots[at].isLive else { return nil }
        return slots[at].row
    }

    func contains(_ id: Int) -> Bool { self[id] != nil }

    /// The first live row that fits.
    func first(where fits: (Row) -> Bool) -> Row? {
        for slot in slots where slot.isLive && fits(slot.row) { return slot.row }
        return nil
    }

    /// The live rows that fit, in the order of their numbers.
    func all(where fits: (Row) -> Bool) -> [Row] {
        var found: [Row] = []
        for slot in slots where slot.isLive && fits(slot.row) { found.append(slot.row) }
        return found
    }

    mutating func append(_ row: Row) {
        touched.append(row.id)
        slots.append(Slot(row: row, status: .created))
        count += 1
    }

    /// Changes a row in place; nothing happens if there is none.
    mutating func update(_ id: Int, _ change: (inout Row) -> Void) {
        guard let at = position(id), slots[at].isLive else { return }
        change(&slots[at].row)
        if slots[at].status == .clean {
            slots[at].status = .changed
            touched.append(id)
        }
    }

    @discardableResult
    mutating func remove(_ id: Int, _ reason: RemovalReason = .done) -> Row? {
        guard let at = position(id), slots[at].isLive else { return nil }
        switch slots[at].status {
        case .clean:
            touched.append(id)
            slots[at].status = .removed
        case .created: slots[at].status = .gone
        case .changed, .removed, .gone, .dead: slots[at].status = .removed
        }
        slots[at].reason = reason
        count -= 1
        return slots[at].row
    }

    /// Takes the net changes: rows to write and rows to delete, each once, in the order of their numbers.
    mutating func drain(put: (Row) -> Void, removed: (Row, RemovalReason) -> Void) {
        guard !touched.isEmpty else { return }
        touched.sort()
        for id in touched {
            guard let at = position(id) else { continue }
            switch slots[at].status {
            case .clean, .dead: continue
            case .created, .changed:
                put(slots[at].row)
                slots[at].status = .clean
            case .removed:
                removed(slots[at].row, slots[at].reason)
                slots[at].status = .dead
                dead += 1
            case .gone:
                slots[at].status = .dead
                dead += 1
            }
        }
        touched.removeAll(keepingCapacity: true)
        // Clearing away costs a pass over all slots: done when that many are dead, it costs nothing in the long run.
        if dead * 2 > slots.count {
            slots.removeAll { $0.status == .dead }
            dead = 0
        }
    }

    /// Writes a row as storage does: over the one of its number, or as a new one.
    mutating func put(_ row: Row) {
        if let at = position(row.id) {
            if !slots[at].isLive { count += 1 }
            slots[at].row = row
            slots[at].status = .clean
        } else {
            let at = slots.firstIndex { $0.row.id > row.id } ?? slots.count
            slots.insert(Slot(row: row, status: .clean), at: at)
            count += 1
        }
    }

    /// Deletes a row as storage does.
    mutating func delete(_ id: Int) {
        guard let at = position(id), slots[at].isLive else { return }
        slots.remove(at: at)
        count -= 1
    }
}

extension RowTable: Equatable {
    static func == (left: RowTable, right: RowTable) -> Bool { left.rows == right.rows }
}
