import Synchronization

/// Works through the due jobs: each second, and at once when something knocks.
package final class JobRunner: Sendable {
    /// Does a job and says what to write; that commits together with the job's completion.
    package typealias Handler = @Sendable (Job) async throws -> WriteSet

    package struct Settings: Sendable {
        package var concurrency = 8
        /// How long what was claimed is nobody else's; it is prolonged while the work goes on, so that another node goes on
        /// soon after one was lost.
        package var lease: Duration = .seconds(3)
        package var interval: Duration = .seconds(1)
        package var backoff = Backoff()
        package init() {}
    }

    private let storage: any Storage
    private let queue: JobQueue
    private let clock: any WallClock
    private let settings: Settings
    private let handlers = Mutex<[String: Handler]>([:])
    private let wakeUp = WakeUp()

    package init(storage: any Storage, queue: JobQueue, clock: any WallClock, settings: Settings = Settings()) {
        self.storage = storage
        self.queue = queue
        self.clock = clock
        self.settings = settings
    }

    /// Names who does jobs of this kind. Jobs of a kind that nobody registered stay where they are.
    package func register(_ kind: String, _ handler: @escaping Handler) {
        handlers.withLock { $0[kind] = handler }
    }

    /// A hint that something may be due.
    package func wake() { wakeUp.knock() }

    /// Works until the task is cancelled. A database that isn't there is tried again at the next round.
    package func run() async {
        while !Task.isCancelled {
            let done = (try? await runDue()) ?? 0
            if done == 0 { await wakeUp.wait(upTo: settings.interval, clock: clock) }
        }
    }

    /// Does what is due now, in one or more rounds; returns how many jobs were attempted.
    @discardableResult
    package func runDue() async throws(StorageError) -> Int {
        let handlers = handlers.withLock { $0 }
        let kinds = handlers.keys.sorted()
        var attempted = 0
        while !Task.isCancelled {
            let now = clock.now()
            guard try await isAnythingDue(now) else { return attempted }
            let jobs = try await queue.claim(
                kinds: kinds, limit: settings.concurrency, now: now,
                leaseEnd: now + settings.lease.microseconds, from: storage)
            if jobs.isEmpty { return attempted }
            await withTaskGroup(of: Bool.self) { group in
                var running = 0
                for job in jobs {
                    guard let handler = handlers[job.kind] else { continue }
                    running += 1
                    group.addTask {
                        await self.attempt(job, with: handler)
                        return true
                    }
                }
                group.addTask {
                    await self.holdOn(to: jobs)
                    return false
                }
                // The one that holds on ends when the others have.
                for await isJob in group where isJob {
                    running -= 1
                    if running == 0 { group.cancelAll() }
                }
                if running == 0 { group.cancelAll() }
            }
            attempted += jobs.count
        }
        return attempted
    }

    /// Prolongs the lease of jobs that take longer than it, until they are done.
    private func holdOn(to jobs: [Job]) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: settings.lease / 4) } catch { return }
            // A database that does not answer now is asked again before the lease is over.
            _ = try? await storage.commit([queue.prolong(jobs, until: clock.now() + settings.lease.microseconds)])
        }
    }

    private static let due: SQL = "SELECT 1 FROM job WHERE state = 0 AND due_at <= ? LIMIT 1"

    private func isAnythingDue(_ now: Int64) async throws(StorageError) -> Bool {
        do {
            return try await storage.point(Self.due, [.integer(now)]) { _ in true } ?? false
        } catch {
            throw StorageError.wrapping(error)
        }
    }

    private func attempt(_ job: Job, with handler: Handler) async {
        // A job that killed its worker each time is counted by its claims.
        guard job.attempt <= job.maximumAttempts else {
            _ = try? await storage.commit([queue.bury(job, because: "job.attempts-used-up")])
            return
        }
        do {
            var writeSet = try await handler(job)
            writeSet.append(queue.complete(job))
            try await storage.commit(writeSet)
        } catch {
            await settle(job, after: error)
        }
    }

    private func settle(_ job: Job, after error: any Error) async {
        let failure =
            error as? JobFailure
            ?? JobFailure(code: (error as? StorageError)?.code ?? "job.\(type(of: error))", isPermanent: false)
        let statement: Statement
        if failure.code == JobQueue.leaseLost { return }
        if failure.isPermanent || job.attempt >= job.maximumAttempts {
            statement = queue.bury(job, because: failure.code)
        } else {
            let delay = settings.backoff.delay(afterAttempt: job.attempt, of: job.id)
            statement = queue.postpone(job, until: clock.now() + delay, because: failure.code)
        }
        // If this doesn't get through, the lease runs out and the job comes back by itself.
        _ = try? await storage.commit([statement])
    }
}

extension Duration {
    /// Whole microseconds.
    package var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
