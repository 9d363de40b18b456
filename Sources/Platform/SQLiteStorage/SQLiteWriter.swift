import Foundation
import GRDBSQLite
import Storage

/// The one thread that writes. Everything that queued up while a commit ran shares the next one.
final class SQLiteWriter: Sendable {
    enum Item: Sendable {
        case writeSet(WriteSet, CheckedContinuation<Result<CommitOutcome, StorageError>, Never>)
        case exclusive(Exclusive, CheckedContinuation<Result<Void, StorageError>, Never>)
    }

    /// Work that has a transaction, or several, to itself.
    typealias Exclusive = @Sendable (SQLiteConnection) throws(StorageError) -> Void

    private let queue = WorkQueue<Item>()
    private let finished = DispatchSemaphore(value: 0)
    private let counters = StorageCounters()

    /// Opens the writing connection before it returns, so that a wrong file is refused at once.
    init(settings: SQLiteConfiguration) throws(StorageError) {
        let state = SQLiteWriterState(
            connection: try SQLiteConnection(role: .writer, settings: settings), settings: settings,
            counters: counters)
        let hand = HandOver(state)
        let thread = Thread { [queue, finished] in
            let state = hand.value
            while true {
                let items = queue.take(upTo: settings.largestGroup)
                if items.isEmpty { break }
                state.process(items)
            }
            state.close()
            finished.signal()
        }
        thread.name = "yiwang.writer"
        thread.stackSize = 1 << 20
        thread.start()
    }

    func commit(_ writeSet: WriteSet) async throws(StorageError) -> CommitOutcome {
        let result = await withCheckedContinuation { continuation in
            do throws(StorageError) {
                try queue.push(.writeSet(writeSet, continuation))
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    func exclusive(_ work: @escaping Exclusive) async throws(StorageError) {
        let result = await withCheckedContinuation { continuation in
            do throws(StorageError) {
                try queue.push(.exclusive(work, continuation))
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        try result.get()
    }

    var statistics: StorageStatistics { counters.statistics(waiting: queue.waiting) }

    /// Writes what was accepted, then ends the thread.
    func close() async {
        queue.close()
        let finished = finished
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                finished.wait()
                finished.signal()
                continuation.resume()
            }
        }
    }
}

/// Carries a value that isn't `Sendable` to the thread that will own it alone.
struct HandOver<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
