import Application
import ArgumentParser

/// Commands about the county itself.
struct County: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The county and its data.", subcommands: [Seed.self])

    /// Fills an empty database with the invented county.
    struct Seed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fill an empty database with the invented county.")

        @OptionGroup var common: CommonOptions
        @Option(help: "How many people, 500 to 5000000; the county's own number when left out.")
        var people: Int?
        @Option(help: "The seed of the generator; the county's own when left out.")
        var seed: UInt64?
        @Option(help: "`county` or `city`.")
        var profile: String?
        @Flag(help: "Leave out last year's enrolment.")
        var withoutEnrolment = false

        func run() async throws {
            do {
                try SeedRefusal.check(people: people, profile: profile)
            } catch {
                common.tell(error)
                throw ExitCode(2)
            }
            var options = common
            if profile == "city", options.county == nil { options.county = "songhe-city" }
            // The invented county registers children on any day.
            let configuration = try options.configuration(demo: true)
            try await options.perform(
                CountySeedCommand(people: people, seed: seed, enrolsLastYear: !withoutEnrolment), configuration)
        }
    }
}
