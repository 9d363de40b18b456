import Storage
import Testing

extension StorageTests {
    @Suite struct Idempotency {
        private func withStore(
            _ backend: Backend, _ body: (any Storage, IdempotencyStore) async throws -> Void
        ) async throws {
            try await withStorage(backend) { storage in
                try await Migrations([IdempotencyStore.migrations]).apply(to: storage, now: 0)
                try await body(storage, IdempotencyStore(storage: storage))
            }
        }

        @Test(arguments: Backend.available)
        func `the same key gives the same answer and does the work once`(_ backend: Backend) async throws {
            try await withStore(backend) { storage, store in
                for round in 1...3 {
                    let answer = try await store.perform(scope: "s", key: "k", fingerprint: [1], now: 10) {
                        ([Thing.inserting(Int64(round), "round \(round)")], [UInt8(round)])
                    }
                    #expect(answer == (round == 1 ? .fresh([1]) : .replayed([1])))
                }
                #expect(try await Thing.count(in: storage) == 1)
                let elsewhere = try await store.perform(scope: "t", key: "k", fingerprint: [1], now: 10) {
                    (WriteSet(), [9])
                }
                #expect(elsewhere == .fresh([9]))
                await #expect(throws: IdempotencyError.mismatch) {
                    try await store.perform(scope: "s", key: "k", fingerprint: [2], now: 10) { (WriteSet(), []) }
                }
                try await storage.commit([store.purge(before: 11)])
                #expect(try await store.stored(scope: "s", key: "k", fingerprint: [1]) == nil)
            }
        }

        @Test(arguments: Backend.available)
        func `a request that fails leaves its key free`(_ backend: Backend) async throws {
            try await withStore(backend) { storage, store in
                let error = await failure {
                    _ = try await store.perform(scope: "s", key: "k", fingerprint: [1], now: 10) {
                        ([Statement("DELETE FROM thing", [], expect: .atLeastOne, otherwise: "none")], [1])
                    }
                }
                #expect(error == .guardFailed(code: "none", index: 0))
                let second = try await store.perform(scope: "s", key: "k", fingerprint: [1], now: 10) {
                    (WriteSet(), [2])
                }
                #expect(second == .fresh([2]))
            }
        }

        @Test(arguments: Backend.available)
        func `a request that is being answered is told so, and two nodes answer once`(_ backend: Backend) async throws {
            try await withStore(backend) { storage, store in
                let otherNode = IdempotencyStore(storage: storage)
                let answer = try await store.perform(scope: "s", key: "k", fingerprint: [1], now: 10) {
                    await #expect(throws: IdempotencyError.inFlight) {
                        try await store.perform(scope: "s", key: "k", fingerprint: [1], now: 10) { (WriteSet(), [7]) }
                    }
                    let other = try await otherNode.perform(scope: "s", key: "k", fingerprint: [1], now: 10) {
                        ([Thing.inserting(1, "other")], [2])
                    }
                    #expect(other == .fresh([2]))
                    return ([Thing.inserting(2, "mine")], [1])
                }
                #expect(answer == .replayed([2]))
                #expect(try await Thing.count(in: storage) == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `64 tasks with one key have one effect`(_ backend: Backend) async throws {
            try await withStore(backend) { storage, store in
                let nodes = (0..<4).map { _ in IdempotencyStore(storage: storage) }
                let answers = Shared<[[UInt8]]>([])
                await withTaskGroup(of: Void.self) { group in
                    for task in 1...64 {
                        group.addTask {
                            let answer = try? await nodes[task % 4].perform(
                                scope: "s", key: "k", fingerprint: [], now: 10
                            ) { ([Thing.inserting(Int64(task), "t\(task)")], [UInt8(task)]) }
                            if let answer { answers.withLock { $0.append(answer.response) } }
                        }
                    }
                }
                #expect(try await Thing.count(in: storage) == 1)
                let id = try await storage.point("SELECT id FROM thing") { try $0.int(0) }
                #expect(Set(answers.withLock { $0 }) == [[UInt8(id!)]])
            }
        }
    }
}
