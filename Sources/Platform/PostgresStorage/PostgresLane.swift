import Foundation
import Storage

/// Threads with a connection each, which take work from one queue. A connection that broke is made anew, with growing
/// pauses; what arrives during a pause fails at once.
final class PostgresLane<Item: Sendable>: Sendable {
    /// Handles a batch of items with the thread's connection. Until it ends its turn no other thread takes items, if the
    /// lane takes turns.
    typealias Serve = @Sendable ([Item], PostgresLaneConnection, Turn) -> Void

    private let queue = WorkQueue<Item>()
    private let group = DispatchGroup()

    init(
        _ configuration: PostgresConfiguration, name: String, threads: Int, largestBatch: Int,
        takesTurns: Bool = false, _ serve: @escaping Serve
    ) {
        let baton = takesTurns ? DispatchSemaphore(value: 1) : nil
        for number in 0..<max(1, threads) {
            group.enter()
            let thread = Thread { [queue, group] in
                let connection = PostgresLaneConnection(configuration, name: "yiwang.\(name)")
                while true {
                    let turn = Turn(baton)
                    defer { turn.end() }
                    let items = queue.take(upTo: largestBatch)
                    if items.isEmpty { break }
                    serve(items, connection, turn)
                }
                connection.drop()
                group.leave()
            }
            thread.name = "yiwang.pg-\(name)-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    func push(_ item: Item) throws(StorageError) { try queue.push(item) }

    var waiting: Int { queue.waiting }

    func close() async {
        queue.close()
        await withCheckedContinuation { continuation in
            group.notify(queue: .global()) { continuation.resume() }
        }
    }
}

/// A thread's turn in a lane: it alone takes items, until it says that another one may.
final class Turn {
    private var baton: DispatchSemaphore?

    /// Waits until nobody else has a turn; without a baton everybody always has.
    init(_ baton: DispatchSemaphore?) {
        baton?.wait()
        self.baton = baton
    }

    func end() {
        baton?.signal()
        baton = nil
    }
}
