import Storage
import Synchronization
import Testing

extension StorageTests {
    @Suite struct Jobs {
        private struct Bench {
            let storage: any Storage
            let clock = ManualClock()
            let identifiers: IdentifierSource
            let queue: JobQueue

            init(_ storage: any Storage) {
                self.storage = storage
                identifiers = IdentifierSource(node: 1, clock: clock)
                queue = JobQueue(identifiers: identifiers)
            }

            func runner() -> JobRunner { JobRunner(storage: storage, queue: queue, clock: clock) }

            func enqueue(
                _ kind: String, _ payload: [UInt8] = [], after: Duration = .zero, tries: Int = 3, key: String? = nil
            )
                async throws
            {
                let now = clock.now()
                try await storage.commit([
                    queue.enqueue(
                        kind: kind, payload: payload, dueAt: now + after.microseconds, now: now, maximumAttempts: tries,
                        key: key)
                ])
            }

            func statistics(_ kind: String) async throws -> JobStatistics? {
                try await queue.statistics(storage).first { $0.kind == kind }
            }
        }

        private func withBench(_ backend: Backend, _ body: (Bench) async throws -> Void) async throws {
            try await withStorage(backend) { storage in
                try await Migrations([JobQueue.migrations]).apply(to: storage, now: 0)
                try await body(Bench(storage))
            }
        }

