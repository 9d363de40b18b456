import Foundation
import GRDBSQLite
import Storage
import Synchronization

/// Threads for lists and long reads; each query has a deadline and can be cancelled.
final class SQLiteQueryLane: Sendable {
    typealias Work = @Sendable (SQLiteConnection) throws -> Void

    /// One query: while it runs, SQLite asks it now and then whether to go on.
    final class Query: Sendable {
        let work: Work
        let deadline: ContinuousClock.Instant
        let isCancelled = Atomic<Bool>(false)
        private let shutdown: Shutdown
        private let waiter = Mutex<CheckedContinuation<Result<Void, any Error>, Never>?>(nil)

        init(timeLimit: Duration, shutdown: Shutdown, work: @escaping Work) {
            self.shutdown = shutdown
            self.work = work
            deadline = ContinuousClock.now.advanced(by: timeLimit)
        }

        /// Why it must not go on; `nil` if it may.
        var stopReason: StorageError? {
            if isCancelled.load(ordering: .relaxed) { return .cancelled }
            if shutdown.isCalled.load(ordering: .relaxed) { return .closed }
            return ContinuousClock.now >= deadline ? .timedOut : nil
        }

        func wait(with continuation: CheckedContinuation<Result<Void, any Error>, Never>) {
            waiter.withLock { $0 = continuation }
        }

        func finish(_ result: Result<Void, any Error>) {
            waiter.withLock { waiter in
                defer { waiter = nil }
                return waiter
            }?.resume(returning: result)
        }
    }

    /// Between two questions SQLite does so many steps of its machine, well below a millisecond's work.
    private static let stepsBetweenQuestions: Int32 = 2_000

    private let queue = WorkQueue<Query>()
    private let threads = DispatchGroup()
    private let shutdown = Shutdown()

    /// Tells the queries that still run to end.
    final class Shutdown: Sendable {
        let isCalled = Atomic<Bool>(false)
    }

    init(settings: SQLiteConfiguration) {
        for number in 0..<max(1, settings.queryThreads) {
            threads.enter()
            let thread = Thread { [queue, threads] in
                Self.serve(queue, settings)
                threads.leave()
            }
            thread.name = "yiwang.query-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    func run(timeLimit: Duration, _ work: @escaping Work) async throws {
        let query = Query(timeLimit: timeLimit, shutdown: shutdown, work: work)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                query.wait(with: continuation)
                do throws(StorageError) {
                    try queue.push(query)
                } catch {
                    query.finish(.failure(error))
                }
            }
        } onCancel: {
            query.isCancelled.store(true, ordering: .relaxed)
        }
        try result.get()
    }

    /// Ends what runs and what waits, then the threads.
    func close() async {
        shutdown.isCalled.store(true, ordering: .relaxed)
        queue.close()
        await withCheckedContinuation { continuation in
            threads.notify(queue: .global()) { continuation.resume() }
        }
    }

    private static func serve(_ queue: WorkQueue<Query>, _ settings: SQLiteConfiguration) {
        var connection: SQLiteConnection?
        while let query = queue.take(upTo: 1).first {
            if let reason = query.stopReason {
                query.finish(.failure(reason))
                continue
            }
            do {
                let open = try connection ?? SQLiteConnection(role: .reader, settings: settings)
                connection = open
                query.finish(run(query, on: open))
            } catch {
                query.finish(.failure(error))
            }
        }
        connection?.close()
    }

    private static func run(_ query: Query, on connection: SQLiteConnection) -> Result<Void, any Error> {
        let context = Unmanaged.passUnretained(query).toOpaque()
        sqlite3_progress_handler(
            connection.handle, stepsBetweenQuestions,
            { context in
                guard let context else { return 0 }
                let query = Unmanaged<Query>.fromOpaque(context).takeUnretainedValue()
                return query.stopReason == nil ? 0 : 1
            }, context)
        defer {
            sqlite3_progress_handler(connection.handle, 0, nil, nil)
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
        }
        do {
            try query.work(connection)
            return .success(())
        } catch {
            // SQLite says "interrupted" for both; the query knows which it was.
            if error as? StorageError == .cancelled { return .failure(query.stopReason ?? .cancelled) }
            return .failure(error)
        }
    }
}
