import Journal
import Notices
import Services
import Storage

extension CountySystem {
    /// Brings out what is due of the outbox.
    func outboxRunner() -> OutboxRunner {
        OutboxRunner(
            storage: storage, outbox: outbox,
            adapters: [InAppAdapter(keyring: keyring, identifiers: identifiers, clock: clock)], clock: clock)
    }

    /// Works through the due jobs.
    func jobRunner() -> JobRunner {
        let runner = JobRunner(storage: storage, queue: jobs, clock: clock)
        registerJobs(on: runner)
        return runner
    }

    /// Calls other systems.
    func callRunner() -> JobRunner {
        let runner = JobRunner(storage: storage, queue: jobs, clock: clock)
        registerCalls(on: runner)
        return runner
    }

    /// Does what is due now and waits for nobody: jobs, notices, numbers of documents and of leaves.
    package func settle() async throws {
        let outbox = outboxRunner()
        let jobs = jobRunner()
        let calls = callRunner()
        while try await jobs.runDue() + calls.runDue() + outbox.runDue() > 0 {}
        try await desk.numberDocuments()
        _ = try await Sequencer(storage: storage).sequenceAll(now: clock.now())
    }
}