        @Test(arguments: Backend.available)
        func `a job is done when it's due, and what it did is stored with its end`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                let runner = bench.runner()
                runner.register("greet") { job in [Thing.inserting(Int64(job.payload[0]), "job \(job.attempt)")] }
                try await bench.enqueue("greet", [7], after: .seconds(10))
                try await bench.enqueue("unknown", [1])
                #expect(try await runner.runDue() == 0)
                bench.clock.advance(by: .seconds(10))
                #expect(try await runner.runDue() == 1)
                #expect(try await Thing.count(in: bench.storage) == 1)
                #expect(try await runner.runDue() == 0)
                #expect(try await bench.statistics("greet") == nil)
                #expect(try await bench.statistics("unknown")?.open == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `a failing job comes back later each time, then lies among the dead`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                let runner = bench.runner()
                let attempts = Shared<[Int64]>([])
                runner.register("flaky") { job in
                    attempts.withLock { $0.append(bench.clock.now()) }
                    throw JobFailure(code: "flaky.no")
                }
                try await bench.enqueue("flaky", tries: 3)
                for _ in 1...60 {
                    try await runner.runDue()
                    bench.clock.advance(by: .milliseconds(250))
                }
                let times = attempts.withLock { $0 }
                #expect(times.count == 3)
                #expect(times[1] - times[0] >= 1_000_000)
                #expect(times[2] - times[1] >= 2_000_000)
                let dead = try #require(try await bench.statistics("flaky"))
                #expect(dead.dead == 1 && dead.open == 0)
                let id = try #require(
                    try await bench.storage.point("SELECT id FROM job WHERE last_error = 'flaky.no'") {
                        try $0.integer(0)
                    })
                try await bench.storage.commit([bench.queue.revive(id: id, dueAt: bench.clock.now())])
                #expect(try await runner.runDue() == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `a permanent failure isn't tried again`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                let runner = bench.runner()
                runner.register("bad") { _ in throw JobFailure(code: "bad.payload", isPermanent: true) }
                try await bench.enqueue("bad")
                try await runner.runDue()
                #expect(try await bench.statistics("bad")?.dead == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `who lost the lease can't finish the job any more`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                try await bench.enqueue("slow")
                func claim() async throws -> [Job] {
                    let now = bench.clock.now()
                    return try await bench.queue.claim(
                        kinds: ["slow"], limit: 10, now: now, leaseEnd: now + 1_000_000, from: bench.storage)
                }
                let first = try #require(try await claim().first)
                #expect(try await claim().isEmpty)
                bench.clock.advance(by: .seconds(1))
                let second = try #require(try await claim().first)
                #expect(second.id == first.id && second.attempt == 2)
                let error = await failure {
                    try await bench.storage.commit([Thing.inserting(1, "late"), bench.queue.complete(first)])
                }
                #expect(error == .guardFailed(code: JobQueue.leaseLost, index: 1))
                try await bench.storage.commit([Thing.inserting(2, "in time"), bench.queue.complete(second)])
                #expect(try await Thing.count(in: bench.storage) == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `work longer than its lease stays with whoever does it; what a lost node had is another's within 5 s`(
            _ backend: Backend
        ) async throws {
            try await withBench(backend) { bench in
                let clock = SystemWallClock()
                var settings = JobRunner.Settings()
                settings.interval = .milliseconds(100)
                #expect(settings.lease <= .seconds(3))
                let times = Mutex(0)
                let lost = Mutex<ContinuousClock.Instant?>(nil)
                let runners = (0..<2).map { _ in
                    JobRunner(storage: bench.storage, queue: bench.queue, clock: clock, settings: settings)
                }
                for runner in runners {
                    runner.register("long") { _ in
                        times.withLock { $0 += 1 }
                        try await Task.sleep(for: .seconds(4))
                        return WriteSet()
                    }
                    runner.register("lost") { _ in
                        lost.withLock { $0 = ContinuousClock.now }
                        return WriteSet()
                    }
                }
                let now = clock.now()
                try await bench.storage.commit([
                    bench.queue.enqueue(kind: "long", payload: [], dueAt: now, now: now),
                    bench.queue.enqueue(kind: "lost", payload: [], dueAt: now, now: now),
                ])
                // A node that takes a job and is gone.
                let begun = ContinuousClock.now
                let taken = try await bench.queue.claim(
                    kinds: ["lost"], limit: 1, now: clock.now(),
                    leaseEnd: clock.now() + settings.lease.microseconds, from: bench.storage)
                #expect(taken.count == 1)
                let working = runners.map { runner in Task { await runner.run() } }
                try await Task.sleep(for: .seconds(6))
                for task in working { task.cancel() }
                for task in working { await task.value }
                let after = try #require(lost.withLock { $0 })
                #expect(after - begun < .seconds(5))
                #expect(times.withLock { $0 } == 1)
                #expect(try await bench.statistics("long") == nil)
            }
        }

        @Test(arguments: Backend.available)
        func `a job that kills its worker each time ends among the dead`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                try await bench.enqueue("poison", tries: 2)
                for _ in 1...2 {
                    let now = bench.clock.now()
                    let claimed = try await bench.queue.claim(
                        kinds: ["poison"], limit: 1, now: now, leaseEnd: now + 1_000_000, from: bench.storage)
                    #expect(claimed.count == 1)
                    bench.clock.advance(by: .seconds(1))
                }
                let runner = bench.runner()
                runner.register("poison") { _ in
                    Issue.record("tried a third time")
                    return WriteSet()
                }
                try await runner.runDue()
                #expect(try await bench.statistics("poison")?.dead == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `one key, one open job`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                for _ in 1...3 { try await bench.enqueue("remind", key: "case 1") }
                #expect(try await bench.statistics("remind")?.open == 1)
                try await bench.storage.commit([bench.queue.cancel(key: "case 1")])
                #expect(try await bench.statistics("remind") == nil)
                try await bench.enqueue("remind", key: "case 1")
                #expect(try await bench.statistics("remind")?.open == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `four workers do 200 jobs once each`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                var writeSet = WriteSet()
                for number in 1...200 {
                    writeSet.append(
                        bench.queue.enqueue(
                            kind: "count", payload: [UInt8(number)], dueAt: bench.clock.now(), now: bench.clock.now()))
                }
                try await bench.storage.commit(writeSet)
                let runs = Shared(0)
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 1...4 {
                        group.addTask {
                            let runner = bench.runner()
                            runner.register("count") { job in
                                runs.withLock { $0 += 1 }
                                return [Thing.inserting(Int64(job.payload[0]), "n\(job.payload[0])")]
                            }
                            return try await runner.runDue()
                        }
                    }
                    var done = 0
                    for try await count in group { done += count }
                    #expect(done == 200)
                }
                #expect(runs.withLock { $0 } == 200)
                #expect(try await Thing.count(in: bench.storage) == 200)
                #expect(try await bench.statistics("count") == nil)
            }
        }

        @Test(arguments: Backend.available)
        func `a knock wakes a sleeping runner, and so does the clock`(_ backend: Backend) async throws {
            try await withBench(backend) { bench in
                let runner = bench.runner()
                let done = AsyncStream<UInt8>.makeStream()
                runner.register("tell") { job in
                    done.continuation.yield(job.payload[0])
                    return WriteSet()
                }
                let running = Task { await runner.run() }
                var answers = done.stream.makeAsyncIterator()
                while bench.clock.sleepers == 0 { await Task.yield() }
                try await bench.enqueue("tell", [1])
                runner.wake()
                #expect(await answers.next() == 1)
                while bench.clock.sleepers == 0 { await Task.yield() }
                try await bench.enqueue("tell", [2])
                bench.clock.advance(by: .seconds(1))
                #expect(await answers.next() == 2)
                running.cancel()
                await running.value
            }
        }
    }
}
