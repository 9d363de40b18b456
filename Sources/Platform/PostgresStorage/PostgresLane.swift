import Foundation
import Storage

/// Threads with a connection each, which take work from one queue. A connection that broke is made anew, with growing
/// pauses; what arrives during a pause fails at once.
final class PostgresLane<Item: Sendable>: Sendable {
    /// Handles a batch of items with the thread's connection.
    typealias Serve = @Sendable ([Item], PostgresLaneConnection) -> Void

    private let queue = WorkQueue<Item>()
    private let group = DispatchGroup()

    init(
        _ configuration: PostgresConfiguration, name: String, threads: Int, largestBatch: Int,
        _ serve: @escaping Serve
    ) {
        for number in 0..<max(1, threads) {
            group.enter()
            let thread = Thread { [queue, group] in
                let connection = PostgresLaneConnection(configuration, name: "yiwang.\(name)")
                while true {
                    let items = queue.take(upTo: largestBatch)
                    if items.isEmpty { break }
                    serve(items, connection)
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
