/// Brings the due messages out through their adapters: each second, and at once when something knocks.
package final class OutboxRunner: Sendable {
    /// What is being brought out stays with whoever took it for a minute: another system may answer slowly.
    package static var usual: JobRunner.Settings {
        var settings = JobRunner.Settings()
        settings.lease = .seconds(60)
        return settings
    }

    private let storage: any Storage
    private let outbox: Outbox
    private let adapters: [String: any OutboxAdapter]
    private let clock: any WallClock
    private let settings: JobRunner.Settings
    private let wakeUp = WakeUp()

    package init(
        storage: any Storage, outbox: Outbox, adapters: [any OutboxAdapter], clock: any WallClock,
        settings: JobRunner.Settings = OutboxRunner.usual
    ) {
        self.storage = storage
        self.outbox = outbox
        self.adapters = Dictionary(adapters.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        self.clock = clock
        self.settings = settings
    }

    /// A hint that something may be due.
    package func wake() { wakeUp.knock() }

    /// Works until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            let done = (try? await runDue()) ?? 0
            if done == 0 { await wakeUp.wait(upTo: settings.interval, clock: clock) }
        }
    }

    /// Delivers what is due now; returns how many deliveries were attempted.
    @discardableResult
    package func runDue() async throws(StorageError) -> Int {
        let kinds = adapters.keys.sorted()
        var attempted = 0
        while !Task.isCancelled {
            let now = clock.now()
            guard try await isAnythingDue(now) else { return attempted }
            let claimed = try await outbox.claim(
                adapters: kinds, limit: settings.concurrency, now: now,
                leaseEnd: now + settings.lease.microseconds, from: storage)
            if claimed.isEmpty { return attempted }
            await withTaskGroup(of: Void.self) { group in
                for (message, maximumAttempts) in claimed {
                    guard let adapter = adapters[message.adapter] else { continue }
                    group.addTask { await self.attempt(message, maximumAttempts, through: adapter) }
                }
            }
            attempted += claimed.count
        }
        return attempted
    }

    private static let due: SQL = "SELECT 1 FROM outbox WHERE due_at <= ? LIMIT 1"

    private func isAnythingDue(_ now: Int64) async throws(StorageError) -> Bool {
        do {
            return try await storage.point(Self.due, [.integer(now)]) { _ in true } ?? false
        } catch {
            throw StorageError.wrapping(error)
        }
    }

    private func attempt(_ message: OutboxMessage, _ maximum: Int, through adapter: any OutboxAdapter) async {
        guard message.attempt <= maximum else {
            await settle(message, DeliveryError(code: "outbox.attempts-used-up", isPermanent: true), maximum)
            return
        }
        do {
            var writeSet = try await adapter.deliver(message)
            writeSet.append(outbox.markSent(message, at: clock.now()))
            try await storage.commit(writeSet)
        } catch let error as DeliveryError {
            await settle(message, error, maximum)
        } catch let error as StorageError {
            if error.code != Outbox.leaseLost { await settle(message, DeliveryError(code: error.code), maximum) }
        } catch {
            await settle(message, DeliveryError(code: "outbox.\(type(of: error))"), maximum)
        }
    }

    private func settle(_ message: OutboxMessage, _ error: DeliveryError, _ maximum: Int) async {
        let isOver = error.isPermanent || message.attempt >= maximum
        let next = clock.now() + settings.backoff.delay(afterAttempt: message.attempt, of: message.id)
        // If this doesn't get through, the lease runs out and the message comes back by itself.
        _ = try? await storage.commit([outbox.markFailed(message, because: error.code, next: isOver ? nil : next)])
    }
}
