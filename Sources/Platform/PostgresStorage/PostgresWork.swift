import CPQ
import Foundation
import Storage
import Synchronization

/// Something to be done with a connection on a lane's thread, with someone waiting for it.
final class PostgresWork: Sendable {
    typealias Body = @Sendable (PostgresConnection) throws -> Void

    private struct State {
        var waiter: CheckedContinuation<Result<Void, any Error>, Never>?
        var isCancelled = false
        /// The means to cancel what the connection is doing now; only while it's doing it.
        var canceller: HandOver?
    }

    private struct HandOver: @unchecked Sendable {
        // A PGcancel may be used from any thread.
        let canceller: OpaquePointer
    }

    private let body: Body
    private let isCancellable: Bool
    private let deadline: ContinuousClock.Instant?
    private let state = Mutex(State())

    init(timeLimit: Duration? = nil, isCancellable: Bool = true, _ body: @escaping Body) {
        self.body = body
        self.isCancellable = isCancellable
        deadline = timeLimit.map { ContinuousClock.now.advanced(by: $0) }
    }

    /// Hands the work to a lane and waits. Cancelling the task cancels the statement on the server.
    func run(on lane: PostgresLane<PostgresWork>) async throws {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(continuation, on: lane)
            }
        } onCancel: {
            cancel()
        }
        try result.get()
    }

    private func enqueue(
        _ continuation: CheckedContinuation<Result<Void, any Error>, Never>, on lane: PostgresLane<PostgresWork>
    ) {
        state.withLock { $0.waiter = continuation }
        do throws(StorageError) {
            try lane.push(self)
        } catch {
            finish(.failure(error))
        }
    }

    /// Hands the work to a lane and waits for its end, whatever becomes of the task.
    func runUncancelled(on lane: PostgresLane<PostgresWork>) async throws {
        let result = await withCheckedContinuation { continuation in
            enqueue(continuation, on: lane)
        }
        try result.get()
    }

    func serve(_ connection: PostgresLaneConnection) {
        if state.withLock({ $0.isCancelled }) { return finish(.failure(StorageError.cancelled)) }
        if isLate { return finish(.failure(StorageError.timedOut)) }
        var error = outcome(of: connection)
        // The cancelling of the work before may come late and meet this one.
        if let first = error, isStray(first) { error = outcome(of: connection) }
        finish(error.map { .failure(explain($0)) } ?? .success(()))
    }

    private func outcome(of connection: PostgresLaneConnection) -> (any Error)? {
        do {
            try attempt(connection)
            return nil
        } catch {
            return error
        }
    }

    private func attempt(_ connection: PostgresLaneConnection) throws {
        try connection.run { connection in
            if isCancellable { try begin(connection) }
            defer { end() }
            try body(connection)
        }
    }

    private func isStray(_ error: any Error) -> Bool {
        error as? StorageError == .cancelled && !isLate && !state.withLock { $0.isCancelled }
    }

    /// The server counts in whole milliseconds and may be a little early.
    private var isLate: Bool { deadline.map { ContinuousClock.now.advanced(by: .milliseconds(2)) >= $0 } ?? false }

    /// The server says "cancelled" for both; the work knows which it was.
    private func explain(_ error: any Error) -> any Error {
        guard error as? StorageError == .cancelled else { return error }
        return state.withLock { $0.isCancelled } ? StorageError.cancelled : StorageError.timedOut
    }

    private func begin(_ connection: PostgresConnection) throws(StorageError) {
        let isCancelled = state.withLock { state in
            if !state.isCancelled { state.canceller = PQgetCancel(connection.handle).map(HandOver.init) }
            return state.isCancelled
        }
        if isCancelled { throw .cancelled }
    }

    private func end() {
        state.withLock { state in
            if let canceller = state.canceller { PQfreeCancel(canceller.canceller) }
            state.canceller = nil
        }
    }

    private func cancel() {
        state.withLock { $0.isCancelled = true }
        // It opens a connection of its own, so not on the canceller's thread.
        DispatchQueue.global().async { self.cancelOnServer() }
    }

    /// A cancelling that arrives between two statements cancels nothing, so it's repeated until the work has ended.
    private func cancelOnServer() {
        let isRunning = state.withLock { state in
            guard let canceller = state.canceller else { return false }
            var reason = [CChar](repeating: 0, count: 256)
            PQcancel(canceller.canceller, &reason, Int32(reason.count))
            return true
        }
        guard isRunning else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { self.cancelOnServer() }
    }

    private func finish(_ result: Result<Void, any Error>) {
        state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }?.resume(returning: result)
    }
}
