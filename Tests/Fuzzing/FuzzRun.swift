import Foundation
import Synchronization

/// One target fed with many inputs, watched for standstill and memory.
package struct FuzzRun: Sendable {
    /// What came of it.
    package struct Report: Sendable {
        package let target: String
        package let inputs: Int
        package let seconds: Double
        /// The slowest input: its number and its time in seconds.
        package let slowest: (number: Int, seconds: Double)
        /// How much of the process's own memory there was at most, in MiB.
        package let memory: Int
    }

    private let target: FuzzTarget
    private let mutator: FuzzMutator
    private let seed: UInt64
    /// Told the number of each input before it is read, so that a crash can be found again.
    private let note: @Sendable (Int) -> Void

    package init(
        _ target: FuzzTarget, corpus: Corpus, seed: UInt64, note: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.target = target
        self.seed = seed
        self.note = note
        mutator = FuzzMutator(
            seeds: corpus.kept(target.name) + target.seeds(corpus), words: target.words, largest: target.largest)
    }

    /// The input of a number.
    package func input(_ number: Int) -> [UInt8] { mutator.input(seed: seed, number: number) }

    /// Reads the inputs from a number on. An input that takes longer than `patience` ends the program, with its number.
    package func run(from first: Int = 0, count: Int, patience: Duration) async -> Report {
        let current = Box(Atomic<Int>(first))
        let since = Box(Mutex(ContinuousClock.now))
        let isDone = Box(Atomic<Bool>(false))
        let start = ContinuousClock.now
        var slowest = (number: first, seconds: 0.0)
        var memory = FuzzRun.memory
        // A thread of its own: a parser that stands still holds the pool's threads.
        Guardian(target: target.name, seed: seed, patience: patience).start(
            number: { current.value.load(ordering: .relaxed) }, since: { since.value.withLock { $0 } },
            isDone: { isDone.value.load(ordering: .relaxed) })
        for number in first..<first + count {
            note(number)
            current.value.store(number, ordering: .relaxed)
            let begin = ContinuousClock.now
            since.value.withLock { $0 = begin }
            await target.read(mutator.input(seed: seed, number: number))
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            if seconds > slowest.seconds { slowest = (number, seconds) }
            if number % 512 == 0 { memory = max(memory, FuzzRun.memory) }
        }
        isDone.value.store(true, ordering: .relaxed)
        return Report(
            target: target.name, inputs: count, seconds: (ContinuousClock.now - start) / .seconds(1), slowest: slowest,
            memory: max(memory, FuzzRun.memory))
    }

    /// The process's own memory, in MiB.
    private static var memory: Int {
        guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
        for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("RssAnon") {
            return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
        }
        return 0
    }
}

/// Looks every tenth of a second whether the same input is still being read.
private struct Guardian: Sendable {
    let target: String
    let seed: UInt64
    let patience: Duration

    func start(
        number: @escaping @Sendable () -> Int, since: @escaping @Sendable () -> ContinuousClock.Instant,
        isDone: @escaping @Sendable () -> Bool
    ) {
        Thread.detachNewThread {
            while !isDone() {
                Thread.sleep(forTimeInterval: 0.1)
                guard !isDone(), ContinuousClock.now - since() > patience else { continue }
                let text = "fuzz: \(target) stands still at input \(number()) of seed \(seed)\n"
                FileHandle.standardError.write(Data(text.utf8))
                abort()
            }
        }
    }
}

/// Lets closures share what cannot be copied.
private final class Box<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}
