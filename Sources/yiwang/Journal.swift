import Application
import ArgumentParser
import Cryptography
import Foundation
import Journal
import Storage

/// Commands about the journal.
struct Journal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The journal.", subcommands: [Verify.self])

    /// Reads the whole journal and says whether anything was altered.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check that nothing was altered, dropped or added.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let configuration = try common.configuration()
            let storage = try await StorageOpening.open(configuration)
            let report = try await JournalVerifier(storage: storage).verify()
            await storage.close()
            Console.print("leaves \(report.leaves)")
            Console.print("waiting \(report.waiting)")
            Console.print("receipts \(report.receipts)")
            Console.print("roots \(report.roots)")
            Console.print("root \(Hexadecimal.encoded(report.root))")
            for finding in report.findings { Console.print("[\(finding.code)] \(common.say(finding.message))") }
            if report.isIntact {
                Console.print(common.say("完好：没有发现改动。", "Intact: nothing was altered."))
            } else {
                Console.print(
                    common.say("发现 \(report.findingCount) 处问题。", "\(report.findingCount) findings."))
                throw ExitCode(1)
            }
        }
    }
}
