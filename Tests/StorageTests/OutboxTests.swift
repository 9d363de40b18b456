import Storage
import Testing

extension StorageTests {
    @Suite struct OutboxMessages {
        /// An adapter that writes down what it got and fails as it's told.
        private final class Recorder: OutboxAdapter {
            let kind = "notice"
            let received = Shared<[String]>([])
            let failures: Shared<[DeliveryError]>

            init(failures: [DeliveryError] = []) { self.failures = Shared(failures) }

            func deliver(_ message: OutboxMessage) async throws(DeliveryError) -> WriteSet {
                received.withLock { $0.append(message.key) }
                let failure = failures.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                if let failure { throw failure }
                return [Thing.inserting(Int64(message.payload[0]), message.key)]
            }
        }

        private func withOutbox(
            _ backend: Backend, _ body: (any Storage, Outbox, ManualClock) async throws -> Void
        ) async throws {
            try await withStorage(backend) { storage in
                try await Migrations([Outbox.migrations]).apply(to: storage, now: 0)
                let clock = ManualClock()
                try await body(storage, Outbox(identifiers: IdentifierSource(clock: clock)), clock)
            }
        }

        @Test(arguments: Backend.available)
        func `one key is delivered once, however often it's sent`(_ backend: Backend) async throws {
            try await withOutbox(backend) { storage, outbox, clock in
                let recorder = Recorder()
                let runner = OutboxRunner(storage: storage, outbox: outbox, adapters: [recorder], clock: clock)
                for _ in 1...3 {
                    try await storage.commit([
                        outbox.send(adapter: "notice", key: "case 1 accepted", payload: [1], now: clock.now())
                    ])
                }
                #expect(try await outbox.state(of: "case 1 accepted", in: storage) == .queued)
                #expect(try await runner.runDue() == 1)
                #expect(try await runner.runDue() == 0)
                #expect(try await outbox.state(of: "case 1 accepted", in: storage) == .sent)
                try await storage.commit([
                    outbox.send(adapter: "notice", key: "case 1 accepted", payload: [1], now: clock.now())
                ])
                #expect(try await runner.runDue() == 0)
                #expect(recorder.received.withLock { $0 } == ["case 1 accepted"])
                #expect(try await outbox.state(of: "nothing", in: storage) == nil)
            }
        }

        @Test(arguments: Backend.available)
        func `a failed delivery is tried again with the same key, a hopeless one isn't`(_ backend: Backend) async throws
        {
            try await withOutbox(backend) { storage, outbox, clock in
                let recorder = Recorder(failures: [
                    DeliveryError(code: "line.busy"), DeliveryError(code: "address.wrong", isPermanent: true),
                ])
                let runner = OutboxRunner(storage: storage, outbox: outbox, adapters: [recorder], clock: clock)
                try await storage.commit([outbox.send(adapter: "notice", key: "k", payload: [1], now: clock.now())])
                try await runner.runDue()
                #expect(try await outbox.state(of: "k", in: storage) == .failed)
                #expect(try await runner.runDue() == 0)
                clock.advance(by: .seconds(2))
                try await runner.runDue()
                #expect(try await outbox.state(of: "k", in: storage) == .dead)
                clock.advance(by: .seconds(7_200))
                #expect(try await runner.runDue() == 0)
                try await storage.commit([outbox.revive(key: "k", dueAt: clock.now())])
                try await runner.runDue()
                #expect(try await outbox.state(of: "k", in: storage) == .sent)
                #expect(recorder.received.withLock { $0 } == ["k", "k", "k"])
                #expect(try await Thing.count(in: storage) == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `a message whose step didn't commit is never sent`(_ backend: Backend) async throws {
            try await withOutbox(backend) { storage, outbox, clock in
                let recorder = Recorder()
                let runner = OutboxRunner(storage: storage, outbox: outbox, adapters: [recorder], clock: clock)
                let error = await failure {
                    try await storage.commit([
                        outbox.send(adapter: "notice", key: "k", payload: [1], now: clock.now()),
                        Statement("DELETE FROM thing", [], expect: .atLeastOne, otherwise: "no"),
                    ])
                }
                #expect(error == .guardFailed(code: "no", index: 1))
                let attempted = try await runner.runDue()
                #expect(attempted == 0)
            }
        }

        @Test(arguments: Backend.available)
        func `four runners bring 120 messages out once each`(_ backend: Backend) async throws {
            try await withOutbox(backend) { storage, outbox, clock in
                for number in 1...120 {
                    try await storage.commit([
                        outbox.send(adapter: "notice", key: "m\(number)", payload: [UInt8(number)], now: clock.now())
                    ])
                }
                let recorder = Recorder()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 1...4 {
                        group.addTask {
                            try await OutboxRunner(storage: storage, outbox: outbox, adapters: [recorder], clock: clock)
                                .runDue()
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(recorder.received.withLock { $0.sorted() } == (1...120).map { "m\($0)" }.sorted())
                #expect(try await Thing.count(in: storage) == 120)
            }
        }
    }
}
