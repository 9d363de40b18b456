import Foundation
import Fuzzing
import TestSupport
import Testing

/// Whatever comes in, each parser gives an answer: no crash, no standstill, no hoard of memory.
///
/// A crash ends the run; `swift run fuzz . --target NAME --from N` finds the input again. `script/soak` reads far more.
@Suite struct `Hostile input` {
    /// Together with the other targets more than a hundred thousand.
    private static let inputs = 10_500

    @Test(arguments: FuzzTarget.all) func `is read or refused`(target: FuzzTarget) async {
        let run = FuzzRun(target, corpus: Corpus(root: Repository.root), seed: 20_261_129)
        let report = await run.run(count: Self.inputs / target.cost, patience: .seconds(20))
        #expect(report.inputs == Self.inputs / target.cost)
        #expect(report.memory < 1_500, "\(target): \(report.memory) MB")
    }

    @Test func `comes in a hundred thousand shapes`() {
        #expect(FuzzTarget.all.reduce(0) { $0 + Self.inputs / $1.cost } >= 100_000)
    }

    @Test func `is the same for the same seed, and good inputs are among it`() {
        let corpus = Corpus(root: Repository.root)
        for target in FuzzTarget.all {
            let run = FuzzRun(target, corpus: corpus, seed: 5)
            let again = FuzzRun(target, corpus: corpus, seed: 5)
            #expect((0..<200).allSatisfy { run.input($0) == again.input($0) })
            #expect(Set((0..<200).map { run.input($0) }).count > 150, "\(target)")
        }
    }
}
