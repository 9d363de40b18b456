import Foundation

/// What threads of a backend wait on: items in their order, taken singly or all at once.
package final class WorkQueue<Item: Sendable>: @unchecked Sendable {
    // Everything below is touched only while the condition is locked.
    private let condition = NSCondition()
    private var items: [Item] = []
    private var head = 0
    private var sleepers = 0
    private var isClosed = false
    private let capacity: Int

    /// At most `capacity` items wait: when the disk stalls, callers are told rather than memory filled.
    package init(capacity: Int = 16_384) { self.capacity = capacity }

    /// Appends the item; a closed or full queue refuses it.
    package func push(_ item: Item) throws(StorageError) {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { throw .closed }
        guard items.count - head < capacity else { throw .unavailable("too many requests wait for the database") }
        items.append(item)
        if sleepers > 0 { condition.signal() }
    }

    /// Waits for items and takes up to `maximum`; empty only when the queue is closed and done.
    package func take(upTo maximum: Int) -> [Item] {
        condition.lock()
        defer { condition.unlock() }
        while head == items.count {
            if isClosed { return [] }
            sleepers += 1
            condition.wait()
            sleepers -= 1
        }
        return removeFirst(maximum)
    }

    /// Takes up to `maximum` items that are there already.
    package func takeNow(upTo maximum: Int) -> [Item] {
        condition.lock()
        defer { condition.unlock() }
        return removeFirst(maximum)
    }

    /// No more items are accepted; those that were are still handed out.
    package func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    package var waiting: Int {
        condition.lock()
        defer { condition.unlock() }
        return items.count - head
    }

    private func removeFirst(_ maximum: Int) -> [Item] {
        let available = items.count - head
        if head == 0, available <= maximum {
            let taken = items
            items = []
            return taken
        }
        let taken = Array(items[head..<head + min(available, maximum)])
        head += taken.count
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 4_096 {
            items.removeFirst(head)
            head = 0
        }
        return taken
    }
}
