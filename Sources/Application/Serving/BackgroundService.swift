import Directory
import Journal
import Logging
import Notices
import Registers
import ServiceLifecycle
import Services
import Storage
import Telemetry
import Workflow

/// Work that nobody waits for: numbering leaves, sending notices, running due jobs, ending old sessions.
///
/// A failed round is logged and tried again; it never ends the service.
struct BackgroundService: Service {
    let system: CountySystem
    let metrics: MetricRegistry
    let logger: Logger

    func run() async throws {
        let outbox = system.outboxRunner()
        let jobs = system.jobRunner()
        let calls = system.callRunner()
        let rounds = Rounds(metrics: metrics, logger: logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await outbox.run() }
                group.addTask { await jobs.run() }
                group.addTask { await calls.run() }
                group.addTask {
                    await rounds.every(.seconds(1), "sequencer") {
                        let sequencer = Sequencer(storage: system.storage)
                        let count = try await sequencer.sequenceAll(now: system.clock.now())
                        if count > 0 { metrics.count("yiwang_leaves_sequenced_total", by: UInt64(count)) }
                    }
                }
                group.addTask {
                    await rounds.every(.seconds(1), "documents") { try await system.desk.numberDocuments() }
                }
                group.addTask {
                    // At the start, and again in case another process still reckoned by an older calendar.
                    await rounds.every(.seconds(3600), "calendar") { try await system.desk.recalculateDueDates() }
                }
                group.addTask { await rounds.every(.seconds(1), "rules") { try await system.refreshRules() } }
                group.addTask {
                    await rounds.every(.seconds(5), "imports") { try await system.refreshAfterImports() }
                }
                group.addTask {
                    await rounds.every(.seconds(30), "incidents") {
                        let open = try await IncidentStore(storage: system.storage).count()
                        metrics.gauge("yiwang_incidents_open") { Double(open) }
                        let givenUp = try await system.jobs.dead(in: system.storage).count
                        metrics.gauge("yiwang_jobs_given_up") { Double(givenUp) }
                    }
                }
                group.addTask {
                    await rounds.every(.seconds(300), "sessions") {
                        try await system.sessions.purge(now: system.clock.now())
                    }
                }
                await group.waitForAll()
            }
        }
    }
}
