// Feeds the parsers with inputs, for as long as is wanted.
//
//   fuzz ROOT [--target NAME] [--seed N] [--from N] [--count N] [--note FILE] [--print N]
//
// Every target gets `count` inputs. `--note` names a file that always holds target, seed and number of the input being
// read, so that whoever finds the program dead can print it: `--print`.

import Foundation
import Fuzzing

@main
struct Fuzz {
    static func main() async {
        var arguments = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String) -> String? {
            guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
            let value = arguments[place + 1]
            arguments.removeSubrange(place...place + 1)
            return value
        }
        let wanted = option("--target")
        let seed = option("--seed").flatMap { UInt64($0) } ?? 1
        let first = option("--from").flatMap { Int($0) } ?? 0
        let count = option("--count").flatMap { Int($0) } ?? 10_000
        let noted = option("--note")
        let printed = option("--print").flatMap { Int($0) }
        let corpus = Corpus(root: URL(fileURLWithPath: arguments.first ?? "."))
        if let noted { _ = FileManager.default.createFile(atPath: noted, contents: nil) }
        for target in FuzzTarget.all where wanted == nil || target.name == wanted {
            let file = noted.flatMap { FileHandle(forWritingAtPath: $0) }
            let run = FuzzRun(target, corpus: corpus, seed: seed) { number in
                guard let file else { return }
                try? file.seek(toOffset: 0)
                try? file.write(contentsOf: Data("\(target.name) \(seed) \(number)          \n".utf8))
            }
            if let printed {
                FileHandle.standardOutput.write(Data(run.input(printed)))
                continue
            }
            let report = await run.run(from: first, count: count, patience: .seconds(5))
            let perSecond = Int(Double(count) / max(report.seconds, 0.001))
            let slowest = "\(Int(report.slowest.seconds * 1000)) ms (input \(report.slowest.number))"
            let line =
                "\(target.name) \(report.inputs) inputs, \(perSecond)/s, slowest \(slowest), memory \(report.memory) MB\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
    }
}
