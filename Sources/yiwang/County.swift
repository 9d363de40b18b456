import Application
import ArgumentParser
import Foundation
import Storage

/// Commands about the county itself.
struct County: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The county and its data.", subcommands: [Seed.self])

    /// Fills an empty database with the invented county.
    struct Seed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fill an empty database with the invented county.")

        @OptionGroup var common: CommonOptions
        @Option(help: "How many people; the county's own number when left out.")
        var people: Int?
        @Option(help: "The seed of the generator; the county's own when left out.")
        var seed: UInt64?
        @Option(help: "`county` or `city`.")
        var profile: String?
        @Flag(help: "Leave out last year's enrolment.")
        var withoutEnrolment = false

        func run() async throws {
            var options = common
            if profile == "city", options.county == nil { options.county = "songhe-city" }
            let configuration = try options.configuration()
            let lock = try ServeLock.acquire(configuration, common: common)
            defer { lock.release() }
            let system = try await options.open(configuration)
            var plan = CountySeeding.Plan(
                people: people ?? system.profile.population, seed: seed ?? system.profile.seed)
            plan.enrolsLastYear = !withoutEnrolment
            let start = ContinuousClock.now
            let seeding = CountySeeding(system: system, plan: plan) { line in Console.error("  \(line)") }
            let report: CountySeeding.Report
            do {
                report = try await seeding.run()
            } catch is CountySeeding.NotEmpty {
                Console.error(
                    common.say(
                        "数据库里已有数据，不会覆盖。换一个数据文件夹再试。",
                        "The database is not empty; nothing was overwritten. Use another data folder."))
                throw ExitCode(4)
            }
            for row in report.rows { Console.print("\(row.register) \(row.count)") }
            Console.print("digest \(report.digest)")
            Console.print(
                "enrolled \(report.enrolled) \(report.decided.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))"
            )
            Console.print(common.say("可以登录的工作人员（只显示这一次）：", "Officials who can sign in (shown once):"))
            for account in report.accounts {
                Console.print("  \(account.account)  \(account.password)  \(common.say(account.name))  \(account.post)")
            }
            Console.print("seconds \((ContinuousClock.now - start) / .seconds(1))")
            await system.storage.close()
        }
    }
}
